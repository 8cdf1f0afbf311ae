#include "generator/model/words_hash.h"

#include "generator/model/short_hash.h"

namespace charter {

std::string words_hash(const Page& page, std::string_view text) {
    std::string words;
    const auto add = [&](std::string_view field, std::string_view value) {
        if (!value.empty()) words.append(field).append(": ").append(value).append("\n");
    };
    add("title", page.title);
    add("description", page.description);
    add("owner", page.owner);
    add("measured_by", page.measured_by);
    add("change_note", page.change_note);
    add("who", page.who);
    add("cost", page.cost);
    for (const std::string& need : page.needs) add("needs", need);
    add("redress", page.redress);
    return short_hash(words.append("\n").append(normal_text(text.substr(page.body_begin))));
}

bool is_made_from(std::string_view hash, const Page& original, std::string_view text) {
    return hash == words_hash(original, text) || hash == text_hash(text);
}

}  // namespace charter
