#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/scope.h"
#include "server/pages/case_words.h"
#include "server/pages/choices.h"
#include "server/pages/file_views.h"
#include "server/pages/lodge_pages.h"

namespace charter {
namespace {

std::size_t number_of(LodgingPage page) {
    const auto pages = lodging_pages();
    return static_cast<std::size_t>(std::find(pages.begin(), pages.end(), page) - pages.begin());
}

PageFrame lodge_frame(std::string title, std::string path, bool error) {
    PageFrame frame;
    frame.title = std::move(title);
    frame.path = std::move(path);
    frame.current_menu = "lodge";
    frame.error = error;
    return frame;
}

void add_about(FormFields& form, const PageContext& context, const Answers& answers) {
    form.radios("kind", answer_of(answers, "kind"), Asked::Needed, kind_options(context.words()))
        .select("service", answer_of(answers, "service"), Asked::Optional, {unknown_option(context)},
                service_groups(context))
        .select("office", answer_of(answers, "office"), Asked::Optional, {unknown_option(context)},
                office_groups(context))
        .select("standard", answer_of(answers, "standard"), Asked::Optional, standard_options(context));
}

void add_what(FormFields& form, const Answers& answers) {
    form.textarea("description", answer_of(answers, "description"), Asked::Needed, 10)
        .text("place", answer_of(answers, "place"), Asked::Optional)
        .text("when", answer_of(answers, "when"), Asked::Optional);
}

void add_who(FormFields& form, const PageContext& context, const Answers& answers) {
    const Words& words = context.words();
    form.radios("about_official", answer_of(answers, "about_official"), Asked::Optional,
                {{"yes", words.text("ui.yes"), ""}, {"no", words.text("ui.no"), ""}})
        .text("on_behalf", answer_of(answers, "on_behalf"), Asked::Optional,
              {.autocomplete = "off", .no_spellcheck = true});
}

void add_reach(FormFields& form, const PageContext& context, const Answers& answers) {
    const std::string chosen = answer_of(answers, "language");
    form.checkbox("anonymous", is_ticked(answers, "anonymous"))
        .text("name", answer_of(answers, "name"), Asked::Optional, {.autocomplete = "name", .no_spellcheck = true})
        .text("phone", answer_of(answers, "phone"), Asked::Optional,
              {.type = "tel", .autocomplete = "tel", .inputmode = "tel", .short_field = true})
        .text("email", answer_of(answers, "email"), Asked::Optional,
              {.type = "email", .autocomplete = "email", .inputmode = "email", .no_spellcheck = true})
        .radios("contact_by", answer_of(answers, "contact_by"), Asked::Optional, contact_options(context.words()))
        .radios("language", chosen.empty() ? context.language : chosen, Asked::Optional, language_options(context));
    if (asks_office_consent(answers, context.catalogue))
        form.checkbox("office_consent", is_ticked(answers, "office_consent"));
    form.checkbox("consent", is_ticked(answers, "consent"));
}

// A form with files goes another way than the others, and each file that is there has a form of its own.
void add_photos(View& view, FormFields& form, const PageContext& context, const QuestionEntry& entry) {
    form.files("photo", Asked::Optional);
    const std::string from = entry.from == CameFrom::Check ? "?from=check" : "";
    const std::string action = page_url(context.language, lodging_path(LodgingPage::Photos)) + from;
    std::vector<View> files;
    for (const AddedFile& file : entry.files)
        files.push_back(std::move(file_view(context.words(), file).set("id", file.id).set("action", action)));
    view.list("files", std::move(files)).set("action", action);
}

std::string back_url(const PageContext& context, const QuestionEntry& entry) {
    if (entry.from == CameFrom::Check) return page_url(context.language, "lodge/check/");
    const std::size_t number = number_of(entry.page);
    if (number == 0) return page_url(context.language, "lodge/");
    return page_url(context.language, lodging_path(lodging_pages()[number - 1]));
}

std::vector<View> other_languages(const PageContext& context) {
    std::vector<View> views;
    for (const std::string& language : context.catalogue.languages) {
        if (language == context.language) continue;
        views.emplace_back()
            .set("language", language)
            .set("name", context.words(language).text(fmt::format("language.{}", language)));
    }
    return views;
}

// The answer in words, as the check page shows it.
std::string shown_answer(const PageContext& context, std::string_view field, const std::string& answer) {
    const Words& words = context.words();
    if (answer.empty()) return "";
    if (field == "kind") return words.text(fmt::format("kind.{}", answer));
    if (field == "service") return service_name(context, answer);
    if (field == "standard") return standard_name(context, answer);
    if (field == "office") return office_name(context, answer);
    if (field == "contact_by") return words.text(fmt::format("contact-by.{}", answer));
    if (field == "language") {
        const std::string key = fmt::format("language.{}", answer);
        return words.has(key) ? words.text(key) : answer;  // an unknown one is an error of its own
    }
    if (field == "about_official") return words.text(answer == "yes" ? "ui.yes" : "ui.no");
    if (field == "anonymous" || field == "consent" || field == "office_consent") return words.text("ui.yes");
    return answer;
}

View check_row(const PageContext& context, LodgingPage page, std::string_view field, const Answers& answers,
               const std::vector<AddedFile>& files) {
    const Words& words = context.words();
    std::string answer = shown_answer(context, field, answer_of(answers, field));
    // Who leaves one way to be reached and chooses none is reached that way.
    if (field == "contact_by" && answer.empty() && contact_way(answers) != ContactBy::NotAtAll)
        answer = shown_answer(context, field, std::string(key_of(contact_way(answers))));
    const std::string label = words.text(fmt::format("field.{}.label", field));
    if (field == "photo") answer = file_names(words, files);
    View view;
    view.set("label", label)
        .set("answer", answer.empty() ? words.text("lodge.not-given") : answer)
        .set("change_url", fmt::format("{}?from=check#{}", page_url(context.language, lodging_path(page)), field))
        .set("change_text", label)
        .flag("not_given", answer.empty());
    return view;
}

// By when a complaint that is sent today is answered, as the charter in force for it promises.
void put_answer_day(View& view, const PageContext& context, const Answers& about) {
    const Words& words = context.words();
    const Catalogue& catalogue = context.catalogue;
    const Date today = calendar_of(catalogue).local_date(context.now);
    const auto terms =
        bind_terms(catalogue, CaseKind::Complaint, answer_of(about, "service"), answer_of(about, "office"), today);
    const BoundPromise* promise = find_promise(*terms, Clock::Resolve);
    if (promise == nullptr) return;
    const Due due = due_of(terms->calendar, promise->within, context.now, {}, context.now);
    view.set("by_text", words.format("start.by", {{"date", words.long_date(due.date)}}))
        .flag("by_example", promise->status == PromiseStatus::Example);
}

std::vector<std::string> readers(const PageContext& context, const Answers& answers) {
    const Words& words = context.words();
    const bool about_official = answer_of(answers, "about_official") == "yes";
    const bool is_withheld =
        about_official || (asks_office_consent(answers, context.catalogue) && !is_ticked(answers, "office_consent"));
    const std::string office = is_withheld ? head_office(context.catalogue) : office_for(answers, context.catalogue);
    const bool is_about_head = office_for(answers, context.catalogue) == head_office(context.catalogue);
    const bool is_secret = about_official || is_sensitive(context.catalogue, answer_of(answers, "service"));
    return {words.format(is_secret && is_about_head ? "lodge.readers.about-head"
                         : about_official           ? "lodge.readers.head"
                         : is_withheld              ? "lodge.readers.sensitive"
                                                    : "lodge.readers.office",
                         {{"office", office_name(context, office)}}),
            words.text("lodge.readers.public")};
}

// "Check and send your complaint": by what was chosen so far.
std::string check_title(const Words& words, const Answers& answers) {
    const std::string key = fmt::format("lodge.check.title.{}", answer_of(answers, "kind"));
    return words.text(words.has(key) ? key : "lodge.check.title");
}

}  // namespace

std::string lodging_path(LodgingPage page) {
    return fmt::format("lodge/{}/", key_of(page));
}

std::string lodge_start_page(const PageContext& context, const Answers& about) {
    const Words& words = context.words();
    // Another language asks about the same.
    std::string path = "lodge/";
    for (const auto& [field, answer] : about)
        path += fmt::format("{}{}={}", path.back() == '/' ? '?' : '&', field, answer);
    View view;
    view.set("title", words.text("lodge.title"))
        .set("start_action", page_url(context.language, lodging_path(lodging_pages().front())));
    std::vector<View> hidden;
    for (const auto& [field, answer] : about) hidden.push_back(hidden_field(field, answer));
    view.list("hidden", std::move(hidden));
    View names;
    for (const std::string_view field : {"service", "standard", "office"})
        names.set(field, shown_answer(context, field, answer_of(about, field)));
    if (!about.empty()) view.object("about", std::move(names));
    view.merge(emergency_view(context.settings, context.theme, context.language));
    put_answer_day(view, context, about);
    view.list("elsewhere", body_views(context.settings.elsewhere, context.language));
    std::vector<View> channels;
    for (const Channel& channel : context.settings.channels) channels.push_back(contact_view(channel, words));
    view.list("channels", std::move(channels));
    return draw_page(context, "lodge_start", lodge_frame(words.text("lodge.title"), std::move(path), false),
                     std::move(view));
}

std::string question_page(const PageContext& context, const QuestionEntry& entry) {
    const Words& words = context.words();
    const std::string usual_title = fmt::format("lodge.{}.title", key_of(entry.page));
    const std::string own_title = fmt::format("{}.{}", usual_title, answer_of(entry.answers, "kind"));
    const std::string title = words.text(words.has(own_title) ? own_title : usual_title);
    View view;
    view.set("title", title)
        .set("lead", words.text(fmt::format("lodge.{}.lead", key_of(entry.page))))
        .set("progress", words.format("lodge.progress", {{"n", std::to_string(number_of(entry.page) + 1)},
                                                         {"all", std::to_string(lodging_pages().size())}}))
        .set("back_url", back_url(context, entry))
        .set("action", page_url(context.language, lodging_path(entry.page)))
        .set("submit_label", words.text("ui.continue"))
        .list("other_languages", other_languages(context));
    if (entry.from == CameFrom::Check && entry.page != LodgingPage::Photos)
        view.list("hidden", {hidden_field("from", "check")});
    const std::string group = fmt::format("asked.{}", answer_of(entry.answers, "kind"));
    FormFields form(context, entry.errors, group);
    switch (entry.page) {
        case LodgingPage::About:
            add_about(form, context, entry.answers);
            break;
        case LodgingPage::What:
            add_what(form, entry.answers);
            break;
        case LodgingPage::Who:
            add_who(form, context, entry.answers);
            break;
        case LodgingPage::Reach:
            add_reach(form, context, entry.answers);
            break;
        case LodgingPage::Photos:
            add_photos(view, form, context, entry);
            break;
    }
    form.put_into(view);
    const std::string_view layout = entry.page == LodgingPage::Photos ? "lodge_photos" : "form_page";
    return draw_page(context, layout, lodge_frame(title, lodging_path(entry.page), !entry.errors.empty()),
                     std::move(view));
}

std::string check_page(const PageContext& context, const CheckEntry& entry) {
    const Words& words = context.words();
    const std::string title = check_title(words, entry.answers);
    View view;
    view.set("title", title)
        .set("lead", words.text("lodge.check.lead"))
        .set("back_url", page_url(context.language, lodging_path(lodging_pages().back())))
        .set("action", page_url(context.language, "lodge/check/"))
        .list("hidden", {hidden_field("form_token", entry.form_token)})
        .list("readers", text_views(readers(context, entry.answers)))
        .set("submit_label", words.text("lodge.check.send"));
    std::vector<View> rows;
    for (const LodgingPage page : lodging_pages()) {
        for (const std::string_view field : fields_of(page)) {
            if (field == "office_consent" && !asks_office_consent(entry.answers, context.catalogue)) continue;
            rows.push_back(check_row(context, page, field, entry.answers, entry.files));
        }
    }
    view.list("rows", std::move(rows));
    std::vector<View> items;
    for (const FieldError& error : entry.errors) {
        const auto page = page_of_field(error.field);
        if (!page) continue;
        items.emplace_back()
            .set("href", fmt::format("{}?from=check#{}", page_url(context.language, lodging_path(*page)), error.field))
            .set("text", error_text(words, error));
    }
    if (!items.empty()) {
        View summary;
        summary.list("items", std::move(items));
        view.object("error_summary", std::move(summary));
    }
    return draw_page(context, "lodge_check", lodge_frame(title, "lodge/check/", !entry.errors.empty()),
                     std::move(view));
}

}  // namespace charter
