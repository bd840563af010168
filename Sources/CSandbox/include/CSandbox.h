#pragma once
#include <stddef.h>

/// Gives up for ever what a worker does not need: new privileges, core files, other programs and sockets (seccomp).
/// Returns 0, or an errno.
int csandbox_forgo(void);

/// Sets a limit of setrlimit(2), soft and hard. `which` is one of the constants below. Returns 0, or an errno.
int csandbox_limit(int which, unsigned long long value);
enum { CSANDBOX_DATA = 0, CSANDBOX_CPU = 1, CSANDBOX_FILE_SIZE = 2, CSANDBOX_DESCRIPTORS = 3 };

/// From now on only these paths (and what lies below them) can be read, and those written (Landlock).
/// A path that does not exist is passed over. Returns 0, ENOSYS or EOPNOTSUPP where the kernel has no Landlock, or
/// another errno.
int csandbox_confine(const char *const *readable, size_t readable_count,
                     const char *const *writable, size_t writable_count);

/// Closes every descriptor but the first three: whoever started this process may have left it some of its own.
void csandbox_forget(void);

/// Forks a process that writes to `output` and `errors` and has no other descriptor of this one's; it is the leader of a
/// group of its own and ends with this process. Gives 0 in it; here its number, with a descriptor in `watch` that can
/// be read when it has ended; a negative errno where there is none. Only for a process of one thread.
int csandbox_fork(int output, int errors, int *watch);
