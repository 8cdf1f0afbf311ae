#include "generator/render/case_subject.h"

#include <algorithm>

namespace charter {
namespace {

bool holds(const std::vector<std::string>& ids, std::string_view id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The one id, or none where there are several.
class OnlyOne {
  public:
    void add(std::string_view id) {
        if (id.empty() || id == id_) return;
        is_several_ = !id_.empty();
        id_ = is_several_ ? id_ : id;
    }
    [[nodiscard]] std::string_view id() const { return is_several_ ? std::string_view() : id_; }

  private:
    std::string_view id_;
    bool is_several_ = false;
};

bool is_open(const Catalogue& catalogue, std::string_view office) {
    const Office* found = find_office(catalogue, office);
    return found != nullptr && !found->closed;
}

// Steps in dealing with any case, whatever service it is about, even if one service alone names them.
bool is_of_every_case(const Standard& standard) {
    return standard.clock == Clock::Acknowledge || standard.clock == Clock::Review || standard.clock == Clock::Refer;
}

std::string_view service_of(const Catalogue& catalogue, const Standard& standard, const CardPlace& place) {
    if (!place.service.empty()) return place.service;
    const CharterEdition* charter = place.charter;
    if (charter != nullptr && charter->services.size() == 1) return charter->services.front();
    if (is_of_every_case(standard)) return {};
    OnlyOne only;
    for (const Service& service : catalogue.services) {
        if (service.not_ours || !holds(service.standards, standard.id)) continue;
        only.add(service.id);
    }
    return only.id();
}

std::string_view office_of(const Catalogue& catalogue, const Standard& standard, const CardPlace& place) {
    if (place.charter != nullptr) return place.charter->office;
    if (!place.office.empty()) return place.office;
    if (!place.service.empty()) {
        const Service* service = find_service(catalogue, place.service);
        return service == nullptr ? std::string_view() : only_office_of(catalogue, *service);
    }
    OnlyOne only;
    for (const CharterEdition& charter : catalogue.charters)
        if (holds(charter.standards, standard.id)) only.add(charter.office);
    return is_open(catalogue, only.id()) ? only.id() : std::string_view();
}

}  // namespace

std::string_view only_office_of(const Catalogue& catalogue, const Service& service) {
    if (service.offices.size() != 1 || !is_open(catalogue, service.offices.front())) return {};
    return service.offices.front();
}

CaseSubject subject_of(const Catalogue& catalogue, const Standard& standard, const CardPlace& place) {
    return {{}, office_of(catalogue, standard, place), service_of(catalogue, standard, place), standard.id};
}

}  // namespace charter
