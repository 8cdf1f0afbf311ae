// The bare library answering every POST with one constant page: `bench_bare_http PORT BYTES`. For comparing look-ups.
#include <httplib.h>
#include <sys/socket.h>

#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string page(std::strtoul(argv[2], nullptr, 10), 'x');
    httplib::Server server;
    server.new_task_queue = [] { return new httplib::ThreadPool(64); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1000000);
    server.Post("/",
                [&](const httplib::Request&, httplib::Response& response) { response.set_content(page, "text/html"); });
    return server.listen("127.0.0.1", std::atoi(argv[1])) ? 0 : 3;
}
