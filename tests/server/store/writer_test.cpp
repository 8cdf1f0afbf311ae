#include "server/store/writer.h"

#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_dir.h"

namespace charter::writer_test {
namespace {

// A writer on a table of numbers.
class Numbers {
  public:
    Numbers() {
        auto first = open();
        first->run_script("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
        writer_ = std::make_unique<Writer>(
            std::move(first), [this] { return open(); }, 100);
    }
    Writer* operator->() const { return writer_.get(); }

    // Keeps the writer at work until the result is destroyed, so that what is written meanwhile becomes one batch.
    [[nodiscard]] std::shared_ptr<void> hold() {
        auto go = std::make_shared<std::promise<void>>();
        auto begun = std::make_shared<std::promise<void>>();
        holder_ = std::thread([this, held = go->get_future().share(), begun] {
            (void)writer_->write([held, begun](Connection&) {
                begun->set_value();
                held.wait();
            });
        });
        begun->get_future().wait();
        return {nullptr, [this, go](void*) {
                    go->set_value();
                    holder_.join();
                }};
    }
    [[nodiscard]] std::string content() const {
        Connection connection(file(), Access::ReadOnly);
        Query query = connection.query("SELECT n FROM numbers ORDER BY n");
        std::string text;
        while (query.next()) text += std::to_string(query.number_at(0)) + " ";
        return text;
    }

  private:
    [[nodiscard]] std::filesystem::path file() const { return folder_ / "numbers.db"; }
    [[nodiscard]] std::unique_ptr<Connection> open() const {
        return std::make_unique<Connection>(file(), Access::Write);
    }

    TempDir folder_;
    std::unique_ptr<Writer> writer_;
    std::thread holder_;
};

void insert(Connection& connection, int number) {
    connection.query("INSERT INTO numbers (n) VALUES (?)").number(number).run();
}

// How each of the writes ended, in the order of the numbers.
std::string write_at_once(Numbers& numbers, int count, const std::function<void(Connection&, int)>& work) {
    std::vector<std::future<std::string>> outcomes;
    {
        const auto held = numbers.hold();
        for (int number = 0; number < count; ++number)
            outcomes.push_back(std::async(std::launch::async, [&numbers, &work, number]() -> std::string {
                try {
                    return numbers->write([&](Connection& connection) { work(connection, number); }) ? "busy"
                                                                                                     : "written";
                } catch (const std::exception& fault) {
                    return fault.what();
                }
            }));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    std::string text;
    for (auto& outcome : outcomes) text += outcome.get() + ", ";
    return text;
}

}  // namespace

TEST_CASE("a piece that fails takes back its own work and nothing of the others", "[writer]") {
    Numbers numbers;
    const std::string outcomes = write_at_once(numbers, 4, [](Connection& connection, int number) {
        insert(connection, number);
        if (number == 1) throw std::runtime_error("refused");
        insert(connection, number + 10);
    });
    CHECK(outcomes == "written, refused, written, written, ");
    CHECK(numbers.content() == "0 2 3 10 12 13 ");
    CHECK(numbers->trouble().empty());
}

TEST_CASE("what SQLite refuses is told as the store's error, to the one who asked for it", "[writer]") {
    Numbers numbers;
    REQUIRE_FALSE(numbers->write([](Connection& connection) { insert(connection, 2); }));
    const std::string outcomes = write_at_once(numbers, 3, insert);
    CHECK(outcomes == "written, written, the database could not be written: UNIQUE constraint failed: numbers.n, ");
    CHECK(numbers.content() == "0 1 2 ");
}

TEST_CASE("when the whole transaction is given up, everyone in it is told and nothing is kept", "[writer]") {
    Numbers numbers;
    const std::string outcomes = write_at_once(numbers, 3, [](Connection& connection, int number) {
        insert(connection, number);
        if (number == 1) {
            // As SQLite does by itself when the disk fails.
            connection.run_script("ROLLBACK");
            throw std::runtime_error("the disk failed");
        }
    });
    CHECK(outcomes.find("written, ") == std::string::npos);
    CHECK(outcomes.find("the disk failed, ") != std::string::npos);
    CHECK(numbers.content().empty());
    CHECK(numbers->trouble() == "the disk failed");
    CHECK_FALSE(numbers->write([](Connection& connection) { insert(connection, 7); }));
    CHECK(numbers.content() == "7 ");
    CHECK(numbers->trouble().empty());
}

}  // namespace charter::writer_test
