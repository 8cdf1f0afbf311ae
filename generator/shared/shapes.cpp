// What every layout of a theme may say: the names its view provides, in the notation of view.h. Templates are checked
// against this, so it is also the theme author's reference. Shapes named first are parts that layouts include with @.
#include <utility>
#include <vector>

#include "generator/shared/view.h"

namespace charter {
namespace {

using NamedText = std::pair<std::string_view, std::string_view>;

// Parts, each may use those before it.
const std::vector<NamedText>& part_texts() {
    static const std::vector<NamedText> texts = {
        // A link to another page; `language` only where it is not the page's own.
        {"link", "title url language language_name"},
        // A tape of days as one dashed path: width of the drawing, the dashes of the line, where the last day stands.
        {"tape", "tape{ width path end }"},
        // A promise. `amount` and `unit` are "25" and "working days". Anchor: id within the page. Level: of its
        // heading.
        {"card",
         "number principle example? anchor level title url language amount unit @tape measured_by target complain_url "
         "address"},
        {"emergency", "emergency{ headings[ language text ] numbers[ phone phone_link texts[ language text ] ] }"},
        {"escalation", "escalation[ number title when phone phone_link email url url_text ]"},
        // One question of a form. Exactly one is_ flag is set. `described_by` names the ids of hint and error.
        {"field",
         "id name label hint error value described_by optional? invalid? heading? focused? "
         "is_text? is_textarea? is_select? is_radios? is_checkboxes? is_checkbox? is_files? accept "
         "input_type autocomplete inputmode no_spellcheck? rows short? "
         "options[ id value label hint key selected? first? ] groups[ label options[ value label selected? ] ]"},
        {"errors", "error_summary{ items[ href text ] }"},
        {"hidden", "hidden[ name value ]"},
        // What a service is, for whoever answers a person at the case desk.
        {"service_facts", "title url summary cost not_ours? needs[ text ] standards[ title url limit ]"},
        // The day strip. `class` holds any of: received counted held holiday weekend left today promised late.
        {"strip",
         "strip{ title sentence headings[ text ] weeks[ label days[ class number text ] notes[ text strong? signal? ] "
         "] "
         "key[ class number text ] moved }"},
        // Around every page: head, language switch, header, menu, help, footer.
        {"chrome",
         "language document_title description canonical no_index? alternates[ language url ] style_url "
         "linked_data! questions_data! feed_url "
         "home_url site_name body_name demo_notice demo_database? "
         "languages[ language name url leads_to current? pending? ] menu[ title url current? ] "
         "help{ phone phone_link cost hours checked title offices_url } visit[ title value hours ] "
         "footer[ title url ] lodge_url track_url search_url "
         "staff{ language user_name role office csrf sign_out_url sign_out menu[ title url key current? ] }"},
        // What every generated page may show around its own parts. `body` is the rendered Markdown.
        {"article",
         "title lead breadcrumbs[ title url ] draft_translation? stale_translation? source_url draft? example? "
         "edition_note{ text url title } comment_note{ text url title } "
         "toc[ text href ] body! history[ version date step role file ] owner reviewed review_by date"},
        {"items", "items[ @link description label example? draft? ]"},
        // What a charter says beside its text, on its page and on paper.
        {"promises",
         "editions[ edition url from current? ] edition in_force_from "
         "approved_by approved_on cards[ @card ] services[ @link description ] cost needs[ text ] "
         "office{ title url address phone phone_link email hours hours_example? gap } redress @escalation"},
        // The sheet: size "a4", margin "12mm", size of its smallest text "18pt".
        {"paper", "paper{ size margin text }"},
    };
    return texts;
}

const std::vector<NamedText>& layout_texts() {
    static const std::vector<NamedText> texts = {
        // Generated pages.
        {"page", "@chrome @article previous{ title url } next{ title url }"},
        {"section", "@chrome @article groups[ id title @items ]"},
        {"home",
         "@chrome @article card{ @card } @emergency featured[ @link category ] categories[ title url ] "
         "charters_url services_url offices_url rights_url"},
        {"charter", "@chrome @article @promises"},
        {"standard",
         "@chrome @article card{ @card } applies[ text ] counted edition charters[ @link ] services[ @link ] "
         "complain_url"},
        {"service",
         "@chrome @article category who cost needs[ text ] not_ours? cards[ @card ] every_office? offices[ @link ] "
         "complain_url ask_url"},
        {"office",
         "@chrome @article type region area address phone phone_link fax email hours hours_example? note access "
         "checked "
         "closed? "
         "successor{ title url } parent{ title url } charter{ @link } children[ title url type ] gaps[ text ] "
         "complain_url"},
        {"not_found", "@chrome title"},
        {"gone", "@chrome title reason since see{ title url }"},
        {"moved", "language title url canonical"},
        {"languages", "style_url site_name body_name languages[ language name url title ] @emergency"},
        // Blocks inside Markdown: without chrome.
        {"block_standard", "@card"},
        {"block_contact", "title kind value link hours cost checked"},
        {"block_emergency", "@emergency"},
        {"block_escalation", "@escalation"},
        {"block_changes", "before after groups[ id title entries[ @link lines[ text ] note ] ] csv_url feed_url"},
        {"block_register", "documents[ @link edition status owner date role review_by ]"},
        {"block_editions", "charters[ title url rows[ edition url period current? ] ]"},
        {"block_data", "tables[ id title about csv_url json_url columns[ names[ text ] type meaning ] ]"},
        {"block_retention", "kept[ title years ] empty_text"},
        {"block_calendar",
         "months[ title url alone? tasks[ title when by about{ @link } ] ] others[ title when about{ @link } ] "
         "file_url"},
        // A plot is drawn in its own units: bars as paths that stand on the line `base`, labels with their places.
        {"block_indicators",
         "results? objectives[ id title indicators[ id title reported sentence results? plot{ width height base "
         "targets actuals labels[ x y text ] } rows[ year target actual ] ] ] source"},

        // On paper: each a file of its own. The drawing of a QR code is `side` modules wide and high.
        {"poster", "@chrome @article @promises @paper more_text short_address[ text ] qr{ side path label }"},
        {"booklet",
         "@chrome @article @promises @paper is_charter? contents[ text href deeper? ] chapters[ id title lead body! "
         "example? draft_translation? stale_translation? owner reviewed ]"},
        {"distribution",
         "@chrome title @paper edition offices[ id title type address phone phone_link papers[ text language "
         "language_name file ] ]"},

        // Served pages.
        {"lodge_start",
         "@chrome title about{ service standard office } @emergency start_action @hidden channels[ title kind value "
         "link hours cost checked ] by_text by_example? elsewhere[ number title when phone phone_link email url "
         "url_text ]"},
        // Any page with one form: a question of the lodging, the tracking form, a step on a case, the sign-in.
        {"form_page",
         "@chrome title progress lead question{ text asked reply_by } back_url @errors action with_files? @hidden "
         "fields[ @field "
         "] submit_label return_action note "
         "other_languages[ language name ] more_links[ title url ] escalation_url"},
        // The last question: files that are there, each with a form of its own to take it away, and the form for more.
        {"lodge_photos",
         "@chrome title progress lead back_url @errors action @hidden fields[ @field ] submit_label files[ id name "
         "kind "
         "size action ] other_languages[ language name ]"},
        {"lodge_check",
         "@chrome title lead back_url @errors action @hidden rows[ label answer change_url change_text not_given? ] "
         "readers[ text ] submit_label"},
        {"lodge_sent",
         "@chrome title lead ticket{ reference_groups[ text ] reference code code_groups[ text ] no_code? received "
         "office "
         "promised promised_iso promised_label promised_late track_address[ text ] phone phone_link cost } steps[ date "
         "text signal? "
         "] "
         "holidays_text "
         "rows[ label answer ] terms[ title limit date example? url ] escalation_url charter_url printed "
         "desk[ title url ]"},
        {"track_case",
         "@chrome title reference status word meaning next! due_iso due_text late? on_time_text late_text example? "
         "office body_due sharing kept_until "
         "joined{ status word text } @strip question{ text asked reply_by } "
         "answer{ disputed? finding reason redress[ text ] date object_by next_body } "
         "events[ date word text note answer words class ] "
         "promises[ title url limit due state class example? ] @hidden actions[ label action primary? ] leave_url "
         "@escalation "
         "notice kept_text"},
        // Finding: what was asked stands in `question`. `excerpt` is a text in parts, some of them marked.
        {"search",
         "@chrome @emergency title action question count_text corrected[ text ] results[ title url language "
         "language_name label "
         "excerpt[ text marked? ] ] previous_url next_url page_text none? nothing_text ways[ title url ] "
         "offices_action phone phone_link"},
        {"office_finder",
         "@chrome @emergency title action question service{ title url } lead corrected[ text ] offices[ title url type "
         "address "
         "phone "
         "phone_link hours hours_example? area note gap ] none? nothing_text ways[ title url ] phone phone_link"},
        {"message", "@chrome title paragraphs[ text ] kept[ label text ] links[ title url ] reference"},

        // Staff pages.
        {"staff_worklist",
         "@chrome @errors title today notice calls_text calls_url total_text too_many_text parts[ title url count key "
         "current? ] csrf "
         "search_action kept_filters[ name value ] search[ @field ] clear_url filter_action kept_question[ name value "
         "] "
         "filters[ @field ] empty_text groups[ id title rows[ due_iso due left class bar{ width used left end late } "
         "reference url kind about office state level with ] ] first_url next_url "
         "saved[ title url remove_action ] save_action saving[ @field ]"},
        {"staff_audit",
         "@chrome @errors title lead action filters[ @field ] empty_text rows[ when who what reference url detail "
         "reason "
         "] "
         "next_url table_url"},
        {"staff_person",
         "@chrome title lead back_url note printed cases[ reference kind state office received description rows[ label "
         "value ] files[ name kind size url ] promises[ title url limit due state class example? ] "
         "events[ when what outcome text ] ] calls[ title topic when words place caller "
         "done action ] csrf identity"},
        {"staff_retention",
         "@chrome title lead notice empty_text count_text first_url next_url csrf rows[ reference url action kind "
         "office ended due proposed_by "
         "propose? keep? confirm? ]"},
        {"staff_accounts",
         "@chrome @errors title lead people[ title url role office state second_factor ] action form_title @hidden "
         "fields[ @field ] submit_label"},
        {"staff_account",
         "@chrome @errors title back_url notice link{ url text } facts[ label value ] note links[ title url ] csrf "
         "@hidden "
         "sessions[ device network started seen this? action ] action form_title fields[ @field ] submit_label "
         "deed_action deeds[ value title text ]"},
        {"staff_second_factor",
         "@chrome @errors title lead back_url codes[ text ] qr{ side path label } secret action @hidden fields[ "
         "@field ] submit_label"},
        {"staff_capture",
         "@chrome title lead action submit_label notice channel[ @field ] @hidden groups[ title fields[ "
         "@field "
         "] ] services[ title services[ @service_facts open? ] ] every_case[ title url limit ] @errors"},
        {"staff_after_hours",
         "@chrome @errors title lead note_title action submit_label @hidden fields[ @field ] today notice "
         "posts[ title when office phone phone_link now? ] "
         "calls[ when topic words place caller done post waiting? confirm_action taken_over case_url "
         "case_reference record_url by urgent? ] empty_text csrf"},
        {"staff_case",
         "@chrome title reference back_url status word due_iso due_label due_text left_text late? @strip language "
         "description "
         "description_language kind channel facts[ label value ] contact[ label value ] anonymous? "
         "answer{ disputed? finding reason redress[ text ] date next_body } "
         "events[ when what who clock texts[ label text internal? ] ] "
         "promises[ title url limit due state class example? ] owed{ label url } steps[ label url current? ] "
         "form{ title action with_files? file @hidden responses[ title url ] fields[ @field ] submit_label note } "
         "files[ name kind size url "
         "picture_url added remove_url ] @errors service{ @service_facts } "
         "conflict{ title focused? form_url events[ when what who ] typed[ label text ] } "
         "erased_note renewal_note review_note sealed_note identity_note words_note reason_url "
         "notice working_lines[ text ] person_cases[ reference url kind state office date ] "
         "followed{ reference url kind state office date } "
         "following[ reference url kind state office date language newest visible? due left late? ] "
         "similar[ reference url kind state office date join_url ]"},
    };
    return texts;
}

std::map<std::string, Shape, std::less<>> parse_all() {
    std::map<std::string, Shape, std::less<>> parts;
    for (const auto& [name, text] : part_texts()) parts.emplace(name, parse_shape(text, parts));
    std::map<std::string, Shape, std::less<>> layouts;
    for (const auto& [name, text] : layout_texts()) layouts.emplace(name, parse_shape(text, parts));
    return layouts;
}

}  // namespace

const std::map<std::string, Shape, std::less<>>& layout_shapes() {
    static const std::map<std::string, Shape, std::less<>> shapes = parse_all();
    return shapes;
}

}  // namespace charter
