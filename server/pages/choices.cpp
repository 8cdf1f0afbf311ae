#include "server/pages/choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/shared/text.h"
#include "server/forms/lodging_form.h"
#include "server/pages/case_words.h"

namespace charter {
namespace {

constexpr std::array<CaseKind, 5> kinds_in_order = {CaseKind::Complaint, CaseKind::Report, CaseKind::Enquiry,
                                                    CaseKind::Compliment, CaseKind::Suggestion};

}  // namespace

bool is_ticked(const Answers& answers, std::string_view field) {
    return !answer_of(answers, field).empty();
}

Option unknown_option(const PageContext& context) {
    return {"", context.words().text("lodge.not-known"), ""};
}

std::vector<Option> kind_options(const Words& words) {
    std::vector<Option> options;
    for (const CaseKind kind : kinds_in_order) {
        const std::string key(key_of(kind));
        options.push_back({key, kind_text(words, kind), words.text(fmt::format("kind-hint.{}", key))});
    }
    return options;
}

std::vector<OptionGroup> service_groups(const PageContext& context) {
    std::vector<OptionGroup> groups;
    for (const Named& category : context.catalogue.categories) {
        OptionGroup group{text_in(category.name, context.language), {}};
        for (const Service& service : context.catalogue.services) {
            if (service.category == category.id)
                group.options.push_back({service.id, service_name(context, service.id), ""});
        }
        if (!group.options.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<OptionGroup> office_groups(const PageContext& context) {
    std::vector<OptionGroup> groups;
    const auto add = [&](const std::string& region, std::string label) {
        OptionGroup group{std::move(label), {}};
        for (const Office& office : context.catalogue.offices) {
            if (office.region == region && !office.closed)
                group.options.push_back({office.id, office_name(context, office.id), ""});
        }
        std::sort(group.options.begin(), group.options.end(),
                  [](const Option& one, const Option& other) { return to_lower(one.label) < to_lower(other.label); });
        if (!group.options.empty()) groups.push_back(std::move(group));
    };
    add("", context.words().text("lodge.whole-department"));
    for (const Named& region : context.catalogue.regions) add(region.id, text_in(region.name, context.language));
    return groups;
}

std::vector<Option> standard_options(const PageContext& context) {
    std::vector<Option> options = {unknown_option(context)};
    for (const Standard& standard : context.catalogue.standards) {
        if (standard.clock == Clock::Question || standard.clock == Clock::Objection) continue;
        options.push_back({standard.id, standard_name(context, standard.id), ""});
    }
    return options;
}

std::vector<Option> contact_options(const Words& words) {
    std::vector<Option> options;
    for (const ContactBy way : contact_choices())
        options.push_back({std::string(key_of(way)), words.text(fmt::format("contact-by.{}", key_of(way))), ""});
    return options;
}

std::vector<Option> language_options(const PageContext& context) {
    std::vector<Option> options;
    for (const std::string& language : context.catalogue.languages)
        options.push_back({language, context.words().text(fmt::format("language.{}", language)), ""});
    return options;
}

}  // namespace charter
