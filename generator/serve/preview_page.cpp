#include "generator/serve/preview_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "generator/shared/as_typed.h"
#include "generator/shared/excerpt.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::size_t findings_shown = 50;

constexpr std::string_view style = R"(
.charter-preview{position:fixed;bottom:0;left:0;right:0;margin:0;padding:.5rem 1rem;background:#fff3c4;color:#222;
border-top:2px solid #8a6100;font:1rem/1.5 sans-serif;z-index:1000}
.charter-preview a{color:#222}
.charter-findings{max-width:60rem;margin:0 auto;padding:1rem;background:#fff;color:#222;font:1rem/1.5 sans-serif}
.charter-findings article{border-top:1px solid #999;padding:.5rem 0}
.charter-findings h2{font-size:1.1rem;margin:.25rem 0}
.charter-findings p{margin:.25rem 0}
.charter-findings pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f2f2f2;padding:.5rem}
.charter-findings mark{background:#ffd0d0;border-bottom:3px solid #b00020}
.charter-findings .code{color:#555}
)";

// It asks only while its page is seen, since a browser keeps few connections for all pages of a site together. The
// place on the page is kept for the reload alone, and through the page with the mistakes.
constexpr std::string_view script = R"((() => {
  'use strict';
  const own = document.currentScript.dataset;
  const key = 'charter-preview-place';
  const kept = JSON.parse(sessionStorage.getItem(key) || 'null');
  if (kept && kept.path !== location.pathname) sessionStorage.removeItem(key);
  if (own.page === 'site' && kept && kept.path === location.pathname) {
    sessionStorage.removeItem(key);
    history.scrollRestoration = 'manual';
    const goBack = () => scrollTo(kept.x, kept.y);
    goBack();
    const before = scrollY;
    addEventListener('load', () => {
      if (scrollY === before) goBack();
      setTimeout(() => { history.scrollRestoration = 'auto'; });
    }, { once: true });
  }
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const seen = () => new Promise((done) => {
    if (!document.hidden) return done();
    document.addEventListener('visibilitychange', done, { once: true });
  });
  const ask = async () => {
    const stop = new AbortController();
    const hide = () => { if (document.hidden) stop.abort(); };
    document.addEventListener('visibilitychange', hide);
    try {
      const answer = await fetch('/-/changes?since=' + encodeURIComponent(own.version), { signal: stop.signal });
      return answer.ok ? await answer.text() : own.version;
    } finally {
      document.removeEventListener('visibilitychange', hide);
    }
  };
  const follow = async () => {
    for (;;) {
      await seen();
      try {
        if (await ask() !== own.version) break;
      } catch {
        await pause(300);
      }
    }
    if (own.page === 'site')
      sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  };
  follow();
})();
)";

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::size_t count_of(const std::vector<Diagnostic>& findings, Severity severity) {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                  [&](const Diagnostic& found) { return found.severity == severity; }));
}

std::string excerpt(const Diagnostic& found) {
    if (found.place.line == 0) return {};
    const Excerpt shown = excerpt_of(found);
    const std::string_view line = shown.line;
    const std::size_t begin = byte_of(line, shown.column - 1);
    const std::size_t end = begin + byte_of(line.substr(begin), shown.width);
    return fmt::format("<pre>{} | {}<mark>{}</mark>{}</pre>\n", found.place.line, escape_html(line.substr(0, begin)),
                       escape_html(line.substr(begin, end - begin)), escape_html(line.substr(end)));
}

std::string place_text(const std::string& path, Place place) {
    return place.line == 0 ? path : fmt::format("{}:{}:{}", path, place.line, place.column);
}

std::string finding_html(const Diagnostic& found, const std::string& site) {
    std::string html = fmt::format(
        "<article data-code=\"{0}\">\n<h2>{1}: {2}</h2>\n<p><code>{3}</code> <span class=\"code\">[{0}]</span></p>\n",
        escape_html(found.code), key_of(found.severity), escape_html(found.message),
        escape_html(place_text(found.path, found.place)));
    html += excerpt(found);
    for (const Note& note : found.notes)
        html += fmt::format("<p><code>{}</code> {}</p>\n", escape_html(place_text(note.path, note.place)),
                            escape_html(note.message));
    if (!found.hint.empty()) html += fmt::format("<p>Hint: {}</p>\n", escape_html(as_typed(found.hint, site)));
    return html + "</article>\n";
}

std::string headline(const PreviewSite& site) {
    if (!site.trouble().empty()) return "The site cannot be read";
    const std::size_t errors = count_of(site.findings(), Severity::Error);
    if (errors > 0 && !site.has_errors())
        return "The site can be published; its drafts have " + counted(errors, "mistake", "mistakes");
    if (errors > 0) return "The site cannot be published yet: " + counted(errors, "mistake", "mistakes");
    return site.findings().empty()
               ? "Nothing to mend"
               : "The site can be published: " + counted(site.findings().size(), "warning", "warnings");
}

