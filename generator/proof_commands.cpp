#include "generator/proof_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "generator/all_commands.h"
#include "generator/shared/files.h"
#include "generator/shared/signature.h"
#include "generator/write/manifest.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

struct ProofRequest {
    fs::path folder;
    fs::path key;
};

std::string_view sentence_of(Difference what) {
    switch (what) {
        case Difference::Altered:
            return "altered";
        case Difference::StaleCopy:
            return "a compressed copy that does not hold what its file holds";
        case Difference::Missing:
            return "missing";
        case Difference::Unknown:
            return "not part of the published site";
        case Difference::ManifestAltered:
            break;
    }
    return "the manifest itself was altered";
}

bool has_true_signature(const ProofRequest& asked) {
    const fs::path signature = asked.folder / manifest_signature_path;
    if (!fs::exists(signature)) {
        fmt::print(stderr, "charter: {} is not signed: there is no {}\n", asked.folder.string(),
                   manifest_signature_path);
        return false;
    }
    if (is_signed(read_file(asked.folder / manifest_path), read_file(signature), read_file(asked.key))) return true;
    fmt::print(stderr, "charter: the manifest was not signed with the key of {}\n", asked.key.string());
    return false;
}

int run_verify(const ProofRequest& asked) {
    const bool signed_well = asked.key.empty() || has_true_signature(asked);
    const std::vector<Found> found = verify_folder(asked.folder);
    for (const Found& difference : found) fmt::print("{}: {}\n", difference.path, sentence_of(difference.what));
    if (!found.empty() || !signed_well) return ContentErrors;
    fmt::print("{}: every file is as it was published, root {}\n", asked.folder.string(),
               manifest_root(read_file(asked.folder / manifest_path)));
    return Done;
}

int run_keys(const ProofRequest& asked) {
    const fs::path shown = asked.key.string() + ".pub";
    for (const fs::path& file : {asked.key, shown}) {
        if (!fs::exists(file)) continue;
        fmt::print(stderr, "charter: {} exists already; a key is not replaced\n", file.string());
        return WrongUsage;
    }
    const KeyPair keys = key_pair_from(random_seed());
    write_file_for_owner(asked.key, keys.secret + "\n");
    write_file_atomically(shown, keys.shown + "\n");
    fmt::print("{}: keep it to yourself; sign with: charter build --sign-key {}\n{}: publish it\n", asked.key.string(),
               asked.key.string(), shown.string());
    return Done;
}

}  // namespace

std::function<std::optional<int>()> add_proof_commands(CLI::App& app) {
    const auto asked = std::make_shared<ProofRequest>();
    CLI::App* verifying = app.add_subcommand("verify", "Compare a published folder with its manifest");
    verifying->add_option("FOLDER", asked->folder, "The published site, or a copy of it")
        ->required()
        ->check(CLI::ExistingDirectory);
    verifying->add_option("--key", asked->key, "The public key that the manifest must be signed with")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    CLI::App* making = app.add_subcommand("keys", "Make a pair of keys (Ed25519) to sign manifests with");
    making->add_option("FILE", asked->key, "Where the secret key goes; the public one goes into FILE.pub")->required();
    return [=]() -> std::optional<int> {
        if (verifying->parsed()) return run_verify(*asked);
        if (making->parsed()) return run_keys(*asked);
        return std::nullopt;
    };
}

}  // namespace charter
