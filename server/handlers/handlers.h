// Every handler, by the page it answers for. The route table (server/routes.cpp) says which is called when. A handler
// reads the form, asks the domain and the store, and chooses a page; it holds no rule of its own.
#pragma once

#include "server/handlers/visit.h"

namespace charter {

// Lodging, in server/handlers/lodge.cpp. values: the question's name; the office's id for its start page.
[[nodiscard]] Response show_lodge_start(const Visit& visit);
[[nodiscard]] Response show_office_start(const Visit& visit);
[[nodiscard]] Response show_question(const Visit& visit);
[[nodiscard]] Response answer_question(const Visit& visit);
[[nodiscard]] Response answer_photos(const Visit& visit);  // in lodge_photos.cpp
[[nodiscard]] Response show_check(const Visit& visit);
[[nodiscard]] Response send_lodging(const Visit& visit);
[[nodiscard]] Response show_sent(const Visit& visit);

// Tracking, in track.cpp. values: the step's name.
[[nodiscard]] Response show_track_form(const Visit& visit);
[[nodiscard]] Response open_case(const Visit& visit);
[[nodiscard]] Response show_track_step(const Visit& visit);
[[nodiscard]] Response take_track_step(const Visit& visit);

// Comment rounds, in comment.cpp.
[[nodiscard]] Response show_comment_form(const Visit& visit);
[[nodiscard]] Response send_comment(const Visit& visit);
[[nodiscard]] Response show_comment_sent(const Visit& visit);

// Finding, in search.cpp.
[[nodiscard]] Response show_search(const Visit& visit);
[[nodiscard]] Response show_office_finder(const Visit& visit);

// The case desk, in sign_in.cpp, worklist.cpp and staff_cases.cpp. values: the reference, or the filter's id.
[[nodiscard]] Response show_sign_in(const Visit& visit);
[[nodiscard]] Response sign_in(const Visit& visit);
[[nodiscard]] Response sign_out(const Visit& visit);
[[nodiscard]] Response show_worklist(const Visit& visit);
[[nodiscard]] Response search_cases(const Visit& visit);
[[nodiscard]] Response save_filter(const Visit& visit);
[[nodiscard]] Response remove_filter(const Visit& visit);
[[nodiscard]] Response show_staff_case(const Visit& visit);
[[nodiscard]] Response take_staff_step(const Visit& visit);

// One's own account, in own_account.cpp. values: the session's id, or the token of a one-time link.
[[nodiscard]] Response show_account(const Visit& visit);
[[nodiscard]] Response change_password(const Visit& visit);
[[nodiscard]] Response end_own_session(const Visit& visit);
[[nodiscard]] Response show_second_factor(const Visit& visit);
[[nodiscard]] Response change_second_factor(const Visit& visit);
[[nodiscard]] Response show_link(const Visit& visit);
[[nodiscard]] Response use_link(const Visit& visit);
[[nodiscard]] Response show_code_form(const Visit& visit);  // in sign_in.cpp
[[nodiscard]] Response finish_sign_in(const Visit& visit);

// Accounts of others, in accounts.cpp. values: the account's id, then the session's.
[[nodiscard]] Response show_accounts(const Visit& visit);
[[nodiscard]] Response invite(const Visit& visit);
[[nodiscard]] Response show_person(const Visit& visit);
[[nodiscard]] Response change_person(const Visit& visit);
[[nodiscard]] Response end_session_of(const Visit& visit);

// What is kept about a person, and for how long, in rights.cpp. values: the reference, or the call's id.
[[nodiscard]] Response show_rights(const Visit& visit);
[[nodiscard]] Response export_person(const Visit& visit);
[[nodiscard]] Response show_retention(const Visit& visit);
[[nodiscard]] Response change_retention(const Visit& visit);
[[nodiscard]] Response change_call_retention(const Visit& visit);
[[nodiscard]] Response erase_call_of_person(const Visit& visit);

// Reading what is sealed, in reading.cpp. values: the reference.
[[nodiscard]] Response show_reason_form(const Visit& visit);
[[nodiscard]] Response give_reason(const Visit& visit);

// The audit, in audit.cpp.
[[nodiscard]] Response show_audit(const Visit& visit);
[[nodiscard]] Response export_audit(const Visit& visit);

// Files of a case, in case_files.cpp. values: the reference, the file's id.
[[nodiscard]] Response show_case_file(const Visit& visit);
[[nodiscard]] Response add_case_files(const Visit& visit);

// Capture at the case desk, in capture.cpp. values: the reference.
[[nodiscard]] Response show_capture(const Visit& visit);
[[nodiscard]] Response capture_case(const Visit& visit);
[[nodiscard]] Response show_ticket(const Visit& visit);

// The after-hours log, in after_hours.cpp. values: the call's id.
[[nodiscard]] Response show_after_hours(const Visit& visit);
[[nodiscard]] Response note_call(const Visit& visit);
[[nodiscard]] Response confirm_hand_over(const Visit& visit);

// Operations, in operations.cpp.
[[nodiscard]] Response show_health(const Visit& visit);

}  // namespace charter
