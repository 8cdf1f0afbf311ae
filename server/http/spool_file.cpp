#include "server/http/spool_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace charter {

bool SpoolFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file_.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
        size_ += static_cast<std::uint64_t>(count);
    }
    return true;
}

std::string SpoolFile::read(std::uint64_t at, std::size_t most) const {
    std::string bytes(most, '\0');
    std::size_t have = 0;
    while (have < most) {
        const auto count = ::pread(file_.number(), bytes.data() + have, most - have, static_cast<off_t>(at + have));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw std::system_error(errno, std::generic_category(), "cannot read what was sent");
        if (count == 0) break;
        have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

SpoolFolder::SpoolFolder(std::filesystem::path folder, std::size_t most) : folder_(std::move(folder)), most_(most) {}

std::shared_ptr<SpoolFile> SpoolFolder::open() {
    if (open_count_->fetch_add(1) >= most_) {
        open_count_->fetch_sub(1);
        return nullptr;
    }
    std::string name = (folder_ / "incoming-XXXXXX").string();
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.is_open()) {
        open_count_->fetch_sub(1);
        return nullptr;
    }
    ::unlink(name.c_str());
    return {new SpoolFile(std::move(file)), [count = open_count_](SpoolFile* done) {
                delete done;  // NOLINT(cppcoreguidelines-owning-memory): the counter goes down with it
                count->fetch_sub(1);
            }};
}

}  // namespace charter
