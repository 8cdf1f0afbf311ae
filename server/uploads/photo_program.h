// Photos are drawn anew by charter-photo, a program of its own (server/photo): what a picture's decoder does with
// hostile bytes ends there. It gets the photo as its input and gives the new one as its output, and has neither network
// nor files, little memory and little time.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <semaphore>

namespace charter {

inline constexpr std::size_t photo_pixels_max = 40'000'000;
inline constexpr std::size_t photo_result_max = std::size_t{16} * 1024 * 1024;  // bytes

// How charter-photo ends: its exit codes.
enum class PhotoOutcome {
    Kept = 0,
    NotAPhoto = 1,      // neither JPEG, PNG nor WebP, by its content
    TooManyPixels = 2,  // more than photo_pixels_max, by its header
    Damaged = 3,        // cut off, or not what its header says
    Failed = 4          // the program could not run, was killed, or took too long
};

// Where it is looked for: beside the program that runs. Throws std::filesystem::filesystem_error.
[[nodiscard]] std::filesystem::path photo_program_path();

class PhotoProgram {
  public:
    // `deadline`: for one photo; it is killed after that. `at_once`: how many may run, from 1 to 16; others wait.
    explicit PhotoProgram(std::filesystem::path program, std::chrono::milliseconds deadline = std::chrono::seconds(20),
                          std::size_t at_once = 2);

    // Reads `photo` from where it stands and writes the new one to `result`, both open files. Without metadata,
    // upright, of the same kind, at most 4,096 pixels wide and high. What stands in `result` is of use only if it was
    // Kept. Any thread.
    [[nodiscard]] PhotoOutcome redraw(int photo, int result);
    // Whether there is such a program.
    [[nodiscard]] bool is_there() const;

  private:
    std::filesystem::path program_;
    std::chrono::milliseconds deadline_;
    std::counting_semaphore<16> places_;
};

}  // namespace charter
