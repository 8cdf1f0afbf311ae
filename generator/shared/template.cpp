#include "generator/shared/template.h"

#include <cassert>
#include <deque>
#include <kainjow/mustache.hpp>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "generator/shared/flat_template.h"
#include "generator/shared/words.h"

namespace charter {
namespace {

using kainjow::mustache::data;

// What the library asks for by name, made of the view when it is asked for: a layout asks for few of the names that a
// page declares. Every declared name has a value, if only "false": looked for further out, a list's item without a
// title would show the page's.
class ViewContext : public kainjow::mustache::basic_context<std::string> {
  public:
    ViewContext(const View& view, const Shape& shape) : scopes_{{&view, &shape, 0}} {}

    // The library pushes what it was given last, or the next item of the list that it was given before.
    void push(const data* value) override { scopes_.push_back(inside_of(value)); }

    // What was given inside is not needed any more.
    void pop() override {
        given_.resize(scopes_.back().given_before);
        scopes_.pop_back();
    }

    [[nodiscard]] const data* get(const std::string& name) const override {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (scope->shape == nullptr) continue;
            const auto declared = scope->shape->names.find(name);
            if (declared != scope->shape->names.end()) return value_of(find(*scope, name), declared->second);
            if (is_any_of_list(*scope, name))
                return is_set(find(*scope, std::string_view(name).substr(any_prefix.size()))) ? &true_ : &false_;
        }
        return nullptr;
    }

    [[nodiscard]] const data* get_partial(const std::string& /*name*/) const override { return nullptr; }

  private:
    struct Scope {
        const View* view = nullptr;
        const Shape* shape = nullptr;  // none: inside a text or a flag, which has no names
        std::size_t given_before = 0;
    };
    struct Given {
        data value;
        const std::vector<View>* views = nullptr;  // of a list or an object
        const Shape* shape = nullptr;
    };

    static const View::Item* find(const Scope& scope, std::string_view name) {
        const auto found = scope.view->items().find(name);
        return found == scope.view->items().end() ? nullptr : &found->second;
    }

    static bool is_any_of_list(const Scope& scope, std::string_view name) {
        const Shape* shape = find_in_scope(*scope.shape, name);
        return shape != nullptr && shape->kind == Shape::Kind::Flag;
    }

    static bool is_set(const View::Item* item) {
        if (item == nullptr) return false;
        switch (item->type) {
            case View::Type::Text:
                return !item->text.empty();
            case View::Type::Flag:
                return item->value;
            case View::Type::List:
                return !item->views.empty();
            case View::Type::Object:
                return !item->views.front().items().empty();
        }
        return false;
    }

    const data* value_of(const View::Item* item, const Shape& shape) const {
        if (!is_set(item)) return &false_;
        switch (item->type) {
            case View::Type::Text:
                return &given_.emplace_back(Given{data(item->text), nullptr, nullptr}).value;
            case View::Type::Flag:
                return &true_;
            case View::Type::List:
                return &given_.emplace_back(Given{as_many(item->views.size()), &item->views, &shape}).value;
            case View::Type::Object:
                return &given_.emplace_back(Given{data(true), &item->views, &shape}).value;
        }
        return &false_;
    }

    // Of a list the library needs to know only how long it is.
    static data as_many(std::size_t count) {
        data list(data::type::list);
        for (std::size_t i = 0; i < count; ++i) list.push_back(data(true));
        return list;
    }

    // A text or a flag has no inside.
    [[nodiscard]] Scope inside_of(const data* value) const {
        Scope scope{nullptr, nullptr, given_.size()};
        if (given_.empty() || given_.back().views == nullptr) return scope;
        const Given& last = given_.back();
        std::size_t index = 0;
        if (last.value.is_list()) {
            const data* const first = last.value.list_value().data();
            if (std::less<>()(value, first) || !std::less<>()(value, first + last.views->size())) return scope;
            index = static_cast<std::size_t>(value - first);
        } else if (value != &last.value) {
            return scope;
        }
        scope.shape = last.shape;
        scope.view = &last.views->at(index);
        return scope;
    }

    data true_{true};
    data false_{false};
    std::vector<Scope> scopes_;
    mutable std::deque<Given> given_;  // does not move what it holds
};

// Where the library puts what it has written.
struct Written {
    std::string text;
    Written& operator<<(const std::string& piece) {
        text += piece;
        return *this;
    }
};

}  // namespace

// The library's part waits for the first page: no site draws every layout in every language, and compiling them all
// took a third of a small build.
struct Template::Inside {
    Shape shape;
    std::string text;  // checked and flat, so that the library finds no fault in it
    std::once_flag once;
    std::optional<kainjow::mustache::mustache> compiled;

    kainjow::mustache::mustache& ready() {
        std::call_once(once, [this] {
            compiled.emplace(text);
            assert(compiled->is_valid());
            text = {};
        });
        return *compiled;
    }
};

Template::Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

Template Template::compile(const Source& layout, const std::map<std::string, Source, std::less<>>& partials,
                           const Shape& shape, const Words& words, Diagnostics& diagnostics) {
    auto text = flatten(layout, partials, shape, words, diagnostics);
    if (!text) return {};
    Template result;
    result.inside_ = std::make_unique<Inside>();
    result.inside_->shape = shape;
    result.inside_->text = std::move(*text);
    return result;
}

// The library's render() is not const, since a broken partial marks the template. There are no partials left in it, so
// it only reads and may run in many threads at once.
std::string Template::render(const View& view) const {
    if (!inside_) return {};
    ViewContext context(view, inside_->shape);
    Written written;
    inside_->ready().render(context, written);
    return std::move(written.text);
}

}  // namespace charter
