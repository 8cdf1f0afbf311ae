// The numbers to call in danger, the bodies to turn to, the ways to reach us, as templates see them: the same on
// generated and served pages. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/site_settings.h"
#include "generator/shared/theme.h"
#include "generator/shared/view.h"
#include "generator/shared/words.h"

namespace charter {

// Shape emergency, in all languages together, the page's own first; empty if the site has no such numbers.
[[nodiscard]] View emergency_view(const SiteSettings& settings, const Theme& theme, std::string_view language);
// Shapes escalation and elsewhere, numbered from 1.
[[nodiscard]] std::vector<View> body_views(const std::vector<OtherBody>& bodies, std::string_view language);
// Shape block_contact.
[[nodiscard]] View contact_view(const Channel& channel, const Words& words);

// "2018-09" -> "September 2018"; a year alone stays as it is.
[[nodiscard]] std::string month_text(const Words& words, std::string_view month);
// "phone" and "phone_link", if there is a number.
void set_phone(View& view, std::string_view phone);

}  // namespace charter
