#include "server/photo/confine.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include "server/uploads/photo_program.h"

namespace charter {
namespace {

constexpr rlim_t memory = rlim_t{768} * 1024 * 1024;
constexpr rlim_t seconds_of_computing = 15;

// A lower limit that the program was started with stays.
bool limit(__rlimit_resource resource, rlim_t most) {
    rlimit both{};
    if (::getrlimit(resource, &both) != 0) return false;
    both.rlim_max = std::min(both.rlim_max, most);
    both.rlim_cur = std::min(both.rlim_cur, most);
    return ::setrlimit(resource, &both) == 0;
}

#if defined(__x86_64__)
constexpr unsigned machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned machine = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned machine = 0;
#endif

// Answered with "not permitted". Threads and memory stay.
constexpr auto forbidden = std::to_array<unsigned>({
#ifdef __NR_open
    __NR_open,
    __NR_creat,
    __NR_fork,
    __NR_vfork,
    __NR_unlink,
    __NR_rename,
    __NR_mkdir,
    __NR_symlink,
    __NR_link,
#endif
    __NR_openat,
    __NR_openat2,
    __NR_unlinkat,
    __NR_renameat2,
    __NR_mkdirat,
    __NR_symlinkat,
    __NR_linkat,
    __NR_socket,
    __NR_socketpair,
    __NR_connect,
    __NR_bind,
    __NR_sendto,
    __NR_sendmsg,
    __NR_execve,
    __NR_execveat,
    __NR_ptrace,
    __NR_process_vm_readv,
    __NR_process_vm_writev,
    __NR_kill,
    __NR_tkill,
    __NR_io_uring_setup,
    __NR_bpf,
    __NR_mount,
    __NR_unshare,
    __NR_setns});

sock_filter load(std::size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset));
}
sock_filter give(unsigned action) {
    return BPF_STMT(BPF_RET | BPF_K, action);
}

std::vector<sock_filter> make_filter() {
    std::vector<sock_filter> filter = {load(offsetof(seccomp_data, arch)),
                                       BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0),
                                       give(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
    for (const unsigned call : forbidden) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        filter.push_back(give(SECCOMP_RET_ERRNO | EPERM));
    }
#if defined(__x86_64__)
    // The numbers of the x32 way of calling begin here.
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1));
    filter.push_back(give(SECCOMP_RET_KILL_PROCESS));
#endif
    filter.push_back(give(SECCOMP_RET_ALLOW));
    return filter;
}

}  // namespace

bool limit_resources() {
    return limit(RLIMIT_AS, memory) && limit(RLIMIT_CPU, seconds_of_computing) &&
           limit(RLIMIT_FSIZE, photo_result_max) && limit(RLIMIT_CORE, 0) &&
           ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

bool close_the_door() {
    std::vector<sock_filter> filter = make_filter();
    sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

}  // namespace charter
