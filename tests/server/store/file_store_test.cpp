// Photos and files beside the database: what is named is there, what is there is named.
#include "server/store/file_store.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <string>

#include "server/store/draft_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter::file_store_test {
namespace {

namespace fs = std::filesystem;

KeptFile kept(Store& store, std::string_view bytes, const std::string& name = "IMG_1.jpg") {
    auto begun = store.files().begin();
    REQUIRE(std::holds_alternative<NewFile>(begun));
    NewFile file = std::move(std::get<NewFile>(begun));
    REQUIRE(::write(file.descriptor(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    AddedFile facts;
    facts.name = name;
    facts.at = morning;
    auto finished = store.files().finish(std::move(file), facts);
    REQUIRE(std::holds_alternative<KeptFile>(finished));
    return std::move(std::get<KeptFile>(finished));
}

std::string new_draft(Store& store) {
    auto outcome = store.drafts().start(morning);
    REQUIRE(std::holds_alternative<NewDraft>(outcome));
    return std::get<NewDraft>(outcome).id;
}

DraftFileOutcome add(Store& store, const std::string& draft, std::string_view bytes,
                     const std::string& name = "IMG_1.jpg") {
    KeptFile file = kept(store, bytes, name);
    const auto outcome = store.files().add_to_draft(draft, file);
    REQUIRE(std::holds_alternative<DraftFileOutcome>(outcome));
    return std::get<DraftFileOutcome>(outcome);
}

std::size_t files_on_disk(const fs::path& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(files_path(folder)), fs::directory_iterator()));
}

std::string describe(const std::vector<AddedFile>& files) {
    std::string text;
    for (const AddedFile& file : files) text += file.name + " " + std::to_string(file.size) + "; ";
    return text;
}

LodgeRequest lodging_of_draft(const std::string& draft) {
    LodgeRequest request = lodging_at(morning);
    request.draft = draft;
    request.form_token = "token of " + draft;
    return request;
}

CaseFile find(Store& store, const CaseReference& reference) {
    auto file = store.cases().find_case(reference, everything);
    REQUIRE(file);
    return std::move(*file);
}

StepRequest adding(const KeptFile& file, const Actor& by) {
    StepRequest request;
    request.step = Step::AddFile;
    request.by = by;
    request.at = morning + std::chrono::hours(1);
    request.file = file.file;
    return request;
}

StepRequest removing(const std::string& id, const Actor& by) {
    StepRequest request;
    request.step = Step::RemoveFile;
    request.by = by;
    request.at = morning + std::chrono::hours(2);
    request.file = AddedFile{id, {}, {}, {}, {}, {}, {}};
    request.internal_note = "It shows another person's child.";
    return request;
}

}  // namespace

TEST_CASE("a draft keeps its files, each once, at most five, after a restart too", "[files]") {
    TestStore store;
    const std::string draft = new_draft(store.get());
    CHECK(add(store.get(), draft, "one", "a.jpg") == DraftFileOutcome::Added);
    CHECK(add(store.get(), draft, "one", "again.jpg") == DraftFileOutcome::Same);
    store.reopen();
    Store& now = store.get();
    for (const char* bytes : {"two!", "three", "four", "five"})
        CHECK(add(now, draft, bytes, std::string(bytes) + ".jpg") == DraftFileOutcome::Added);
    CHECK(add(now, draft, "six") == DraftFileOutcome::TooMany);
    CHECK(add(now, "nobody's draft", "seven") == DraftFileOutcome::NoDraft);
    CHECK(describe(now.files().of_draft(draft)) == "a.jpg 3; two!.jpg 4; three.jpg 5; four.jpg 4; five.jpg 4; ");
    CHECK(files_on_disk(store.folder()) == 5);  // what was not added is gone

    const std::string second = now.files().of_draft(draft).at(1).id;
    CHECK_FALSE(now.files().remove_from_draft("another draft", second));
    CHECK(files_on_disk(store.folder()) == 5);
    CHECK_FALSE(now.files().remove_from_draft(draft, second));
    CHECK(describe(now.files().of_draft(draft)) == "a.jpg 3; three.jpg 5; four.jpg 4; five.jpg 4; ");
    CHECK(files_on_disk(store.folder()) == 4);
}

TEST_CASE("a name of a draft's file does not stand in the database", "[files]") {
    TestStore store;
    const std::string draft = new_draft(store.get());
    CHECK(add(store.get(), draft, "one", "Nomsa Dlamini.jpg") == DraftFileOutcome::Added);
    store.close();
    CHECK(slurp(database_path(store.folder())).find("Nomsa") == std::string::npos);
    store.reopen();
}

TEST_CASE("files go with their draft when its time is over", "[files]") {
    TestStore store;
    Store& now = store.get();
    const std::string draft = new_draft(now);
    CHECK(add(now, draft, "one") == DraftFileOutcome::Added);
    now.files().forget_expired();
    CHECK(files_on_disk(store.folder()) == 1);
    now.drafts().forget_expired(morning + draft_life);
    now.files().forget_expired();
    CHECK(files_on_disk(store.folder()) == 0);
}

TEST_CASE("a case is lodged with the files of its draft, and sent twice has them once", "[files]") {
    TestStore store;
    Store& now = store.get();
    const std::string draft = new_draft(now);
    CHECK(add(now, draft, "one", "a.jpg") == DraftFileOutcome::Added);
    CHECK(add(now, draft, "two", "b.pdf") == DraftFileOutcome::Added);
    const Lodged lodged = lodge(now.cases(), lodging_of_draft(draft));
    CHECK(lodge(now.cases(), lodging_of_draft(draft)).repeated);
    const CaseFile file = find(now, lodged.reference);
    CHECK(describe(file.now.files) == "a.jpg 3; b.pdf 3; ");
    CHECK(file.events.size() == 3);
    CHECK(file.now.state == State::Received);
    CHECK(now.files().of_draft(draft).empty());
    CHECK(now.files().read(file.now.files.at(1)) == "two");
    CHECK(first_fault(store.settings()).empty());
    store.reopen();
    CHECK(store->files().read(file.now.files.at(0)) == "one");
    CHECK(verify(store.settings()).files == 2);
}

TEST_CASE("staff add a file once, and one that is removed leaves its trace and no bytes", "[files]") {
    TestStore store;
    Store& now = store.get();
    const StaffId officer_id = add_staff(now.staff());
    const StaffId above = add_staff(now.staff(), "sipho", Role::Supervisor);
    const Lodged lodged = lodge(now.cases());
    KeptFile file = kept(now, "scan", "letter.pdf");
    TakeStep adding_it = step_of(lodged.reference, adding(file, staff_actor(officer_id, Role::CustomerCareOfficer)));
    adding_it.form_token = "once";
    CHECK(outcome_text(now.cases().take_step(adding_it)) == "received");
    file.keep();
    CHECK(outcome_text(now.cases().take_step(adding_it)) == "repeated received");
    CHECK(describe(find(now, lodged.reference).now.files) == "letter.pdf 4; ");

    const std::string id = file.file.id;
    const Actor supervisor_actor = staff_actor(above, Role::Supervisor);
    CHECK(outcome_text(now.cases().take_step(
              step_of(lodged.reference, removing(id, staff_actor(officer_id, Role::CustomerCareOfficer))))) ==
          "not this actor");
    CHECK(outcome_text(now.cases().take_step(step_of(lodged.reference, removing("0", supervisor_actor)))) ==
          "missing known-file");
    CHECK(files_on_disk(store.folder()) == 1);
    CHECK(outcome_text(now.cases().take_step(step_of(lodged.reference, removing(id, supervisor_actor)))) == "received");
    CHECK(files_on_disk(store.folder()) == 0);
    const CaseFile after = find(now, lodged.reference);
    CHECK(after.now.files.empty());
    const CaseEvent& trace = after.events.back();
    CHECK(fact_of(trace, FactName::file) == id);
    CHECK(fact_of(trace, FactName::file_hash) == file.file.hash);
    CHECK(fact_of(trace, FactName::file_size) == "4");
    CHECK(text_of(trace, TextName::internal_note) == "It shows another person's child.");
    CHECK(trace.by == supervisor_actor);
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("the name of a removed file goes with it; those of others stay, and the chain verifies", "[files]") {
    TestStore store;
    Store& now = store.get();
    const StaffId above = add_staff(now.staff(), "sipho", Role::Supervisor);
    const std::string draft = new_draft(now);
    CHECK(add(now, draft, "one", "Zebedee Quagga naked.jpg") == DraftFileOutcome::Added);
    CHECK(add(now, draft, "other", "letter.jpg") == DraftFileOutcome::Added);
    const CaseReference reference = lodge(now.cases(), lodging_of_draft(draft)).reference;
    WorklistFilter by_name;
    by_name.languages = {"en"};
    by_name.question.words = "quagga";
    const auto found = [&] { return store->cases().worklist(everything, by_name, {morning, morning}).rows.size(); };
    REQUIRE(found() == 1);
    const std::string id = find(now, reference).now.files.at(0).id;
    CHECK(outcome_text(now.cases().take_step(step_of(reference, removing(id, staff_actor(above, Role::Supervisor))))) ==
          "received");
    const CaseFile after = find(now, reference);
    CHECK(text_of(after.events.at(1), TextName::file_name).empty());
    CHECK(after.events.at(1).texts.at("file-name").erased);
    CHECK_FALSE(after.events.at(1).texts.at("file-name").hash.empty());
    CHECK(text_of(after.events.at(2), TextName::file_name) == "letter.jpg");
    CHECK(found() == 0);
    CHECK(first_fault(store.settings()).empty());
    store.close();
    CHECK(slurp(database_path(store.settings().folder)).find("Quagga") == std::string::npos);
}

TEST_CASE("a name that was erased without its file being removed is noticed", "[files]") {
    TestStore store;
    const std::string draft = new_draft(store.get());
    CHECK(add(store.get(), draft, "one") == DraftFileOutcome::Added);
    CHECK(add(store.get(), draft, "other", "letter.jpg") == DraftFileOutcome::Added);
    const CaseReference reference = lodge(store->cases(), lodging_of_draft(draft)).reference;
    const StaffId above = add_staff(store->staff(), "sipho", Role::Supervisor);
    const std::string id = find(store.get(), reference).now.files.at(0).id;
    CHECK(outcome_text(store->cases().take_step(
              step_of(reference, removing(id, staff_actor(above, Role::Supervisor))))) == "received");
    store.alter("UPDATE event_texts SET text = '', salt = '', erased = 1 WHERE event = 3 AND name = 'file-name'");
    CHECK(first_fault(store.settings()).find("event 3: a text of it was erased") != std::string::npos);
}

TEST_CASE("what nothing names is swept away when the database is opened", "[files]") {
    TestStore store;
    const std::string draft = new_draft(store.get());
    CHECK(add(store.get(), draft, "one") == DraftFileOutcome::Added);
    spill(files_path(store.folder()) / "0123456789abcdef0123456789abcdef", "orphan");
    spill(files_path(store.folder()) / "incoming-abc", "body of a form");
    store.reopen();
    CHECK(files_on_disk(store.folder()) == 1);
    CHECK(store->files().of_draft(draft).size() == 1);
}

TEST_CASE("verify names a file that is missing or was altered, and its row", "[files]") {
    TestStore store;
    const std::string draft = new_draft(store.get());
    CHECK(add(store.get(), draft, "one") == DraftFileOutcome::Added);
    const Lodged lodged = lodge(store->cases(), lodging_of_draft(draft));
    const AddedFile file = find(store.get(), lodged.reference).now.files.at(0);
    const fs::path path = files_path(store.folder()) / file.id;
    const std::string place = "case " + lodged.reference.text() + ", event 2: ";
    spill(path, "One");
    CHECK(first_fault(store.settings()) == place + "its file " + file.id + " was altered");
    CHECK_THROWS_AS(store->files().read(file), StoreError);
    fs::remove(path);
    CHECK(first_fault(store.settings()) == place + "its file " + file.id + " is missing");
    CHECK_FALSE(store->files().read(file));
    spill(path, "one");
    CHECK(first_fault(store.settings()).empty());
    store.alter("DELETE FROM files");
    CHECK(first_fault(store.settings()) == place + "its rows in the table of files do not fit its events");
}

TEST_CASE("killed between the file and the commit, a file is an orphan that the next start removes", "[files][kill]") {
    TempDir folder;
    const StoreSettings settings = store_settings(folder / "data");
    Store::open(settings).reset();
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const auto store = Store::open(settings);
        auto begun = store->files().begin();
        NewFile file = std::move(std::get<NewFile>(begun));
        (void)!::write(file.descriptor(), "bytes", 5);
        auto finished = store->files().finish(std::move(file), {});
        ::raise(SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK_FALSE(fs::is_empty(files_path(settings.folder)));
    CHECK(first_fault(settings).empty());
    const auto store = Store::open(settings);
    CHECK(fs::is_empty(files_path(settings.folder)));
}

TEST_CASE("erasing a case takes its files, and the history still verifies", "[files]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "south");
    const std::string draft = new_draft(*store.operator->());
    REQUIRE(add(*store.operator->(), draft, "one") == DraftFileOutcome::Added);
    REQUIRE(add(*store.operator->(), draft, "two", "IMG_2.jpg") == DraftFileOutcome::Added);
    const Lodged lodged = lodge(store->cases(), lodging_of_draft(draft));
    REQUIRE(files_on_disk(store.folder()) == 2);
    StepRequest erasing = plain_step(Step::Erase, staff_actor(head, Role::HeadOffice), morning);
    erasing.internal_note = "Asked by the person at the counter.";
    const StepOutcome outcome = store->cases().take_step(step_of(lodged.reference, erasing));
    REQUIRE(std::holds_alternative<Taken>(outcome));
    CHECK(std::get<Taken>(outcome).file.now.files.empty());
    CHECK(files_on_disk(store.folder()) == 0);
    const StoreSettings settings = store.settings();
    store.close();
    CHECK(first_fault(settings).empty());
}

TEST_CASE("where no file can be made the store is busy and nothing is left", "[files]") {
    TestStore store;
    fs::remove_all(files_path(store.folder()));
    spill(files_path(store.folder()), "a file where the folder should be");
    CHECK(std::holds_alternative<StoreBusy>(store->files().begin()));
    fs::remove(files_path(store.folder()));
    fs::create_directory(files_path(store.folder()));
    CHECK(std::holds_alternative<NewFile>(store->files().begin()));
    CHECK(files_on_disk(store.folder()) == 0);
}

}  // namespace charter::file_store_test
