#include "generator/print/pdf.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

// Closes its end of a pipe.
class PipeEnd {
  public:
    explicit PipeEnd(int descriptor) : descriptor_(descriptor) {}
    PipeEnd(const PipeEnd&) = delete;
    PipeEnd& operator=(const PipeEnd&) = delete;
    ~PipeEnd() { close(); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

// Reads nothing, says nothing, complains into `complaints`.
class Streams {
  public:
    explicit Streams(int complaints) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, complaints, STDERR_FILENO);
    }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    ~Streams() { ::posix_spawn_file_actions_destroy(&actions_); }
    [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

// Our own variables, and one that takes the day out of the fonts it embeds.
std::vector<std::string> environment() {
    static constexpr std::string_view day = "SOURCE_DATE_EPOCH=";
    std::vector<std::string> variables = {std::string(day) + "0"};
    for (char** each = environ; each != nullptr && *each != nullptr; ++each)
        if (!std::string_view(*each).starts_with(day)) variables.emplace_back(*each);
    return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::string read_to_end(int descriptor) {
    std::string text;
    std::array<char, 4096> part{};
    for (;;) {
        const ssize_t size = ::read(descriptor, part.data(), part.size());
        if (size > 0)
            text.append(part.data(), static_cast<std::size_t>(size));
        else if (size == 0 || errno != EINTR)
            return text;
    }
}

// What it said last: Python ends with the reason.
std::string last_line(const std::string& text) {
    std::string last;
    for (const std::string& line : split(text, '\n'))
        if (!trim(line).empty()) last = trim(line);
    return last;
}

// Runs a program to its end. Throws with what it wrote last to its error stream unless it ended well.
void run(std::vector<std::string> command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    const PipeEnd reading(ends[0]);
    PipeEnd writing(ends[1]);
    const Streams streams(writing.descriptor());
    std::vector<std::string> variables = environment();
    pid_t child = 0;
    const int failure = ::posix_spawnp(&child, command.front().c_str(), streams.actions(), nullptr,
                                       pointers_to(command).data(), pointers_to(variables).data());
    if (failure == ENOENT)
        throw std::runtime_error(fmt::format(
            "{0} is not installed, and PDF needs it: apt-get install {0} fonts-liberation (the HTML files are there)",
            command.front()));
    if (failure != 0) throw std::system_error(failure, std::generic_category(), "cannot start " + command.front());
    writing.close();
    const std::string complaints = read_to_end(reading.descriptor());
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(fmt::format("{} failed: {}", command.front(), last_line(complaints)));
}

}  // namespace

std::size_t pages_of_pdf(std::string_view pdf) {
    // The one object of this type holds the count of all pages; each outline has a count of its own.
    const std::size_t type = pdf.find("/Type /Pages");
    if (type == std::string_view::npos) return 0;
    static constexpr std::string_view count = "/Count ";
    const std::size_t begin = pdf.rfind("obj", type);
    const std::size_t at = pdf.find(count, begin == std::string_view::npos ? 0 : begin);
    if (at == std::string_view::npos || at > pdf.find("endobj", type)) return 0;
    std::size_t pages = 0;
    std::from_chars(pdf.data() + at + count.size(), pdf.data() + pdf.size(), pages);
    return pages;
}

std::size_t write_pdf(const fs::path& html, const fs::path& pdf) {
    fs::path half = pdf;
    half += ".half";
    run({"weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", fs::absolute(html).string(),
         fs::absolute(half).string()});
    const std::size_t pages = pages_of_pdf(read_file(half));
    if (pages == 0) throw std::runtime_error(fmt::format("weasyprint wrote no page into {}", half.string()));
    fs::rename(half, pdf);
    return pages;
}

}  // namespace charter
