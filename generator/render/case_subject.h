// What a case is about when it is lodged from a promise on a page: the standard, and the office and the service as far
// as only one of each can be meant. Nothing is guessed. Pure.
#pragma once

#include "generator/render/addresses.h"
#include "generator/render/part_views.h"

namespace charter {

// Views into the catalogue and `place`. Of the office: that of the place, or the one that its service has, or else the
// one whose charter promises the standard. Of the service: that of the place, or the one of its charter that is meant,
// or else the one that names the standard.
[[nodiscard]] CaseSubject subject_of(const Catalogue& catalogue, const Standard& standard, const CardPlace& place);

// The office that alone gives a service; empty if several do, or every one.
[[nodiscard]] std::string_view only_office_of(const Catalogue& catalogue, const Service& service);

}  // namespace charter
