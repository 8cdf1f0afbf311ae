#include "generator/check/codes.h"

namespace charter {

std::vector<CodeEntry> codes_of_site_files() {
    using enum Severity;
    using enum Waivable;
    return {
        {"altered-after-approval", Warning, No,
         "A signed document, a promise it names, or the day it was approved for, was changed since (an error in the "
         "publish profile).",
         "within: 24 working days, where 25 was approved", "the text as it was, or signed again with charter approve"},
        {"control-sign", Error, No, "A text holds a sign that steers a machine and that no reader sees.",
         "a vertical tab that came with a text from another program", "the text without it"},
        {"dead-address", Error, No, "An address that was published leads nowhere any more.",
         "a page renamed without a word", "aliases: [/en/old-name/] in the page that took its place"},
        {"edition-altered", Error, No,
         "A text of an edition that is kept is not what it was when that was kept or signed.",
         "within: 30 working days in editions/2025-26/en/standards/answer-complaint.md, which was kept with 25",
         "the text as it was; a mistake is mended in the edition that is worked on"},
        {"escalation-order", Error, No,
         "Two escalation rules are for the same moment, or what is later goes to someone lower.",
         "when: overdue twice, or overdue to head-office and long-overdue to supervisor",
         "when: overdue, to: supervisor, then when: long-overdue, to: head-office"},
        {"file-name", Error, No,
         "A page's file or folder has a name that does not fit an address, or the file does not end in .md.",
         "en/My Page.MD", "en/my-page.md"},
        {"file-too-big", Error, No, "A text has more than 1024 KiB.", "a register of every case in one page",
         "several pages, or a file of figures beside the page"},
        {"folder-depth", Error, No, "Folders stand more than 32 deep in each other.", "a folder copied into itself",
         "en/rights/privacy.md"},
        {"linked-file", Error, No, "A file is a link out of the site, to a folder or to nothing.",
         "en/rights.md, a link to /home/editor/rights.md", "the file itself in its place"},
        {"missing-settings", Error, No, "The site has no site.yaml, or an empty one.",
         "a folder with en/index.md alone", "site.yaml with name, base_url and languages"},
        {"not-utf8", Error, No, "A file holds bytes that are not UTF-8.", "a file saved as Windows-1252",
         "the file saved as UTF-8"},
        {"nul-byte", Error, No, "A file holds a NUL byte, which no text has.", "a file saved as UTF-16",
         "the file saved as UTF-8"},
        {"office-cycle", Error, No, "Following the parents of an office comes back to it.",
         "a with parent: b, b with parent: a", "a with parent: b, b without a parent"},
        {"unknown-category", Error, No, "A service has a category that data/categories.yaml does not have.",
         "category: home", "category: homes"},
        {"unknown-code", Error, No, "A waiver names a code that no finding carries.", "code: alt-txt",
         "code: alt-text"},
        {"unknown-file", Warning, Yes, "Nothing reads a file, and it is not published.",
         "data/ofices.yaml, en/note.txt", "data/offices.yaml, en/note.md"},
        {"unknown-hours", Error, No, "An office names opening hours that site.yaml does not have.", "hours: ofice",
         "hours: office"},
        {"unknown-office", Error, No, "An office is named that data/offices.yaml does not have.", "office: metro-sout",
         "office: metro-south"},
        {"unknown-placeholder", Error, No, "A text in data/responses.yaml has a name in braces that nothing fills in.",
         "Dear {naam}", "Dear {name}"},
        {"unknown-region", Error, No, "An office has a region that data/regions.yaml does not have.", "region: nort",
         "region: north"},
        {"unknown-rules", Error, No, "site.yaml names a rule pack that is not there.", "rules: [hous]",
         "rules: [house] with rules/house.yaml above the site's folder or in it"},
        {"unknown-section", Error, No, "The menu names a section without an index page.", "menu: [servces, track]",
         "menu: [services, track]"},
        {"waiver-expired", Warning, No, "A waiver's last day has passed, so its findings count again.",
         "until: 2025-03-31", "mend what it waived and take the waiver out, or decide anew and write a later day"},
        {"waiver-refused", Error, No, "A waiver names a code that cannot be waived: the page could not be right.",
         "code: dead-link", "mend the link"},
        {"waiver-unused", Warning, No, "A waiver waives nothing any more.", "code: alt-text, path: en/old-page.md",
         "take the waiver out"},
    };
}

}  // namespace charter