std::string list_of(const PreviewSite& site, Severity severity) {
    std::string html;
    std::size_t shown = 0;
    for (const Diagnostic& found : site.findings()) {
        if (found.severity != severity) continue;
        if (shown++ < findings_shown) html += finding_html(found, site.folder());
    }
    if (shown > findings_shown) html += fmt::format("<p>And {} more.</p>\n", shown - findings_shown);
    return html;
}

// An address that changes with what is there, so that browsers may keep it.
std::string address_of(std::string_view path, std::string_view text) {
    return fmt::format("{}?v={}", path, content_hash(text).substr(0, 8));
}

std::string head_of_page(std::string_view version, std::string_view page) {
    return fmt::format(
        "<link rel=\"stylesheet\" href=\"{}\"><script src=\"{}\" defer data-version=\"{}\" data-page=\"{}\"></script>",
        address_of(preview_style_path, style), address_of(preview_script_path, script), escape_html(version), page);
}

std::string top_of_page(std::string_view title, std::string_view version) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\">\n<title>{0}</title>\n{1}\n</head>\n<body>\n<main "
        "class=\"charter-findings\">\n<h1>{0}</h1>\n",
        escape_html(title), head_of_page(version, "findings"));
}

}  // namespace

std::string_view preview_script() {
    return script;
}

std::string_view preview_style() {
    return style;
}

std::string with_preview(std::string html, std::string_view version, const std::string& marks) {
    const std::size_t head_end = std::min(html.find("</head>"), html.size());
    html.insert(head_end, head_of_page(version, "site"));
    if (marks.empty()) return html;
    const std::string bar = "<aside class=\"charter-preview\" lang=\"en\">" + marks + "</aside>";
    html.insert(std::min(html.rfind("</body>"), html.size()), bar);
    return html;
}

std::string marks_of(const PreviewSite& site, const Page* page, Against against) {
    std::string marks;
    const auto add = [&](const std::string& html) { marks += (marks.empty() ? "" : " ") + html; };
    if (page != nullptr && page->draft) add("<b>Draft</b>: this page is not published yet.");
    const std::optional<Date>& today = site.prepared().aim.today;
    if (page != nullptr && page->in_force_from && today && *today < *page->in_force_from)
        add(fmt::format("<b>To come</b>: this edition counts from {}.", to_iso(*page->in_force_from)));
    const std::size_t errors = count_of(site.findings(), Severity::Error);
    const std::size_t warnings = count_of(site.findings(), Severity::Warning);
    if (errors + warnings > 0)
        add(fmt::format("<a href=\"{}\">{}{}{}</a>", preview_findings_path,
                        errors == 0         ? std::string()
                        : site.has_errors() ? counted(errors, "mistake", "mistakes")
                                            : counted(errors, "mistake", "mistakes") + " in drafts",
                        errors > 0 && warnings > 0 ? ", " : "",
                        warnings > 0 ? counted(warnings, "warning", "warnings") : ""));
    if (against == Against::Published)
        add(fmt::format("<a href=\"{}{}\">What publishing would change</a>", preview_since_path,
                        page == nullptr ? "" : "?from=" + page->url));
    return marks;
}

std::string consequences_page(const Consequences& consequences, std::string_view version, const std::string& back) {
    std::string html = top_of_page("What publishing would change", version);
    html +=
        fmt::format("<p><a href=\"{}\">Back to {}</a></p>\n", escape_html(back), back == "/" ? "the site" : "the page");
    html += "<p>Drafts are taken in as if they were approved.</p>\n";
    const std::vector<ConsequenceList> lists = lists_of(consequences);
    if (lists.empty()) html += fmt::format("<p>{}</p>\n", no_consequences);
    for (const ConsequenceList& list : lists) {
        html += fmt::format("<h2>{}</h2>\n<ul>\n", escape_html(list.title));
        for (const std::string& line : list.lines)
            html += fmt::format("<li>{}</li>\n", fmt::join(split(escape_html(line), '\n'), "<br>\n"));
        html += "</ul>\n";
    }
    return html + "</main>\n</body>\n</html>\n";
}

std::string findings_page(const PreviewSite& site, std::string_view version, std::string_view show_anyway,
                          Against against) {
    const std::string title = headline(site);
    std::string html = top_of_page(title, version);
    if (!site.trouble().empty()) html += fmt::format("<p>{}</p>\n", escape_html(site.trouble()));
    if (site.has_errors()) html += "<p>Mend it and save: the page comes back by itself.</p>\n";
    if (!show_anyway.empty())
        html += fmt::format("<p><a href=\"{}\">Show the page all the same</a></p>\n", escape_html(show_anyway));
    if (against == Against::Published && site.trouble().empty())
        html += fmt::format("<p><a href=\"{}\">What publishing would change</a></p>\n", preview_since_path);
    html += list_of(site, Severity::Error) + list_of(site, Severity::Warning);
    return html + "</main>\n</body>\n</html>\n";
}

}  // namespace charter
