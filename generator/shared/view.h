// The values a template sees, and the shape that declares their names. A View is built fresh for each page; a Shape is
// written once as text, so that templates can be checked before any page is rendered and a name can never go missing in
// silence.
//
// Shape text: names separated by white space.
//   name        text, escaped; empty text counts as absent, so {{#name}}..{{/name}} works
//   name!       HTML that is already safe; the only names {{{ }}} may hold
//   name?       a flag, for sections only
//   name[ .. ]  a list of objects with the names inside; templates may also ask {{#any_name}}: it is not empty
//   name{ .. }  an object that may be absent
//   @chrome     includes the shape called chrome
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace charter {

struct Shape {
    enum class Kind { Text, Html, Flag, List, Object };
    Kind kind = Kind::Object;
    std::map<std::string, Shape, std::less<>> names;  // of a list or an object
};

// A view under construction: named texts, flags, lists and objects. Setting a name twice replaces it.
class View {
  public:
    View& set(std::string_view name, std::string text) &;  // Text or Html, as the shape says
    View& flag(std::string_view name, bool value) &;
    View& list(std::string_view name, std::vector<View> items) &;
    View& object(std::string_view name, View value) &;
    // The same for a view that has no name yet: it is moved on, not copied.
    View&& set(std::string_view name, std::string text) && { return std::move(set(name, std::move(text))); }
    View&& flag(std::string_view name, bool value) && { return std::move(flag(name, value)); }
    View&& list(std::string_view name, std::vector<View> items) && { return std::move(list(name, std::move(items))); }
    View&& object(std::string_view name, View value) && { return std::move(object(name, std::move(value))); }
    // All names of `other` put into this one.
    View& merge(View other);

    enum class Type { Text, Flag, List, Object };
    struct Item {
        Type type = Type::Text;
        bool value = false;
        std::string text;
        std::vector<View> views;  // a list's items, or the one object
    };
    // By name, in the order in which they were first set. A page has many small views and asks each of them for all it
    // has: one run of memory costs less than a tree of names.
    class Items {
      public:
        using Entry = std::pair<std::string, Item>;
        using Entries = std::vector<Entry>;
        [[nodiscard]] Entries::const_iterator begin() const { return entries_.begin(); }
        [[nodiscard]] Entries::const_iterator end() const { return entries_.end(); }
        [[nodiscard]] bool empty() const { return entries_.empty(); }
        [[nodiscard]] Entries::const_iterator find(std::string_view name) const;
        // Throws std::out_of_range for a name that was not set.
        [[nodiscard]] const Item& at(std::string_view name) const;

      private:
        friend class View;
        Entries entries_;
    };
    [[nodiscard]] const Items& items() const { return items_; }

  private:
    View& put(std::string_view name, Item item);

    Items items_;
};

// Parses the shape text; `named` resolves @references. Throws std::logic_error on a fault: shapes are code.
[[nodiscard]] Shape parse_shape(std::string_view text, const std::map<std::string, Shape, std::less<>>& named);

// Names a view sets that its shape does not declare, or sets as another kind; empty if it conforms. For tests and debug
// builds.
[[nodiscard]] std::vector<std::string> violations(const View& view, const Shape& shape);

// The shape of every layout, by the layout's name ("page", "track_case", ...), from shapes.cpp.
[[nodiscard]] const std::map<std::string, Shape, std::less<>>& layout_shapes();

}  // namespace charter
