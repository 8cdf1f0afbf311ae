// How a question is answered. Each telling word becomes a set of things to look for: its stem, the stems it begins,
// what its synonyms name, and near words if nothing has it as it was typed. A page's score for a word is the best of
// these by bm25 (titles count most), times how far it is from what was typed; the score of a page is the sum over the
// words, less if it lacks some of them.
#include "generator/shared/search_index.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>

#include "generator/shared/danger_words.h"
#include "generator/shared/search_index_format.h"
#include "generator/shared/search_question.h"
#include "generator/shared/search_words.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_excerpt = 220;
constexpr std::size_t most_services = 3;
// Weights of the columns of words_N: title, keywords, headings, description, body.
constexpr std::string_view page_score = "bm25({}, 10.0, 8.0, 4.0, 4.0, 1.0)";
// Added to bm25, which is nearly nothing for a word that more than half of the pages have.
constexpr double least_score = 0.3;

struct KindWeight {
    std::string_view kind;
    double weight;
};
// People look for what they can get; then for how to go on.
constexpr std::array<KindWeight, 5> kind_weights = {
    {{"service", 1.3}, {"form", 1.3}, {"procedure", 1.15}, {"news", 0.75}, {"manual", 0.8}}};

double weight_of(std::string_view kind) {
    const auto found = std::find_if(kind_weights.begin(), kind_weights.end(),
                                    [&](const KindWeight& each) { return each.kind == kind; });
    return found == kind_weights.end() ? 1.0 : found->weight;
}

// A path as an SQLite address of a file that nobody changes.
std::string immutable_uri(const fs::path& file) {
    std::string uri = "file:";
    for (const char c : fs::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%') {
            constexpr std::string_view digits = "0123456789ABCDEF";
            uri += '%';
            uri += digits[static_cast<unsigned char>(c) / 16];
            uri += digits[static_cast<unsigned char>(c) % 16];
        } else {
            uri += c;
        }
    }
    return uri + "?mode=ro&immutable=1";
}

std::string replace_table(std::string_view sql, const std::string& table) {
    std::string text(sql);
    for (auto at = text.find("{}"); at != std::string::npos; at = text.find("{}", at)) text.replace(at, 2, table);
    return text;
}

// One connection and its statements; one thread at a time.
class Reader : public Vocabulary {
  public:
    explicit Reader(const std::string& uri)
        : database_(uri, SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX) {}

    SQLite::Statement& statement(const std::string& sql) {
        auto known = statements_.find(sql);
        if (known == statements_.end()) known = statements_.try_emplace(sql, database_, sql).first;
        (void)known->second.tryReset();
        known->second.clearBindings();
        return known->second;
    }

    bool has_term(std::size_t scope, const std::string& stem) override {
        SQLite::Statement& query = statement("SELECT 1 FROM terms WHERE scope = ? AND length = ? AND stem = ?");
        query.bind(1, static_cast<std::int64_t>(scope));
        query.bind(2, static_cast<std::int64_t>(stem.size()));
        query.bind(3, stem);
        return query.executeStep();
    }

    std::vector<KnownTerm> terms_of_length(std::size_t scope, std::size_t least, std::size_t most) override {
        SQLite::Statement& query =
            statement("SELECT stem, word, pages FROM terms WHERE scope = ? AND length BETWEEN ? AND ?");
        query.bind(1, static_cast<std::int64_t>(scope));
        query.bind(2, static_cast<std::int64_t>(least));
        query.bind(3, static_cast<std::int64_t>(most));
        std::vector<KnownTerm> terms;
        while (query.executeStep())
            terms.push_back(
                {query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getInt64()});
        return terms;
    }

    std::vector<std::string> synonyms_of(std::size_t scope, const std::string& stems) override {
        SQLite::Statement& query = statement("SELECT also FROM synonyms WHERE scope = ? AND words = ?");
        query.bind(1, static_cast<std::int64_t>(scope));
        query.bind(2, stems);
        std::vector<std::string> also;
        while (query.executeStep()) also.push_back(query.getColumn(0).getString());
        return also;
    }

