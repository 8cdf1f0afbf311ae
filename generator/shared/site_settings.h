// What the server must know of a site besides its promises, to draw the same header, menus, help and footer as the
// pages: .server/site.json. Written by the generator, read by the server; same values, same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/escalation_rule.h"
#include "generator/shared/service.h"
#include "generator/shared/view.h"

namespace charter {

struct Channel {
    std::string id;
    std::string kind;  // phone | sms | whatsapp | email | post | walk-in | call-back | online
    std::string value;
    Localized title;
    Localized hours;
    Localized cost;
    std::string checked;
    bool main = false;
    bool operator==(const Channel&) const = default;
};

struct EmergencyNumber {
    std::string phone;
    Localized title;
    bool operator==(const EmergencyNumber&) const = default;
};

struct OtherBody {
    std::string id;
    Localized title;
    Localized when;
    std::string phone;
    std::string email;
    std::string url;
    bool operator==(const OtherBody&) const = default;
};

struct MenuEntry {
    std::string id;  // section name, "track" or "lodge"
    Localized title;
    Localized url;
    bool operator==(const MenuEntry&) const = default;
};

struct SiteSettings {
    Localized name;
    Localized body;
    Localized title_suffix;  // ends document titles; empty: the name
    Localized demo_notice;   // a line on top of every page; empty: none
    std::string base_url;
    std::vector<std::string> languages;
    std::string style_url;  // "/assets/style.1a2b3c4d.css"
    std::vector<MenuEntry> menu;
    std::vector<MenuEntry> footer;  // accessibility, privacy, rights, ... pages that exist
    std::vector<Channel> channels;
    std::vector<EmergencyNumber> emergency;
    std::vector<OtherBody> escalation;  // when our answer does not help, in order
    std::vector<OtherBody> elsewhere;   // for what is not ours to decide
    std::vector<EscalationRule> escalation_rules;
    std::string edition;
    bool operator==(const SiteSettings&) const = default;
};

[[nodiscard]] std::string to_json(const SiteSettings& settings);
// Throws std::runtime_error naming what is wrong.
[[nodiscard]] SiteSettings parse_site_settings(std::string_view json);

// One language of a page: its address, or none where the page is not translated yet (the link then leads to the first
// language's page).
struct LanguageLink {
    std::string language;
    std::string url;
    bool pending = false;
};

// What the chrome around a page depends on besides the settings.
struct ChromePage {
    std::string language;
    std::string title;  // full document title is made from it
    std::string description;
    std::string canonical;     // absolute address; empty on pages that no one should index
    std::string current_menu;  // id of the menu entry to mark
    std::vector<LanguageLink> languages;
    bool no_index = false;
    bool demo = false;
    bool error = false;  // the title begins with the word for "Error:"
};

class Words;
// The names of the shape `chrome`: header, menu, language switch, help, footer. The same on generated and served pages.
[[nodiscard]] View chrome_view(const SiteSettings& settings, const ChromePage& page, const Words& words);

}  // namespace charter
