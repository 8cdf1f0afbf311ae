#include "generator/serve/preview.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "generator/editions/since_published.h"
#include "server/http/security_headers.h"
#include "server/staff/secrets.h"
#include "tests/support/site_build.h"
#include "tests/support/site_editor.h"

namespace charter::preview_test {
namespace {

namespace fs = std::filesystem;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string header_in(const Response& response, std::string_view name) {
    for (const auto& [each, value] : headers_of(response))
        if (each == name) return value;
    return {};
}

// A day of another year than the one that the previews below are to show.
Instant long_before() {
    return Instant(std::chrono::hours(24 * 365 * 56));
}

// A form with one file, as a browser sends it.
Request file_form(const std::string& name, const std::string& content) {
    Request request;
    request.method = "POST";
    request.path = "/en/lodge/photos/";
    request.headers = {{"content-type", {"multipart/form-data; boundary=edge"}}};
    request.body = "--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + name + "\"\r\n\r\n" +
                   content + "\r\n--edge\r\nContent-Disposition: form-data; name=\"stay\"\r\n\r\nyes\r\n--edge--\r\n";
    return request;
}

// A preview with its follower, as the command runs it.
struct Desk {
    TempDir folder;
    fs::path site = folder / "site";
    std::unique_ptr<Preview> preview;
    std::thread follower;

