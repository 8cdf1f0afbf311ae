// What a person most likely meant who named a document that is not there.
#pragma once

#include <string>

#include "generator/model/site.h"

namespace charter {

// The path, without language and ".md", of the page of the first language that is nearest; empty if none is near.
[[nodiscard]] std::string nearest_document(const Site& site, const std::string& wanted);

}  // namespace charter
