#include "generator/render/blocks.h"

#include <catch2/catch.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::blocks_test {
namespace {

std::string drawn(const std::string& block, const std::string& retention) {
    const SiteFixture fixture({{"site.yaml", town_settings},
                               {"data/retention.yaml", retention},
                               {"en/index.md", page_text({"title: Home"})}});
    const Scope scope = fixture.scope();
    const Source source{"en/index.md", ""};
    Diagnostics diagnostics;
    return Blocks(scope, fixture.site().pages.front(), source, diagnostics).render(block, "", {});
}

}  // namespace

TEST_CASE("how long cases and calls are kept stands on a page as the data says", "[blocks]") {
    const std::string html =
        drawn("retention", "- {kind: complaint, years: 5}\n- {kind: after-hours-call, years: 1}\n");
    CHECK(html.find("<dt>Complaint</dt><dd>5 years</dd>") != std::string::npos);
    CHECK(html.find("<dt>Call to the after-hours line</dt><dd>1 year</dd>") != std::string::npos);
    CHECK(drawn("retention", "").find("all are") != std::string::npos);
}

}  // namespace charter::blocks_test
