// Connections that read, lent to one thread at a time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "server/store/connection.h"

namespace charter {

class Readers {
  public:
    Readers(const std::filesystem::path& file, std::size_t count);

    class Lease {
      public:
        Lease(Readers& readers, std::unique_ptr<Connection> connection)
            : readers_(&readers), connection_(std::move(connection)) {}
        ~Lease() { readers_->give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

      private:
        Readers* readers_;
        std::unique_ptr<Connection> connection_;
    };

    // Waits for one if all are lent.
    [[nodiscard]] Lease lend();

  private:
    void give_back(std::unique_ptr<Connection> connection);

    std::filesystem::path file_;
    std::size_t unopened_;  // a connection is opened when first needed
    std::mutex lock_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace charter
