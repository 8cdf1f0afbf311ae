// manifest.txt: what a published site consists of, so that anyone can tell later whether a copy is what was published.
//
//   charter manifest 1
//   site western-cape-dsd
//   edition 2026-27
//   previous 2025-26 ROOT            the root of the edition before, if it is known
//   root ROOT                        the hash of all lines below
//   HASH  en/index.html              BLAKE2b-256 and path of every file, sorted by path
//
// Compressed copies (.br, .gz) are not listed: they are checked by what they hold.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

inline constexpr std::string_view manifest_path = "manifest.txt";
inline constexpr std::string_view manifest_signature_path = "manifest.sig";

struct ManifestHead {
    std::string site;
    std::string edition;           // may be empty
    std::string previous_edition;  // empty: none known
    std::string previous_root;
};

class Manifest {
  public:
    // Any thread. Each path once.
    void add(std::string_view path, std::string_view content);
    void add_hash(std::string path, std::string hash);
    [[nodiscard]] std::string text(const ManifestHead& head) const;

  private:
    std::mutex lock_;
    std::vector<std::pair<std::string, std::string>> hashes_;  // path, hash
};

// The root that a manifest's text names; empty if it is none.
[[nodiscard]] std::string manifest_root(std::string_view text);

// StaleCopy: a compressed copy that holds another text than its file.
enum class Difference { Altered, Missing, Unknown, ManifestAltered, StaleCopy };
struct Found {
    Difference what = Difference::Altered;
    std::string path;
};
// Every file of `folder` against its manifest, sorted by path. Assets kept from the build before are known by the hash
// in their names. Throws std::system_error if there is no manifest or a file cannot be read.
[[nodiscard]] std::vector<Found> verify_folder(const std::filesystem::path& folder);

}  // namespace charter