  private:
    SQLite::Database database_;
    std::map<std::string, SQLite::Statement, std::less<>> statements_;  // die before the database
};

// A page or an office on its way to the top.
struct Candidate {
    std::int64_t number = 0;
    std::vector<double> scores;  // for each word of the question
    double score = 0;
    std::size_t matched = 0;
};

// What looking for each of `wanted` in a table gives; `prefix` stands before each expression.
std::vector<Candidate> candidates(Reader& reader, const std::string& sql, const Question& question,
                                  std::string_view prefix = {}) {
    std::map<std::int64_t, Candidate> found;
    for (const Wanted& wanted : question.wanted) {
        SQLite::Statement& query = reader.statement(sql);
        query.bind(1, std::string(prefix) + "(" + wanted.expression + ")");
        const double share = 1.0 / static_cast<double>(wanted.end - wanted.begin);
        while (query.executeStep()) {
            Candidate& candidate = found[query.getColumn(0).getInt64()];
            candidate.scores.resize(question.words.size());
            const double score = (least_score - query.getColumn(1).getDouble()) * wanted.weight * share;
            for (std::size_t word = wanted.begin; word < wanted.end; ++word)
                candidate.scores[word] = std::max(candidate.scores[word], score);
        }
    }
    std::vector<Candidate> all;
    for (auto& [number, candidate] : found) {
        candidate.number = number;
        for (const double score : candidate.scores) {
            candidate.score += score;
            candidate.matched += score > 0 ? 1 : 0;
        }
        const auto words = static_cast<double>(question.words.size());
        candidate.score *= 0.4 + 0.6 * static_cast<double>(candidate.matched) / words;
        all.push_back(std::move(candidate));
    }
    return all;
}

void sort_best_first(std::vector<Candidate>& list) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
}

bool has_word(const std::vector<Candidate>& found, std::size_t word) {
    return std::any_of(found.begin(), found.end(),
                       [&](const Candidate& candidate) { return candidate.scores[word] > 0; });
}

OfficeEntry read_office(SQLite::Statement& row) {
    OfficeEntry office;
    int column = 0;
    for (std::string* field : {&office.id, &office.url, &office.name, &office.type, &office.address, &office.phone,
                               &office.hours, &office.area, &office.note, &office.places})
        *field = row.getColumn(column++).getString();
    office.hours_example = row.getColumn(column).getInt() != 0;
    return office;
}

// All words of one of the office's places are in the question.
bool names_place(const Question& question, const OfficeEntry& office, std::string_view language) {
    const std::vector<std::string> places = split(office.places, '\n');
    return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
        const std::vector<std::string> stems = split(stem_line(language, place), ' ');
        return std::all_of(stems.begin(), stems.end(),
                           [&](const std::string& stem) { return question.stems.contains(stem); });
    });
}

constexpr const char* office_columns =
    "SELECT id, url, name, type, address, phone, hours, area, note, places, hours_example FROM offices WHERE scope = ?";

}  // namespace

struct SearchIndex::Inside {
    std::string uri;
    std::vector<std::string> languages;  // of each scope
    DangerWords danger;
    mutable std::mutex lock;
    mutable std::vector<std::unique_ptr<Reader>> idle;

    // Lends a connection, and takes it back when it goes out of use.
    class Loan {
      public:
        explicit Loan(const Inside& inside) : inside_(inside) {
            {
                const std::lock_guard hold(inside.lock);
                if (!inside.idle.empty()) {
                    reader_ = std::move(inside.idle.back());
                    inside.idle.pop_back();
                }
            }
            if (!reader_) reader_ = std::make_unique<Reader>(inside.uri);
        }
        ~Loan() {
            constexpr std::size_t most_idle = 8;
            const std::lock_guard hold(inside_.lock);
            if (inside_.idle.size() < most_idle) inside_.idle.push_back(std::move(reader_));
        }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        Reader& operator*() { return *reader_; }

