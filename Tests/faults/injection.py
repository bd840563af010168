"""System calls made to fail or to kill, by strace; a fault that did not fire is a failure of the test."""

import collections
import re
import subprocess
import time

# What changes a disk. openat is left out: most of them only read.
CHANGING = ("write pwrite64 writev pwritev fsync fdatasync rename renameat renameat2 unlink unlinkat rmdir link linkat "
            "symlink ftruncate mkdir fallocate").split()


def tracing(trace, calls=CHANGING, fast=True):
    """A wrapper that only counts."""
    command = ["strace", "-f", "-q", "-o", str(trace), "-e", "trace=" + ",".join(calls)]
    return command + (["--seccomp-bpf"] if fast else [])


def injecting(trace, call, fault, when):
    """A wrapper with one fault. strace counts `when` by thread, so the first thread that gets there has it.

    With --seccomp-bpf strace 6.1 injects errors and no signals, with -e signal=none neither, and says so nowhere; -qq
    hides that a process was killed.
    """
    return tracing(trace, [call], fast="signal=" not in fault) + ["-e", f"inject={call}:{fault}:when={when}"]


def most_by_thread(trace):
    """How often the thread that made most of them made each call."""
    counts = collections.Counter()
    with open(trace, errors="replace") as lines:
        for line in lines:
            if found := re.match(r"(\d+) +(\w+)\(", line):
                counts[found.group(1), found.group(2)] += 1
    most = collections.Counter()
    for (_, call), count in counts.items():
        most[call] = max(most[call], count)
    return most


def fired(trace):
    with open(trace, errors="replace") as lines:
        return sum("(INJECTED)" in line or "killed by SIGKILL" in line for line in lines)


def until_fired(daemon, trace, seconds=60, after=1):
    """Until the fault fired and `after` more seconds, the daemon ended or all work is done: a fault that comes again in
    each worker would have it try for ever."""
    end = time.monotonic() + seconds
    quiet_since = None
    while daemon.alive() and time.monotonic() < end:
        if fired(trace):
            daemon.sleep(after)
            return
        is_done = daemon.world.waiting() == 0 and daemon.world.published()
        quiet_since = (quiet_since or time.monotonic()) if is_done else None
        # A run that began before the last drop is followed by another.
        if quiet_since and time.monotonic() - quiet_since > 3:
            return
        time.sleep(0.1)


def available():
    return subprocess.run(["which", "strace"], capture_output=True).returncode == 0
