#include "generator/shared/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace charter {
namespace {

constexpr std::size_t usual_names = 4;  // of the small views that most are

using Shapes = std::map<std::string, Shape, std::less<>>;

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

// Reads the notation of view.h from front to back.
class ShapeReader {
  public:
    ShapeReader(std::string_view text, const Shapes& named) : rest_(text), named_(named) {}

    [[nodiscard]] Shape read_all() {
        Shape shape = read_names('\0');
        if (!rest_.empty()) fail("a closing bracket too many");
        return shape;
    }

  private:
    [[noreturn]] void fail(std::string_view what) const {
        throw std::logic_error(fmt::format("shape: {} before \"{}\"", what, rest_.substr(0, 40)));
    }

    void skip_blanks() {
        while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
    }

    std::string_view read_word() {
        std::size_t size = 0;
        while (size < rest_.size() && !is_blank(rest_[size]) &&
               std::string_view("!?[]{}").find(rest_[size]) == std::string_view::npos)
            ++size;
        const std::string_view word = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return word;
    }

    // Names up to the closing sign, which is taken too; '\0': up to the end.
    Shape read_names(char closing) {
        Shape shape;
        while (true) {
            skip_blanks();
            if (rest_.empty()) {
                if (closing != '\0') fail("a bracket is not closed");
                return shape;
            }
            if (rest_.front() == closing) {
                rest_.remove_prefix(1);
                return shape;
            }
            read_one(shape);
        }
    }

    void read_one(Shape& shape) {
        const std::string_view word = read_word();
        if (word.empty()) fail("a name is missing");
        if (word.front() == '@') {
            const auto found = named_.find(word.substr(1));
            if (found == named_.end()) fail("an unknown @shape");
            for (const auto& [name, inside] : found->second.names) add(shape, name, inside);
            return;
        }
        Shape inside;
        const char sign = rest_.empty() ? '\0' : rest_.front();
        switch (sign) {
            case '!':
                inside.kind = Shape::Kind::Html;
                break;
            case '?':
                inside.kind = Shape::Kind::Flag;
                break;
            case '[':
            case '{':
                break;
            default:
                inside.kind = Shape::Kind::Text;
                add(shape, word, inside);
                return;
        }
        rest_.remove_prefix(1);
        if (sign == '[' || sign == '{') {
            inside = read_names(sign == '[' ? ']' : '}');
            inside.kind = sign == '[' ? Shape::Kind::List : Shape::Kind::Object;
        }
        add(shape, word, inside);
    }

    void add(Shape& shape, std::string_view name, const Shape& inside) const {
        const auto [place, is_new] = shape.names.emplace(name, inside);
        if (!is_new && place->second.kind != inside.kind) fail(fmt::format("\"{}\" is declared twice", name));
    }

    std::string_view rest_;
    const Shapes& named_;
};

bool fits(View::Type type, Shape::Kind kind) {
    switch (type) {
        case View::Type::Text:
            return kind == Shape::Kind::Text || kind == Shape::Kind::Html;
        case View::Type::Flag:
            return kind == Shape::Kind::Flag;
        case View::Type::List:
            return kind == Shape::Kind::List;
        case View::Type::Object:
            return kind == Shape::Kind::Object;
    }
    return false;
}

void find_violations(const View& view, const Shape& shape, const std::string& path, std::vector<std::string>& found) {
    for (const auto& [name, item] : view.items()) {
        const std::string where = path + name;
        const auto declared = shape.names.find(name);
        if (declared == shape.names.end()) {
            found.push_back(where + " is not declared");
        } else if (!fits(item.type, declared->second.kind)) {
            found.push_back(where + " is of another kind than declared");
        } else {
            for (const View& inside : item.views) find_violations(inside, declared->second, where + ".", found);
        }
    }
}

}  // namespace

View::Items::Entries::const_iterator View::Items::find(std::string_view name) const {
    return std::find_if(entries_.begin(), entries_.end(), [name](const Entry& entry) { return entry.first == name; });
}

const View::Item& View::Items::at(std::string_view name) const {
    const auto found = find(name);
    if (found == end()) throw std::out_of_range(fmt::format("the view has no \"{}\"", name));
    return found->second;
}

View& View::put(std::string_view name, Item item) {
    auto& entries = items_.entries_;
    if (entries.empty()) entries.reserve(usual_names);
    const auto found =
        std::find_if(entries.begin(), entries.end(), [name](const Items::Entry& entry) { return entry.first == name; });
    if (found == entries.end())
        entries.emplace_back(std::string(name), std::move(item));
    else
        found->second = std::move(item);
    return *this;
}

View& View::set(std::string_view name, std::string text) & {
    Item item;
    item.text = std::move(text);
    return put(name, std::move(item));
}

View& View::flag(std::string_view name, bool value) & {
    Item item;
    item.type = Type::Flag;
    item.value = value;
    return put(name, std::move(item));
}

View& View::list(std::string_view name, std::vector<View> items) & {
    Item item;
    item.type = Type::List;
    item.views = std::move(items);
    return put(name, std::move(item));
}

View& View::object(std::string_view name, View value) & {
    Item item;
    item.type = Type::Object;
    item.views.push_back(std::move(value));
    return put(name, std::move(item));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): its values are moved out, which the tool does not see.
View& View::merge(View other) {
    for (auto& [name, item] : other.items_.entries_) put(name, std::move(item));
    return *this;
}

Shape parse_shape(std::string_view text, const Shapes& named) {
    return ShapeReader(text, named).read_all();
}

std::vector<std::string> violations(const View& view, const Shape& shape) {
    std::vector<std::string> found;
    find_violations(view, shape, "", found);
    return found;
}

}  // namespace charter
