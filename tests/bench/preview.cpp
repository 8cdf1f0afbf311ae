// How long an editor waits in the preview: `bench_preview SITE THEME SAVES` saves pages one after another and measures
// from the save until the browser's question is answered and the page is drawn anew. Prints "MEDIAN WORST" in
// milliseconds. The site is put back as it was.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "generator/serve/preview.h"
#include "generator/shared/files.h"
#include "server/staff/secrets.h"

namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

charter::Request request_for(std::string path) {
    charter::Request request;
    request.method = "GET";
    request.path = std::move(path);
    return request;
}

std::string version_now(charter::Preview& preview) {
    return preview.answer(request_for("/-/changes")).body;
}

// Waits until the preview has looked through all pages, so that each save finds it at rest.
void settle() {
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
}

double milliseconds_of_save(charter::Preview& preview, const fs::path& file, const std::string& page, int number) {
    const std::string before = version_now(preview);
    const std::string words = "Words of save " + std::to_string(number) + ".";
    const auto begin = Steady::now();
    std::ofstream(file, std::ios::app) << "\n" << words << "\n";
    charter::Request question = request_for("/-/changes");
    question.query["since"] = {before};
    if (preview.answer(question).body == before) throw std::runtime_error("the preview did not see the save");
    const charter::Response drawn = preview.answer(request_for(page));
    const std::chrono::duration<double, std::milli> taken = Steady::now() - begin;
    if (drawn.body.find(words) == std::string::npos) throw std::runtime_error("the page is not the one that was saved");
    return taken.count();
}

int run(const fs::path& site, const fs::path& theme, int saves) {
    charter::ready_secrets();
    charter::CheckOptions options;
    options.site = site;
    options.theme = theme;
    charter::Preview preview(
        {options, [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }});
    std::thread follower([&] { preview.follow(); });
    std::this_thread::sleep_for(std::chrono::seconds(8));  // the first look at every page
    std::vector<std::string> pages;
    for (const std::string& path : charter::list_files(site / "en"))
        if (path.ends_with(".md") && !path.ends_with("index.md")) pages.push_back(path);
    std::vector<double> taken;
    for (int save = 0; save < saves; ++save) {
        const std::string& path =
            pages[static_cast<std::size_t>(save) * pages.size() / static_cast<std::size_t>(saves)];
        const fs::path file = site / "en" / path;
        const std::string text = charter::read_file(file);
        taken.push_back(milliseconds_of_save(preview, file, "/en/" + path.substr(0, path.size() - 3) + "/", save));
        std::ofstream(file) << text;
        settle();
    }
    preview.stop();
    follower.join();
    std::sort(taken.begin(), taken.end());
    std::printf("%.0f %.0f\n", taken[taken.size() / 2], taken.back());
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: bench_preview SITE THEME SAVES\n");
        return 2;
    }
    try {
        return run(arguments[1], arguments[2], std::atoi(arguments[3]));
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "bench_preview: %s\n", failure.what());
        return 3;
    }
}