      private:
        const Inside& inside_;
        std::unique_ptr<Reader> reader_;
    };

    void read_danger(Reader& reader) {
        SQLite::Statement& rows = reader.statement("SELECT language, words FROM danger ORDER BY language");
        while (rows.executeStep()) danger.add(rows.getColumn(0).getString(), rows.getColumn(1).getString());
    }

    // The scope's number; that of no scope if there is no such language.
    [[nodiscard]] std::size_t scope_of(std::string_view language) const {
        return static_cast<std::size_t>(std::find(languages.begin(), languages.end(), language) - languages.begin());
    }

    [[nodiscard]] Question read(Reader& reader, std::size_t scope, std::string_view question) const {
        return read_question(reader, scope, languages[scope], languages.front(), question);
    }

    [[nodiscard]] std::vector<Candidate> find_pages(Reader& reader, std::size_t scope, const Question& question,
                                                    std::string_view prefix = {}) const {
        const std::string table = words_table(scope);
        const std::string sql =
            replace_table("SELECT rowid, " + std::string(page_score) + " FROM {} WHERE {} MATCH ?", table);
        std::vector<Candidate> found = candidates(reader, sql, question, prefix);
        SQLite::Statement& kind = reader.statement("SELECT kind FROM pages WHERE number = ?");
        for (Candidate& candidate : found) {
            (void)kind.tryReset();
            kind.bind(1, candidate.number);
            if (kind.executeStep()) candidate.score *= weight_of(kind.getColumn(0).getString());
        }
        sort_best_first(found);
        return found;
    }
};