    Desk() {
        ready_secrets();
        copy_site(source_path("tests/sites/full"), site);
        spill(site / "en/rights/coming.md", "---\ntitle: Coming\ndraft: true\n---\nSoon.\n");
        CheckOptions options;
        options.site = site;
        options.theme = source_path("themes/default");
        options.today = parse_date("2026-11-28");
        preview = std::make_unique<Preview>(
            PreviewSettings{options, long_before, {}, fs::path(CHARTER_BINARY_DIR) / "charter-photo"});
        follower = std::thread([this] { preview->follow(); });
    }
    ~Desk() {
        preview->stop();
        follower.join();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    [[nodiscard]] Response get(std::string path, FieldMap query = {}) const {
        Request request;
        request.method = "GET";
        request.path = std::move(path);
        request.query = std::move(query);
        return preview->answer(request);
    }
    [[nodiscard]] std::string version() const { return get("/-/changes").body; }
    void save(const fs::path& path, const std::string& text) const {
        const std::string before = version();
        spill(site / path, text);
        CHECK(get("/-/changes", {{"since", {before}}}).body != before);
    }
    void save_more(const fs::path& path, const std::string& text) const { save(path, slurp(site / path) + text); }
};

}  // namespace

TEST_CASE("a previewed page is the published one with a script that may run", "[preview]") {
    const Desk desk;
    const Response page = desk.get("/en/rights/");
    CHECK(page.status == 200);
    CHECK(holds(page.body, "<script src=\"/-/preview.js?v="));
    CHECK(holds(header_in(page, "Content-Security-Policy"), "script-src 'self'"));
    CHECK(desk.get("/-/preview.js").content_type == "text/javascript; charset=utf-8");
    CHECK(desk.get("/-/preview.css").content_type == "text/css; charset=utf-8");
    const auto options = [&] {
        BuildOptions build = options_for(desk.site, desk.folder / "out");
        build.theme = source_path("themes/default");
        build.drafts = true;
        build.today = parse_date("2026-11-28");
        return build;
    }();
    const SiteBuild build = run_build(options);
    REQUIRE(build.outcome.published);
    std::string body = page.body;
    const auto begin = body.find("<link rel=\"stylesheet\" href=\"/-/preview.css?v=");
    REQUIRE(begin != std::string::npos);
    body.erase(begin, body.find("</head>") - begin);
    CHECK(body == build.files.at("en/rights/index.html"));
}

TEST_CASE("other files, addresses without a slash and what is not there are answered", "[preview]") {
    const Desk desk;
    CHECK(desk.get("/robots.txt").content_type == "text/plain; charset=utf-8");
    CHECK(desk.get("/robots.txt").caching == Caching::NoStore);
    const std::string home = desk.get("/en/").body;
    const auto style = home.find("/assets/style.");
    REQUIRE(style != std::string::npos);
    const Response sheet = desk.get(home.substr(style, home.find('"', style) - style));
    CHECK(sheet.content_type == "text/css; charset=utf-8");
    CHECK(sheet.caching == Caching::Immutable);
    CHECK(desk.get("/en/rights").status == 303);
    CHECK(desk.get("/").status == 200);
    CHECK(desk.get("/en/nowhere/").status == 404);
    CHECK(holds(desk.get("/en/nowhere/").body, "/-/preview.js"));
    CHECK(desk.get("/.server/site.json").status == 404);
    CHECK(desk.get("/en/../site.yaml").status == 404);
    Request sent;
    sent.method = "POST";
    sent.path = "/en/rights/";
    CHECK(desk.preview->answer(sent).status == 405);
}

TEST_CASE("the preview answers to the names of its own machine alone", "[preview]") {
    const Desk desk;
    const auto [host, status] = GENERATE(table<std::string, int>({{"localhost:8081", 200},
                                                                  {"LOCALHOST", 200},
                                                                  {"127.0.0.1:8081", 200},
                                                                  {"[::1]:8081", 200},
                                                                  {"evil.example", 400},
                                                                  {"localhost.evil.example:8081", 400},
                                                                  {"127.0.0.1.evil.example", 400},
                                                                  {"[::2]:8081", 400}}));
    CAPTURE(host);
    for (const std::string path : {"/en/", "/-/changes", "/en/lodge/"}) {
        Request request;
        request.method = "GET";
        request.path = path;
        request.headers = {{"host", host}};
        CHECK(desk.preview->answer(request).status == status);
    }
}

TEST_CASE("a draft is shown and marked, other pages are not", "[preview]") {
    const Desk desk;
    CHECK(holds(desk.get("/en/rights/").body, "Coming</a>\n <b>(Draft, not published)</b>"));
    const Response draft = desk.get("/en/rights/coming/");
    CHECK(draft.status == 200);
    CHECK(holds(draft.body, "<b>Draft</b>"));
    CHECK_FALSE(holds(desk.get("/en/rights/").body, "<aside"));
}

TEST_CASE("who waits for changes is answered by the next save, and the page has its words", "[preview]") {
    const Desk desk;
    CHECK_FALSE(holds(desk.get("/en/rights/").body, "Fresh words."));
    desk.save_more("en/rights/index.md", "\nFresh words.\n");
    CHECK(holds(desk.get("/en/rights/").body, "Fresh words."));
    CHECK(holds(desk.get("/en/rights/").body, desk.version()));
}

TEST_CASE("while there are mistakes a page with them stands over the site", "[preview]") {
    const Desk desk;
    const std::string good = slurp(desk.site / "en/rights/index.md");
    desk.save("en/rights/index.md", "---\ntitle: Rights\nkind: pagge\n---\n<b>Text</b>\n");
    const Response over = desk.get("/en/services/");
    CHECK(over.status == 500);
    CHECK(holds(over.body, "data-code=\"unknown-kind\""));
    CHECK(holds(over.body, "en/rights/index.md:3:7"));
    CHECK(holds(over.body, "<pre>3 | kind: <mark>pagge</mark></pre>"));
    CHECK(holds(over.body, "Hint: "));
    CHECK(holds(over.body, "/-/preview.js"));
    CHECK(desk.get("/robots.txt").status == 200);
    // The page beneath can be looked at, and says what the site lacks.
    const Response anyway = desk.get("/en/services/", {{"preview", {"anyway"}}});
    CHECK(anyway.status == 200);
    CHECK(holds(anyway.body, "<a href=\"/-/findings/\">1 mistake"));
    desk.save("en/rights/index.md", good);
    CHECK(desk.get("/en/services/").status == 200);
    CHECK(desk.get("/-/findings/").status == 200);
    CHECK(holds(desk.get("/-/findings/").body, "Nothing to mend"));
}

TEST_CASE("what is wrong with a draft alone leaves the site to be seen", "[preview]") {
    const Desk desk;
    desk.save_more("en/rights/coming.md", "\n[dead](nowhere.md)\n");
    const Response page = desk.get("/en/services/");
    CHECK(page.status == 200);
    CHECK(holds(page.body, "<a href=\"/-/findings/\">1 mistake in drafts"));
    const std::string findings = desk.get("/-/findings/").body;
    CHECK(holds(findings, "The site can be published; its drafts have 1 mistake"));
    CHECK(holds(findings, "data-code=\"dead-link\""));
    // So is a mistake in its header.
    desk.save("en/rights/coming.md", "---\ntitle: Coming\ndraft: true\nkind: pagge\n---\nSoon.\n");
    CHECK(desk.get("/en/services/").status == 200);
    CHECK(holds(desk.get("/-/findings/").body, "its drafts have 1 mistake"));
    // A page that does not say that it is a draft keeps the whole site from being published.
    desk.save("en/rights/coming.md", "---\ntitle: Coming\nkind: [page\n---\nSoon.\n");
    CHECK(desk.get("/en/services/").status == 500);
}

TEST_CASE("the forms show the edited words and promises", "[preview]") {
    const Desk desk;
    const Response before = desk.get("/en/lodge/", {{"standard", {"answer-complaint"}}});
    CHECK(before.status == 200);
    CHECK_FALSE(holds(before.body, "We answer within a blink"));
    std::string text = slurp(desk.site / "en/standards/answer-complaint.md");
    const auto begin = text.find("title: ");
    text.replace(begin, text.find('\n', begin) - begin, "title: We answer within a blink");
    desk.save("en/standards/answer-complaint.md", text);
    const Response after = desk.get("/en/lodge/", {{"standard", {"answer-complaint"}}});
    CHECK(holds(after.body, "We answer within a blink"));
    CHECK(holds(after.body, "/-/preview.js"));
    CHECK(desk.get("/en/track/").status == 200);
}

TEST_CASE("the forms live on the day that the preview is for", "[preview]") {
    const Desk desk;
    const auto comment_page = [&](std::string_view until) {
        desk.save("en/rights/round.md", "---\ntitle: A plan\n" +
                                            fmt::format("open_for_comment: {{from: 2026-11-26, until: {}}}\n", until) +
                                            "---\nOur plan.\n");
        return desk.get("/en/comment/", {{"page", {"rights/round"}}}).body;
    };
    CHECK(holds(comment_page("2026-11-28"), "name=\"comment\""));
    CHECK_FALSE(holds(comment_page("2026-11-27"), "name=\"comment\""));
}

TEST_CASE("a preview takes photos as the server does", "[preview]") {
    const Desk desk;
    CHECK(desk.preview->takes_files("/en/lodge/photos/"));  // of a form that was drawn before the preview was started
    CHECK(desk.preview->open_spool() != nullptr);
    CHECK(desk.get("/en/lodge/").status == 200);
    CHECK(desk.preview->takes_files("/en/lodge/photos/"));
    CHECK_FALSE(desk.preview->takes_files("/en/lodge/describe/"));
    CHECK(desk.preview->answer(file_form("letter.pdf", "%PDF-1.4\n%%EOF\n")).status == 303);
    const Response refused = desk.preview->answer(file_form("tap.png", "\x89PNG\r\n\x1a\n and no more"));
    CHECK(refused.status == 422);
    CHECK(holds(refused.body, "tap.png is damaged"));
}

TEST_CASE("a preview beside a published site says what publishing would change", "[preview]") {
    ready_secrets();
    const TempDir folder;
    const fs::path site = folder / "site";
    copy_site(source_path("tests/sites/full"), site);
    BuildOptions build = options_for(site, folder / "public");
    build.today = parse_date("2026-11-28");
    REQUIRE(run_build(build).findings.empty());
    const auto page_of = [&](std::string path) {
        Preview preview({build, long_before, folder / "public"});
        Request request;
        request.method = "GET";
        request.path = std::move(path);
        return preview.answer(request).body;
    };
    CHECK(holds(page_of("/en/"), "<a href=\"/-/since-published/?from=/en/\">What publishing would change</a>"));
    CHECK(holds(page_of("/-/since-published/"), "<a href=\"/\">Back to the site</a>"));
    CHECK(holds(page_of("/-/since-published/"), std::string(no_consequences)));
    fs::remove(site / "en/plans/index.md");
    CHECK(holds(page_of("/-/since-published/"), "<li>/en/plans/</li>"));
    CHECK_THROWS_AS(Preview({build, long_before, site}), std::runtime_error);
    const Desk alone;
    CHECK_FALSE(holds(alone.get("/en/").body, "since-published"));
    CHECK(alone.get("/-/since-published/").status == 404);
}

TEST_CASE("a preview that ends leaves no files", "[preview]") {
    const auto previews = [] {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(fs::temp_directory_path()))
            if (entry.path().filename().string().starts_with("charter-preview-")) ++count;
        return count;
    };
    const std::size_t before = previews();
    {
        const Desk desk;
        CHECK(desk.get("/en/lodge/").status == 200);
        CHECK(previews() == before + 1);
    }
    CHECK(previews() == before);
}

}  // namespace charter::preview_test
