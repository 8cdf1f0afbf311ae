#include "generator/translation_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "generator/all_commands.h"
#include "generator/editions/accept_translation.h"

namespace charter {
namespace {

struct TranslationRequest {
    CheckOptions options;
    std::string format = "text";
    AcceptRequest accepted;
};

// The list is complete only if the site could be read; then it is the answer, whatever else is wrong with the site.
int run_list(const TranslationRequest& asked) {
    Diagnostics diagnostics;
    const auto wanted = asked.format == "json" ? ReportFormat::Json : ReportFormat::Text;
    const std::string list = list_translations(asked.options, wanted, diagnostics);
    fmt::print("{}", list);
    if (!diagnostics.has_errors()) return Done;
    print_findings(diagnostics, asked.options.site);
    return ContentErrors;
}

int run_accept(const TranslationRequest& asked) {
    Diagnostics diagnostics;
    const AcceptOutcome outcome = accept_translation(asked.options, asked.accepted, diagnostics);
    const std::string& document = asked.accepted.document;
    switch (outcome.result) {
        case AcceptResult::Accepted:
            for (const std::string& file : outcome.changed) fmt::print("{}: says what its original says now\n", file);
            return Done;
        case AcceptResult::UpToDate:
            fmt::print("{}: up to date already; nothing was changed\n", document);
            return Done;
        case AcceptResult::UnknownDocument:
            return refuse(WrongUsage,
                          fmt::format("there is no page \"{}\" in the first language{}", document,
                                      outcome.hint.empty() ? "" : fmt::format("; did you mean \"{}\"?", outcome.hint)));
        case AcceptResult::NoTranslation:
            return refuse(WrongUsage,
                          fmt::format("{} has no translation{}{}; write it first", document,
                                      asked.accepted.language.empty() ? "" : " in " + asked.accepted.language,
                                      outcome.hint.empty() ? "" : fmt::format(" (it has: {})", outcome.hint)));
        case AcceptResult::Differs:
            print_findings(diagnostics, asked.options.site);
            return refuse(ContentErrors,
                          fmt::format("{}: mend the figures first, or accept one language alone with --language. "
                                      "Nothing was changed",
                                      document));
        case AcceptResult::SiteFails:
            print_findings(diagnostics, asked.options.site);
            return refuse(ContentErrors, "the site has errors; mend them first. Nothing was changed");
    }
    return Done;
}

}  // namespace

std::function<std::optional<int>()> add_translation_commands(CLI::App& app) {
    const auto asked = std::make_shared<TranslationRequest>();
    CLI::App* translations =
        app.add_subcommand("translations", "List what is missing, pending, stale or a draft; or accept a translation");
    translations
        ->add_option("--site", asked->options.site,
                     "The site's folder, with site.yaml and one folder for each language")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    translations->add_option("--format", asked->format, "How the list is printed")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str()
        ->type_name("");
    CLI::Option* accepting =
        translations
            ->add_option("--accept", asked->accepted.document,
                         "Write into a page's translations that they say what the page says now: its path, for "
                         "example rights/privacy")
            ->type_name("PAGE");
    translations->add_option("--language", asked->accepted.language, "Accept the translation into this language alone")
        ->needs(accepting)
        ->type_name("LANGUAGE");
    return [=]() -> std::optional<int> {
        if (!translations->parsed()) return std::nullopt;
        return accepting->empty() ? run_list(*asked) : run_accept(*asked);
    };
}

}  // namespace charter
