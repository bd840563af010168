#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

// Returns EPERM for one system call; falls through to the next test otherwise.
#define REFUSE(number)                                        \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1),      \
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

int csandbox_forgo(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return errno;
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#if defined(__x86_64__)
        // The x32 numbers are other names for the same calls: seccomp(2) warns of them.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
#endif
        REFUSE(SYS_socket),
        REFUSE(SYS_socketpair),
        REFUSE(SYS_connect),
        REFUSE(SYS_execve),
        REFUSE(SYS_execveat),
        REFUSE(SYS_ptrace),
        REFUSE(SYS_process_vm_readv),
        REFUSE(SYS_process_vm_writev),
        REFUSE(SYS_mount),
        REFUSE(SYS_bpf),
        REFUSE(SYS_keyctl),
        REFUSE(SYS_add_key),
        REFUSE(SYS_request_key),
        REFUSE(SYS_io_uring_setup),
        REFUSE(SYS_umount2),
        REFUSE(SYS_fsopen),
        REFUSE(SYS_open_tree),
        REFUSE(SYS_move_mount),
        REFUSE(SYS_chroot),
        REFUSE(SYS_pivot_root),
        REFUSE(SYS_unshare),
        REFUSE(SYS_setns),
        REFUSE(SYS_perf_event_open),
        REFUSE(SYS_userfaultfd),
        REFUSE(SYS_open_by_handle_at),
        REFUSE(SYS_init_module),
        REFUSE(SYS_finit_module),
        REFUSE(SYS_kexec_load),
        REFUSE(SYS_mknodat),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0) return errno;
    return 0;
}

int csandbox_limit(int which, unsigned long long value) {
    static const int resources[] = {RLIMIT_DATA, RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_NOFILE};
    struct rlimit limit;
    if (getrlimit(resources[which], &limit) != 0) return errno;
    // Whoever started this process may have set a lower limit, which cannot be raised and need not be.
    if (limit.rlim_max == RLIM_INFINITY || value < limit.rlim_max) limit.rlim_max = value;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(resources[which], &limit) == 0 ? 0 : errno;
}

static int allow(int ruleset, const char *path, uint64_t access) {
    int directory = open(path, O_PATH | O_CLOEXEC);
    if (directory < 0) return errno == ENOENT ? 0 : errno;
    struct stat status;
    if (fstat(directory, &status) != 0) {
        int failed = errno;
        close(directory);
        return failed;
    }
    // landlock(7): rights that only a directory has are refused for a file.
    if (!S_ISDIR(status.st_mode)) access &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
    struct landlock_path_beneath_attr rule = {.allowed_access = access, .parent_fd = directory};
    int failed = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0 ? errno : 0;
    close(directory);
    return failed;
}

int csandbox_confine(const char *const *readable, size_t readable_count,
                     const char *const *writable, size_t writable_count) {
    const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    const uint64_t writing = reading | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                             LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG;
    struct landlock_ruleset_attr attributes = {
        .handled_access_fs = writing | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_SYM |
                             LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK,
    };
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (ruleset < 0) return errno;
    int failed = 0;
    for (size_t i = 0; i < readable_count && !failed; i++) failed = allow(ruleset, readable[i], reading);
    for (size_t i = 0; i < writable_count && !failed; i++) failed = allow(ruleset, writable[i], writing);
    if (!failed && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) failed = errno;
    close(ruleset);
    return failed;
}

void csandbox_forget(void) { close_range(3, ~0U, 0); }

int csandbox_fork(int output, int errors, int *watch) {
    pid_t server = getpid();
    pid_t child = fork();
    if (child < 0) return -errno;
    if (child > 0) {
        // Both sides: whoever comes first, a signal to the group finds it.
        setpgid(child, child);
        *watch = (int)syscall(SYS_pidfd_open, child, 0);
        if (*watch >= 0) return child;
        int failed = errno;
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        return -failed;
    }
    setpgid(0, 0);
    // The server may have ended before the wish to end with it was heard.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != server) _exit(75);
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0 || dup2(nowhere, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) _exit(71);
    if (close_range(3, ~0U, 0) != 0) _exit(71);
    return 0;
}
