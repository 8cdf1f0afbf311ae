// The whole server without a socket: a small town's site, a store of its own, one account for each role and office, a
// clock that stands until it is moved.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "server/http/message.h"
#include "server/routes.h"
#include "server/staff/csrf.h"
#include "server/store/case_store.h"
#include "server/store/file_store.h"
#include "server/store/staff_store.h"
#include "tests/server/store/store_fixture.h"
#include "tests/support/site_build.h"

namespace charter {

// Offices: head-office; north-1 and north-2 in the north; south-1 in the south.
inline const std::filesystem::path& built_town() {
    static const TempDir folder;
    static const std::filesystem::path out = [] {
        const std::filesystem::path site = folder / "site";
        std::filesystem::copy(
            source_path("tests/sites/full"), site,
            std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
        spill(site / "data/regions.yaml", "- id: north\n  name: {en: North}\n- id: south\n  name: {en: South}\n");
        std::string offices = slurp(site / "data/offices.yaml");
        for (const auto& [id, region] : {std::pair{"north-1", "north"}, {"north-2", "north"}, {"south-1", "south"}})
            offices += fmt::format(
                "- id: {0}\n  name: {{en: Office {0}}}\n  type: local\n  region: {1}\n  parent: head-office\n"
                "  status: example\n",
                id, region);
        spill(site / "data/offices.yaml", offices);
        spill(site / "data/duty.yaml",
              "- {id: nights, title: {en: Night post}, office: north-1, phone: 021 000 0001, times: [{from: \"16:00\", "
              "until: \"07:30\"}]}\n"
              "- {id: days, title: {en: Day post}, office: north-2, phone: 021 000 0002, times: [{days: [wednesday], "
              "from: \"07:30\", until: \"16:00\"}]}\n");
        spill(
            site / "data/responses.yaml",
            "- {id: received, step: acknowledge, title: {en: We have it}, text: {en: \"{greeting}. We have it.\"}}\n");
        spill(site / "data/topics.yaml", "- {topic: street-children, kind: report, service: street-lights}\n");
        const SiteBuild build = run_build(options_for(site, folder / "out"));
        INFO(build.findings);
        REQUIRE(std::filesystem::exists(folder / "out" / "catalogue.json"));
        return folder / "out";
    }();
    return out;
}

class DeskServer {
  public:
    DeskServer()
        : site_(built_town()), app_{site_, *store_.operator->(), [this] { return now_; }, DatabaseKind::Real, {}} {}

    Store& store() { return *store_.operator->(); }
    TestStore& test_store() { return store_; }
    [[nodiscard]] Instant now() const { return now_; }
    void move_clock(std::chrono::seconds by) { now_ += by; }
    [[nodiscard]] const Catalogue& catalogue() const { return site_catalogue_->catalogue; }

    // Signs in as an account of that role and office, made at the first call; its name.
    const std::string& sign_in(Role role, const std::string& office) {
        const std::string name = fmt::format("{}.{}", key_of(role), office.empty() ? "none" : office);
        if (!sessions_.contains(name)) {
            const StaffId id = add_staff(store().staff(), name, role, office);
            const auto session = store().staff().sign_in(name, "correct horse battery", now_);
            REQUIRE(std::holds_alternative<StaffSession>(session));
            ids_.emplace(name, id);
            sessions_.emplace(name, std::get<StaffSession>(session).token);
        }
        return sessions_.find(name)->first;
    }
    [[nodiscard]] StaffId id_of(const std::string& name) const { return ids_.at(name); }
    [[nodiscard]] const std::string& session_of(const std::string& name) const { return sessions_.at(name); }

    // The browser of that person got this cookie.
    void use_session(const std::string& name, const std::string& token) { sessions_[name] = token; }
    void need_second_factor(const std::vector<Role>& roles) { app_.second_factor_roles = roles; }

    [[nodiscard]] std::string logged(std::string_view path) const { return logged_path(path, app_); }

    CaseReference lodge_case(const std::string& office, const std::function<void(Lodging&)>& change = {}) {
        Lodging lodging = complaint();
        lodging.office = office;
        if (change) change(lodging);
        return lodge(store().cases(), lodging_at(now_, lodging)).reference;
    }

    // A small PDF file of that case; its id.
    std::string add_file(const CaseReference& reference) {
        constexpr std::string_view bytes = "%PDF-1.4 words that nobody else may see";
        NewFile begun = std::get<NewFile>(store().files().begin());
        REQUIRE(::write(begun.descriptor(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
        AddedFile facts;
        facts.name = "letter.pdf";
        facts.kind = FileKind::Pdf;
        facts.at = now_;
        KeptFile kept = std::get<KeptFile>(store().files().finish(std::move(begun), facts));
        TakeStep request{reference, {}, {}, {}};
        request.step.step = Step::AddFile;
        request.step.by = complainant();
        request.step.at = now_;
        request.step.file = kept.file;
        REQUIRE(std::holds_alternative<Taken>(store().cases().take_step(request)));
        kept.keep();
        return kept.file.id;
    }

    // As that person's browser; "": as anybody's.
    Response get(const std::string& name, const std::string& path, const FieldMap& query = {}) {
        Request request = request_of(name, "GET", path);
        request.query = query;
        return answer(request, app_);
    }
    // With the token of the person's session.
    Response post(const std::string& name, const std::string& path, const TextMap& fields = {}) {
        Request request = request_of(name, "POST", path);
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        for (const auto& [field, value] : fields)
            request.body += fmt::format("{}={}&", field, encode_query_value(value));
        if (!name.empty()) request.body += "csrf=" + csrf_token(store().secrets(), sessions_.at(name));
        return answer(request, app_);
    }

    // A form in which a field may stand more than once.
    Response post_all(const std::string& name, const std::string& path,
                      const std::vector<std::pair<std::string, std::string>>& fields) {
        Request request = request_of(name, "POST", path);
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        for (const auto& [field, value] : fields)
            request.body += fmt::format("{}={}&", field, encode_query_value(value));
        request.body += "csrf=" + csrf_token(store().secrets(), sessions_.at(name));
        return answer(request, app_);
    }
    // The same as a form with one file.
    Response post_file(const std::string& name, const std::string& path, const TextMap& fields,
                       std::string_view content) {
        Request request = request_of(name, "POST", path);
        request.headers["content-type"] = "multipart/form-data; boundary=edge";
        TextMap all = fields;
        if (!name.empty()) all.emplace("csrf", csrf_token(store().secrets(), sessions_.at(name)));
        for (const auto& [field, value] : all)
            request.body +=
                fmt::format("--edge\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", field, value);
        request.body += fmt::format(
            "--edge\r\nContent-Disposition: form-data; name=\"photo\"; "
            "filename=\"letter.pdf\"\r\n\r\n{}\r\n--edge--\r\n",
            content);
        return answer(request, app_);
    }
    // As a form that brings files: name and bytes of each.
    Response upload(const std::string& path, const TextMap& fields,
                    const std::vector<std::pair<std::string, std::string>>& files, const std::string& name = "") {
        Request request = request_of(name, "POST", path);
        request.headers["content-type"] = "multipart/form-data; boundary=edge";
        TextMap all = fields;
        if (!name.empty()) all.emplace("csrf", csrf_token(store().secrets(), sessions_.at(name)));
        for (const auto& [field, value] : all)
            request.body +=
                fmt::format("--edge\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", field, value);
        for (const auto& [file, bytes] : files)
            request.body += fmt::format(
                "--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{}\"\r\nContent-Type: "
                "application/octet-stream\r\n\r\n{}\r\n",
                file, bytes);
        request.body += "--edge--\r\n";
        return answer(request, app_);
    }

  private:
    Request request_of(const std::string& name, std::string_view method, const std::string& path) {
        Request request;
        request.method = method;
        request.path = path;
        request.remote_addr = "192.0.2.1";
        if (!name.empty()) request.cookies["__Host-staff"] = sessions_.at(name);
        return request;
    }

    TestStore store_;
    PublishedSite site_;
    std::shared_ptr<const Published> site_catalogue_ = site_.current();
    Instant now_ = morning;
    App app_;
    std::map<std::string, std::string> sessions_;
    std::map<std::string, StaffId> ids_;
};

// What a browser is told, whole.
inline std::string text_of(const Response& response) {
    std::string text = std::to_string(response.status) + "\n";
    for (const auto& [name, value] : response.headers) text += name + ": " + value + "\n";
    for (const Cookie& cookie : response.cookies) text += cookie.name + "=" + cookie.value + "\n";
    return text + response.body;
}

inline std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

inline bool says(const Response& response, std::string_view part) {
    return text_of(response).find(part) != std::string::npos;
}

}  // namespace charter
