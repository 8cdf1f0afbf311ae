// data/topics.yaml: what a case of a call to the after-hours line is. Used by registers.cpp, which tells what is wrong,
// and where the server's files are written.
#pragma once

#include <vector>

#include "generator/model/references.h"
#include "generator/model/site.h"
#include "generator/shared/call_topic.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/yaml.h"

namespace charter {

// The service of each topic is added to `references` where it is not nullptr. Codes: bad-field, missing-field,
// unknown-field, duplicate-id.
[[nodiscard]] std::vector<TopicCase> read_topics(const Source& source, const YamlValue& yaml, References* references,
                                                 Diagnostics& diagnostics);
// Of a site that has been read; what is wrong was told then.
[[nodiscard]] std::vector<TopicCase> topics_of(const Site& site);

}  // namespace charter
