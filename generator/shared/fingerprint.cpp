#include "generator/shared/fingerprint.h"

#include <xxhash.h>

namespace charter {

std::string fingerprint(std::string_view content) {
    XXH128_canonical_t bytes{};
    XXH128_canonicalFromHash(&bytes, XXH3_128bits(content.data(), content.size()));
    return {reinterpret_cast<const char*>(bytes.digest), sizeof bytes.digest};
}

}  // namespace charter
