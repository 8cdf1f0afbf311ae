// The published site as the server knows it: catalogue.json and .server/ of one build, loaded whole, and the files to
// serve. A value, never changed; a new build is a new value.
//
//   catalogue.json           promises, services, offices, languages, calendar
//   .server/site.json        settings of header, help and footer
//   .server/theme/           layouts, partials, i18n: the same theme as the generated pages
//   .server/search.sqlite    the search index, if the site has a search
//   .server/redirects.json   {"/en/old/": "/en/new/"}
//   .server/gone.json        ["/en/given-up/"]: their pages say so, and the answer's status too
//   .server/duty.json        who takes what cannot wait while the offices are closed
//   .server/topics.json      what a case of a call to the after-hours line is
//   .server/responses.json   texts that staff begin an answer with
//   .server/comments.json    which pages are open for comment, and when
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "generator/shared/call_topic.h"
#include "generator/shared/catalogue.h"
#include "generator/shared/comment_round.h"
#include "generator/shared/duty_roster.h"
#include "generator/shared/response_template.h"
#include "generator/shared/search_index.h"
#include "generator/shared/site_settings.h"
#include "generator/shared/theme.h"
#include "server/http/static_files.h"

namespace charter {

struct Published {
    std::filesystem::path folder;  // the build itself, links resolved
    Catalogue catalogue;
    SiteSettings settings;
    Theme theme;
    std::map<std::string, std::string, std::less<>> redirects;
    std::set<std::string, std::less<>> gone;
    std::vector<CommentRound> rounds;
    std::vector<DutyPost> roster;
    std::vector<TopicCase> topics;
    std::vector<ResponseTemplate> responses;
    std::unique_ptr<StaticFiles> files;
    std::unique_ptr<SearchIndex> search;  // nullptr if the site has none
};

// Throws std::runtime_error that names the file and what is wrong.
[[nodiscard]] std::shared_ptr<const Published> load_published(const std::filesystem::path& site);

// The build that is served now. Any thread.
class PublishedSite {
  public:
    // Loads the first build; throws as load_published does.
    explicit PublishedSite(std::filesystem::path site);

    [[nodiscard]] std::shared_ptr<const Published> current() const;

    enum class Refresh { Unchanged, Loaded, Failed };
    struct RefreshResult {
        Refresh outcome = Refresh::Unchanged;
        std::string trouble;  // why the new build did not load
    };
    // Looks where the link leads; loads a new build and keeps the old one if that fails. A build that failed is not
    // tried again until the link moves. One thread.
    RefreshResult refresh();

  private:
    std::filesystem::path site_;
    std::filesystem::path tried_;
    mutable std::mutex lock_;
    std::shared_ptr<const Published> current_;
};

}  // namespace charter
