// Tells one content from another, quickly: for what only this machine compares from one build to the next. It shows
// changes, not tampering; what others check is named by content_hash() (files.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace charter {

// 16 bytes, any values (XXH3-128, the same on every machine).
[[nodiscard]] std::string fingerprint(std::string_view content);

// The same of what comes in pieces: how it was cut makes no difference.
class RunningFingerprint {
  public:
    RunningFingerprint();
    void add(std::string_view piece);
    [[nodiscard]] std::string value() const;

  private:
    struct Free {
        void operator()(XXH3_state_s* state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> state_;
};

}  // namespace charter
