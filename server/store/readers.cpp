#include "server/store/readers.h"

namespace charter {

Readers::Readers(const std::filesystem::path& file, std::size_t count) : file_(file), unopened_(count) {}

Readers::Lease Readers::lend() {
    std::unique_lock hold(lock_);
    returned_.wait(hold, [this] { return !free_.empty() || unopened_ > 0; });
    if (free_.empty()) {
        auto opened = std::make_unique<Connection>(file_, Access::ReadOnly);
        --unopened_;
        return {*this, std::move(opened)};
    }
    auto lent = std::move(free_.back());
    free_.pop_back();
    return {*this, std::move(lent)};
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard hold(lock_);
        free_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

}  // namespace charter
