#include "server/import.h"

#include <fmt/format.h>

#include <ostream>
#include <variant>

#include "generator/shared/diagnostics.h"
#include "generator/shared/files.h"
#include "server/cases/lodged_terms.h"
#include "server/forms/import_form.h"
#include "server/handlers/published.h"
#include "server/pages/form_fields.h"
#include "server/settings.h"
#include "server/store/case_store.h"
#include "server/store/data_folder.h"

namespace charter {
namespace {

constexpr std::size_t most_bytes = 64UL * 1024 * 1024;
constexpr std::string_view operators_language = "en";

// The words of the forms are there in every language of the site; operators read English where it is one of them.
const Words& words_of(const Published& site) {
    const auto& languages = site.catalogue.languages;
    const bool has_english = std::find(languages.begin(), languages.end(), operators_language) != languages.end();
    return site.theme.words(has_english ? std::string(operators_language) : languages.front());
}

std::string read_table(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!error && size > most_bytes)
        throw SettingsError(fmt::format("{} has more than 64 MiB: import it in parts", file));
    return read_file(file);
}

std::string import_key(const ImportedRow& row, const ImportMapping& mapping) {
    return fmt::format("{}\n{}", mapping.source, row.reference);
}

std::string count_of(std::size_t count, std::string_view one, std::string_view more) {
    return fmt::format("{} {}", count, count == 1 ? one : more);
}

LodgeRequest lodge_request(const ImportedRow& row, const ImportMapping& mapping, const Catalogue& catalogue) {
    LodgeRequest request;
    request.lodging = row.capture.lodging;
    request.terms =
        terms_of_lodging(catalogue, request.lodging, calendar_of(catalogue).local_date(row.capture.received_at));
    request.by = system_actor();
    request.received_at = row.capture.received_at;
    request.later = row.capture.later;
    request.import_key = import_key(row, mapping);
    return request;
}

class Import {
  public:
    Import(const ImportOptions& options, const Published& site, Instant now, std::ostream& output)
        : options_(options), site_(site), now_(now), output_(output) {}

    int run() {
        const std::string text = read_file(options_.mapping);
        const Source file{options_.mapping, text};
        Diagnostics diagnostics;
        const ImportMapping mapping = read_mapping(file, diagnostics);
        if (diagnostics.has_errors()) {
            output_ << to_text(diagnostics.sorted());
            return 1;
        }
        const CaptureRules rules{{site_.catalogue, site_.catalogue.languages.front()}, now_};
        const ImportedTable table = read_import(read_table(options_.file), mapping, rules);
        for (const RowFault& fault : table.faults) print(fault);
        if (!table.faults.empty())
            output_ << fmt::format("{} in {}\n", count_of(table.faults.size(), "fault", "faults"), options_.file);
        const bool is_whole = table.faults.empty() || options_.skips_bad_rows;
        if (options_.dry_run)
            foretell(table, mapping);
        else if (is_whole)
            store(table, mapping);
        else
            output_ << "nothing was imported: mend these rows, or leave them out with --skip-bad-rows\n";
        return table.faults.empty() ? 0 : 1;
    }

  private:
    void print(const RowFault& fault) const {
        const std::string reason = fault.error ? error_text(words_of(site_), *fault.error) : fault.text;
        output_ << fmt::format("{}:{}: {}{}\n", options_.file, fault.line,
                               fault.column.empty() ? "" : fmt::format("column \"{}\": ", fault.column), reason);
    }

    [[nodiscard]] DatabaseKind kind() const { return options_.demo ? DatabaseKind::Demo : DatabaseKind::Real; }

    // What an import of the good rows would make. Without a database there is nothing that was imported before.
    void foretell(const ImportedTable& table, const ImportMapping& mapping) const {
        std::size_t before = 0;
        if (std::filesystem::exists(database_path(options_.data))) {
            StoreSettings settings;
            settings.folder = options_.data;
            settings.kind = kind();
            settings.access = Access::ReadOnly;
            settings.readers = 1;
            const auto store = Store::open(settings);
            for (const ImportedRow& row : table.rows) {
                const auto made = store->cases().find_imported(import_key(row, mapping));
                if (!made) continue;
                ++before;
                output_ << fmt::format("{}:{}: {} was imported before, as {}\n", options_.file, row.line, row.reference,
                                       made->in_groups());
            }
        }
        output_ << fmt::format("{} good, {} imported before; nothing was written\n",
                               count_of(table.rows.size(), "row is", "rows are"),
                               count_of(before, "of them was", "of them were"));
    }

    void store(const ImportedTable& table, const ImportMapping& mapping) const {
        StoreSettings settings;
        settings.folder = options_.data;
        settings.kind = kind();
        settings.readers = 1;
        const auto store = Store::open(settings);
        std::size_t made = 0;
        for (const ImportedRow& row : table.rows) {
            const auto outcome = store->cases().lodge(lodge_request(row, mapping, site_.catalogue));
            const auto* lodged = std::get_if<Lodged>(&outcome);
            if (lodged == nullptr)
                throw StoreError(fmt::format("the row of line {} was not imported, those before it were", row.line));
            if (!lodged->repeated) output_ << fmt::format("{}  {}\n", lodged->reference.in_groups(), row.reference);
            made += lodged->repeated ? 0 : 1;
        }
        output_ << fmt::format("{} made, {} imported before\n", count_of(made, "case was", "cases were"),
                               count_of(table.rows.size() - made, "row had been", "rows had been"));
    }

    const ImportOptions& options_;
    const Published& site_;
    Instant now_;
    std::ostream& output_;
};

}  // namespace

int import_cases(const ImportOptions& options, Instant now, std::ostream& output) {
    ready_secrets();
    const auto site = load_published(options.site);
    return Import(options, *site, now, output).run();
}

}  // namespace charter
