#include "server/handlers/uploads.h"

#include <unistd.h>

#include <array>
#include <string>
#include <utility>

#include "server/forms/rules.h"
#include "server/http/form_file.h"
#include "server/uploads/judge.h"
#include "server/uploads/photo_program.h"

namespace charter {
namespace {

constexpr std::size_t longest_name = 100;  // bytes

// Signs that turn the direction of what follows: in a name they can only hide what it ends with.
bool is_direction_sign(std::string_view sign) {
    constexpr std::array<std::string_view, 11> signs = {"\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d",
                                                        "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    for (const std::string_view each : signs) {
        if (each == sign) return true;
    }
    return false;
}

// As its sender calls it, without folders: what is behind the last slash, on one line, short enough to be shown.
std::string shown_name(std::string_view sent) {
    const std::string line = one_line(sent.substr(sent.find_last_of("/\\") + 1));
    std::string name;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at + 1;
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xc0U) == 0x80U) ++end;
        const auto sign = std::string_view(line).substr(at, end - at);
        if (name.size() + sign.size() > longest_name) break;
        if (!is_direction_sign(sign)) name += sign;
        at = end;
    }
    return name;
}

std::string_view fault_of(PhotoOutcome outcome) {
    switch (outcome) {
        case PhotoOutcome::NotAPhoto:
            return "unknown-kind";
        case PhotoOutcome::TooManyPixels:
            return "too-many-pixels";
        case PhotoOutcome::Damaged:
            return "damaged";
        case PhotoOutcome::Kept:
        case PhotoOutcome::Failed:
            break;
    }
    return "failed";
}

class Uploader {
  public:
    Uploader(const Visit& visit, std::string_view field, const Actor& by) : visit_(visit), field_(field), by_(by) {}

    std::variant<TakenUploads, StoreBusy> take() {
        std::size_t count = 0;
        for (const FormFile& file : visit_.files) {
            if (file.field != field_) continue;
            if (++count > uploads_max) {
                taken_.errors.push_back(field_error(field_, "too-many"));
                break;
            }
            if (!take_one(file)) return StoreBusy{};
        }
        return std::move(taken_);
    }

  private:
    // False if the disk fails; what is wrong with the file is an error.
    bool take_one(const FormFile& file) {
        const std::string name = shown_name(file.name);
        if (file.size > upload_bytes_max) return refuse("too-large", name);
        const auto kind = judge_file(first_bytes(visit_.request, file, judged_bytes));
        if (!kind) return refuse(file.size == 0 ? "damaged" : "unknown-kind", name);
        auto begun = visit_.app.store.files().begin();
        if (std::holds_alternative<StoreBusy>(begun)) return false;
        NewFile target = std::move(std::get<NewFile>(begun));
        if (!is_photo(*kind))
            return copy_to(visit_.request, file, target.descriptor()) && keep(std::move(target), *kind, name);
        const auto outcome = redraw(file, target);
        if (!outcome) return false;
        if (*outcome != PhotoOutcome::Kept) return refuse(fault_of(*outcome), name);
        return keep(std::move(target), *kind, name);
    }

    // The photo as sent stands in a file of its own while it is drawn. Nothing if the disk fails.
    std::optional<PhotoOutcome> redraw(const FormFile& file, const NewFile& target) {
        if (!visit_.app.photos) return PhotoOutcome::Failed;
        const auto begun = visit_.app.store.files().begin();
        const auto* as_sent = std::get_if<NewFile>(&begun);
        if (as_sent == nullptr || !copy_to(visit_.request, file, as_sent->descriptor()) ||
            ::lseek(as_sent->descriptor(), 0, SEEK_SET) != 0)
            return std::nullopt;
        return visit_.app.photos->redraw(as_sent->descriptor(), target.descriptor());
    }

    bool keep(NewFile target, FileKind kind, const std::string& name) {
        AddedFile facts;
        facts.kind = kind;
        facts.name = name;
        facts.at = visit_.now;
        facts.by = by_;
        auto finished = visit_.app.store.files().finish(std::move(target), std::move(facts));
        if (std::holds_alternative<StoreBusy>(finished)) return false;
        taken_.kept.push_back(std::move(std::get<KeptFile>(finished)));
        return true;
    }

    bool refuse(std::string_view fault, const std::string& name) {
        taken_.errors.push_back(upload_error(field_, fault, name));
        return true;
    }

    const Visit& visit_;
    std::string_view field_;
    Actor by_;
    TakenUploads taken_;
};

}  // namespace

FieldError upload_error(std::string_view field, std::string_view fault, const std::string& name) {
    FieldError error = field_error(field, fault);
    error.arguments.emplace_back("name", name.empty() ? "?" : name);
    return error;
}

bool is_there_already(const StepOutcome& outcome) {
    const auto* refusal = std::get_if<Refusal>(&outcome);
    return refusal != nullptr && refusal->kind == RefusalKind::Missing && refusal->need == Need::NewFile;
}

std::variant<TakenUploads, StoreBusy> take_uploads(const Visit& visit, std::string_view field, const Actor& by) {
    return Uploader(visit, field, by).take();
}

}  // namespace charter
