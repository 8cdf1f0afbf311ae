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
    View& set(std::string_view name, std::string text);  // Text or Html, as the shape says
    View& flag(std::string_view name, bool value);
    View& list(std::string_view name, std::vector<View> items);
    View& object(std::string_view name, View value);
    // All names of `other` put into this one.
    View& merge(const View& other);

    enum class Type { Text, Flag, List, Object };
    struct Item {
        Type type = Type::Text;
        std::string text;
        bool value = false;
        std::vector<View> views;  // a list's items, or the one object
    };
    [[nodiscard]] const std::map<std::string, Item, std::less<>>& items() const { return items_; }

  private:
    std::map<std::string, Item, std::less<>> items_;
};

// Parses the shape text; `named` resolves @references. Throws std::logic_error on a fault: shapes are code.
[[nodiscard]] Shape parse_shape(std::string_view text, const std::map<std::string, Shape, std::less<>>& named);

// Names a view sets that its shape does not declare, or sets as another kind; empty if it conforms. For tests and debug
// builds.
[[nodiscard]] std::vector<std::string> violations(const View& view, const Shape& shape);

// The shape of every layout, by the layout's name ("page", "track_case", ...), from shapes.cpp.
[[nodiscard]] const std::map<std::string, Shape, std::less<>>& layout_shapes();

}  // namespace charter
