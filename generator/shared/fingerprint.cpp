#include "generator/shared/fingerprint.h"

#include <xxhash.h>

#include <new>

namespace charter {
namespace {

std::string bytes_of(XXH128_hash_t hash) {
    XXH128_canonical_t bytes{};
    XXH128_canonicalFromHash(&bytes, hash);
    return {reinterpret_cast<const char*>(bytes.digest), sizeof bytes.digest};
}

}  // namespace

std::string fingerprint(std::string_view content) {
    return bytes_of(XXH3_128bits(content.data(), content.size()));
}

void RunningFingerprint::Free::operator()(XXH3_state_s* state) const {
    XXH3_freeState(state);
}

RunningFingerprint::RunningFingerprint() : state_(XXH3_createState()) {
    if (!state_) throw std::bad_alloc();
    XXH3_128bits_reset(state_.get());
}

void RunningFingerprint::add(std::string_view piece) {
    XXH3_128bits_update(state_.get(), piece.data(), piece.size());
}

std::string RunningFingerprint::value() const {
    return bytes_of(XXH3_128bits_digest(state_.get()));
}

}  // namespace charter
