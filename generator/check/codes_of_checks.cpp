#include "generator/check/codes.h"

namespace charter {

std::vector<CodeEntry> codes_of_checks() {
    using enum Severity;
    using enum Waivable;
    return {
        {"alt-text", Warning, Yes, "A picture has no words for those who do not see it.", "![](queue.png)",
         "![The queue ticket shows a number and a desk](queue.png)"},
        {"avoided-word", Advice, Yes, "A text uses another word for an idea than the one of data/terms.yaml.",
         "Track your ticket.", "Track your case."},
        {"edition-old", Warning, Yes,
         "An edition's year is over (advice in its last 30 days; an error in the publish profile once it is over).",
         "edition: 2025-26 on 1 April 2026", "edition: 2026-27"},
        {"heading-jump", Warning, Yes, "A heading skips a level, so that the page's outline has a hole.",
         "## Costs\n#### Copies", "## Costs\n### Copies"},
        {"limit-differs", Warning, Yes,
         "A standard's title promises another time than its clock counts. In the publish profile an error.",
         "title: We answer within 25 working days, with within: 20 working days",
         "title: We answer within 20 working days"},
        {"contact-slip", Warning, Yes,
         "A telephone number in a text has a digit too many or too few, or an address of e-mail is not whole.",
         "Call 0800 220 25, or write to help@example", "Call 0800 220 250, or write to help@example.org"},
        {"link-words", Warning, Yes, "The words of a link do not say where it leads.",
         "For the steps [click here](escalation.md).", "See [how to take it further](escalation.md)."},
        {"long-sentence", Advice, Yes, "A sentence has more words than readers of its language take in at once.",
         "When you have sent us what we asked for, we will, unless the office is closed, ... (30 words)",
         "Send us what we asked for. Then we ... (two sentences)"},
        {"long-sentences", Advice, Yes, "The sentences of a page are too long on the average.",
         "20 words in a sentence, where 15 is the aim", "shorter sentences, one thought in each"},
        {"not-approved", Warning, Yes,
         "A charter does not say who approved it, or the register lacks a signature that sign_off asks for (an error "
         "in "
         "the publish profile).",
         "kind: charter without approved", "charter approve charters/head-office --role \"Head of Department\""},
        {"reading-grade", Advice, Yes, "A page needs more years of school to read than its readers may have.",
         "Utilisation of the aforementioned facility is discretionary.", "You may use this room if you like."},
        {"review-due", Warning, Yes,
         "The day of review_by has passed, or that of reviewed is still to come (an error in the publish profile).",
         "review_by: 2025-03-31", "review the page, then write: reviewed: 2026-11-22 and a later review_by"},
        {"rule-not-met", Warning, Yes,
         "A page or the site does not have what a rule of its rule packs demands; the rule's id follows the code.",
         "a charter without redress", "redress: You get an apology, an explanation and a quick remedy."},
        {"table-head", Warning, Yes, "A table has no header row, so that its columns have no names.",
         "|  |  |\n|--|--|\n| Copy | R2 |", "| What | Cost |\n|--|--|\n| Copy | R2 |"},
        {"translation-differs", Error, Yes,
         "Numbers, dates, phone numbers, addresses of e-mail or blocks differ between a page, or a text of site.yaml "
         "or a data file, and its translation. Numbers in words are compared before days, hours and the like, in "
         "English and Afrikaans.",
         "25 working days in en/, 52 werksdae in af/", "25 working days in en/, 25 werksdae in af/"},
    };
}

}  // namespace charter