SearchIndex::SearchIndex(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
SearchIndex::~SearchIndex() = default;

std::unique_ptr<SearchIndex> SearchIndex::open(const fs::path& file) {
    auto inside = std::make_unique<Inside>();
    inside->uri = immutable_uri(file);
    try {
        auto reader = std::make_unique<Reader>(inside->uri);
        SQLite::Statement& format =
            reader->statement("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version");
        if (!format.executeStep() || format.getColumn(0).getInt() != search_application_id ||
            format.getColumn(1).getInt() < oldest_search_format || format.getColumn(1).getInt() > search_format)
            throw std::runtime_error("it is not an index that this program reads; build the site again");
        SQLite::Statement& scopes = reader->statement("SELECT language FROM scopes ORDER BY number");
        while (scopes.executeStep()) inside->languages.push_back(scopes.getColumn(0).getString());
        if (format.getColumn(1).getInt() > oldest_search_format) inside->read_danger(*reader);
        inside->idle.push_back(std::move(reader));
    } catch (const std::runtime_error& fault) {
        throw std::runtime_error(file.string() + ": " + fault.what());
    }
    return std::unique_ptr<SearchIndex>(new SearchIndex(std::move(inside)));
}

SearchAnswer SearchIndex::find(std::string_view language, std::string_view question, std::size_t first,
                               std::size_t most) const {
    SearchAnswer answer;
    const std::size_t scope = inside_->scope_of(language);
    if (scope == inside_->languages.size()) return answer;
    Inside::Loan reader(*inside_);
    const Question asked = inside_->read(*reader, scope, question);
    const std::vector<Candidate> found = inside_->find_pages(*reader, scope, asked);
    answer.total = found.size();
    answer.corrections = asked.corrections;
    answer.in_danger = inside_->danger.are_in(question, asked.corrections);
    SQLite::Statement& page = (*reader).statement(
        "SELECT language, url, kind, section, title, description, text FROM pages WHERE number = ?");
    for (std::size_t i = first; i < found.size() && i - first < most; ++i) {
        (void)page.tryReset();
        page.bind(1, found[i].number);
        if (!page.executeStep()) continue;
        SearchHit hit;
        int column = 0;
        for (std::string* field : {&hit.language, &hit.url, &hit.kind, &hit.section, &hit.title})
            *field = page.getColumn(column++).getString();
        const std::string text = page.getColumn(column).getString() + "\n" + page.getColumn(column + 1).getString();
        hit.excerpt = excerpt_of(text, hit.language, asked.stems, longest_excerpt);
        answer.hits.push_back(std::move(hit));
    }
    return answer;
}

OfficeAnswer SearchIndex::find_offices(std::string_view language, std::string_view question) const {
    OfficeAnswer answer;
    const std::size_t scope = inside_->scope_of(language);
    if (scope == inside_->languages.size()) return answer;
    Inside::Loan reader(*inside_);
    const Question asked = inside_->read(*reader, scope, question);
    answer.corrections = asked.corrections;
    answer.in_danger = inside_->danger.are_in(question, asked.corrections);

    const std::vector<OfficeEntry> all = offices(language);
    std::vector<Candidate> places = candidates(
        *reader, replace_table("SELECT rowid, bm25({}, 4.0, 4.0) FROM {} WHERE {} MATCH ?", places_table(scope)),
        asked);
    // "Office" is in the name of every office: it says nothing of the place.
    const auto hits_of = [&](std::size_t word) {
        return static_cast<std::size_t>(std::count_if(
            places.begin(), places.end(), [&](const Candidate& candidate) { return candidate.scores[word] > 0; }));
    };
    std::vector<std::size_t> place_words;
    std::vector<std::size_t> other_words;
    for (std::size_t word = 0; word < asked.words.size(); ++word) {
        const std::size_t hits = hits_of(word);
        if (hits > 0 && hits <= all.size() / 2) place_words.push_back(word);
        if (hits == 0) other_words.push_back(word);
    }
    const auto score_of = [&](const Candidate& candidate) {
        double score = 0;
        for (const std::size_t word : place_words) score += candidate.scores[word];
        return score;
    };
    for (Candidate& place : places) place.score = score_of(place);
    sort_best_first(places);
    const Question about = question_of(asked, other_words);
    const std::vector<Candidate> titles = inside_->find_pages(*reader, scope, about, "{title keywords} : ");
    // "Mossel Bay" is not Elands Bay: where a word of the question is unknown, a place must be named in full.
    const bool all_known =
        std::all_of(other_words.begin(), other_words.end(), [&](std::size_t word) { return has_word(titles, word); });
    for (const Candidate& place : places) {
        const OfficeEntry& office = all[static_cast<std::size_t>(place.number)];
        if (place.score > 0 && (all_known || names_place(asked, office, language))) answer.by_place.push_back(office);
    }
    const std::vector<Candidate> anywhere = inside_->find_pages(*reader, scope, about);
    answer.has_unknown_word = !std::all_of(other_words.begin(), other_words.end(),
                                           [&](std::size_t word) { return has_word(anywhere, word); });
    for (const Candidate& candidate : titles) {
        SQLite::Statement& page = (*reader).statement("SELECT url FROM pages WHERE number = ? AND kind = 'service'");
        page.bind(1, candidate.number);
        if (page.executeStep() && answer.services.size() < most_services)
            answer.services.push_back(page.getColumn(0).getString());
    }
    return answer;
}

std::vector<OfficeEntry> SearchIndex::offices(std::string_view language) const {
    std::vector<OfficeEntry> offices;
    const std::size_t scope = inside_->scope_of(language);
    if (scope == inside_->languages.size()) return offices;
    Inside::Loan reader(*inside_);
    SQLite::Statement& rows = (*reader).statement(std::string(office_columns) + " ORDER BY number");
    rows.bind(1, static_cast<std::int64_t>(scope));
    while (rows.executeStep()) offices.push_back(read_office(rows));
    return offices;
}

}  // namespace charter
