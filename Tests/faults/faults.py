#!/usr/bin/env python3
"""Faults against real built programs, and the promises of docs/promises.md after each.

    Tests/faults/faults.py                      the fast subset, on .build/debug
    Tests/faults/faults.py --all                everything: `make faults`
    Tests/faults/faults.py --only NAME ...      some of it
    Tests/faults/faults.py --list

Prints each promise with the number of faults that it survived. Ends with 1 where a promise was broken or a fault did not
fire, and with 77 where nothing could be tried.
"""

import argparse
import collections
import concurrent.futures
import functools
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import arrivals  # noqa: E402
import clocks  # noqa: E402
import disks  # noqa: E402
import errors  # noqa: E402
import injection  # noqa: E402
import journals  # noqa: E402
import kills  # noqa: E402
import promises  # noqa: E402
import workers  # noqa: E402
from world import Daemon, Failure, World  # noqa: E402


class Context:
    """What the scenarios share: where to work, which programs, and the count of what was survived."""

    def __init__(self, base, programs, jobs=1):
        self.jobs = jobs
        self.base = pathlib.Path(base)
        self.programs = pathlib.Path(programs).resolve()
        self.reference = None
        self.calls = None
        self.counts = collections.Counter()
        self.faults = 0
        self.remarks = ""
        self.time = None

    def world(self, name):
        shutil.rmtree(self.base / name, ignore_errors=True)
        return World(self.base / name, self.programs)

    def undisturbed(self):
        """Seconds from a drop to a run without any fault."""
        if self.time is None:
            world = self.world("undisturbed")
            daemon = Daemon(world)
            begun = time.monotonic()
            world.drop_survey()
            daemon.wait(world.published, 120, "published run")
            self.time = time.monotonic() - begun
            daemon.stop()
            world.remove()
        return self.time

    def each(self, points, fault):
        """What `fault` gives for each point, `jobs` of them at once; each has a world of its own. The first failure ends
        it all."""
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            begun = [pool.submit(fault, point) for point in points]
            results = []
            try:
                for future in begun:
                    results.append(future.result())
                    if len(results) % 50 == 0:
                        print(f"         {len(results)} of {len(points)} points", file=sys.stderr, flush=True)
                return results
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def survived(self, count, which, **remarks):
        self.faults += count
        for promise in which.split():
            self.counts[promise] += count
        self.remarks = f"{count} faults" + "".join(f", {key} {value}" for key, value in remarks.items())


# name: (what runs fast, what runs with --all, what it needs)
SCENARIOS = {
    "kill-at-every-call": (lambda c: kills.at_every_call(c, 97), lambda c: kills.at_every_call(c, 1), "strace"),
    "kill-at-random": (lambda c: kills.at_random(c, 50), lambda c: kills.at_random(c, 1000), None),
    "terminate-at-random": (lambda c: kills.terminated(c, 8), lambda c: kills.terminated(c, 100), None),
    "error-at-nth-call": (lambda c: errors.at_the_nth_call(c, 40), lambda c: errors.at_the_nth_call(c, 1), "strace"),
    "fsync-fails": (lambda c: errors.failing_fsync(c, 13), lambda c: errors.failing_fsync(c, 1), "strace"),
    "32-descriptors": (errors.few_descriptors, errors.few_descriptors, None),
    "disk-full": (None, disks.full, "root"),
    "disk-read-only": (None, disks.read_only, "root"),
    "directory-vanishes": (disks.vanishing, disks.vanishing, None),
    "journal-damaged": (None, journals.damaged, None),
    "migration-killed": (None, journals.migrated, "strace"),
    "clock-jumps": (None, clocks.jumps, "compiler"),
    "inotify-overflow": (arrivals.overflow, arrivals.overflow, None),
    "100000-waiting": (None, arrivals.waiting, None),
    "four-writers": (lambda c: arrivals.writers(c, 1000), arrivals.writers, None),
    "archives-and-folders": (lambda c: arrivals.bundles(c, 10), lambda c: arrivals.bundles(c, 100), None),
    "duplicates": (arrivals.duplicates, arrivals.duplicates, None),
    "link-and-unlink": (arrivals.linked, arrivals.linked, None),
    "descriptor-kept": (arrivals.held_open, arrivals.held_open, None),
    "poison": (None, workers.poison, None),
    "workers-killed": (workers.killed, workers.killed, None),
    "silent-manager": (workers.silent_manager, workers.silent_manager, None),
    "second-daemon": (workers.second_daemon, workers.second_daemon, None),
    "reload": (workers.reloads, workers.reloads, None),
    "moved-back": (workers.returned, workers.returned, None),
}

# What `make test` runs: under a minute.
SAMPLE = {
    "kill-at-every-call": lambda c: kills.at_every_call(c, 400), "fsync-fails": lambda c: errors.failing_fsync(c, 30),
    "descriptor-kept": arrivals.held_open, "second-daemon": workers.second_daemon, "moved-back": workers.returned,
    "workers-killed": workers.killed,
}

# Those whose points are so many that a run over all takes hours.
BY_SHARE = {
    "kill-at-every-call": kills.at_every_call, "error-at-nth-call": errors.at_the_nth_call,
    "fsync-fails": errors.failing_fsync,
}

NEEDS = {
    "strace": (injection.available, "strace"),
    "root": (disks.can_mount, "root, for file systems of its own"),
    "compiler": (lambda: clocks.compiler() is not None, "a C compiler"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", default=".build/debug", help="where gossand and gossan-worker are")
    parser.add_argument("--all", action="store_true", help="everything, and every call")
    parser.add_argument("--only", nargs="+", choices=SCENARIOS, metavar="NAME", help="these scenarios alone")
    parser.add_argument("--sample", action="store_true", help="a few faults of a few scenarios: what `make test` runs")
    parser.add_argument("--share", type=int, help="each so-many-th point of kill-at-every-call and error-at-nth-call")
    parser.add_argument(
        "--jobs", type=int, default=1, help="so many points at once, in scenarios that have many (default 1)")
    parser.add_argument("--list", action="store_true", help="the scenarios' names")
    parser.add_argument("--keep", action="store_true", help="keep what a failure left")
    options = parser.parse_args()
    if options.list:
        print("\n".join(SCENARIOS))
        return 0
    for program in ("gossand", "gossan-worker"):
        if not (pathlib.Path(options.programs) / program).exists():
            print(f"faults: {options.programs}/{program} is not there: build it first", file=sys.stderr)
            return 77
    base = tempfile.mkdtemp(prefix="gossan-faults-")
    context = Context(base, options.programs, options.jobs)
    failed = 0
    for name, (fast, whole, need) in SCENARIOS.items():
        scenario = whole if options.all or (options.only and fast is None) else fast
        if options.share and name in BY_SHARE:
            scenario = functools.partial(BY_SHARE[name], share=options.share)
        if options.sample:
            scenario = SAMPLE.get(name)
        if scenario is None or (options.only and name not in options.only):
            continue
        if need and not NEEDS[need][0]():
            print(f"skipped  {name}: it needs {NEEDS[need][1]}", flush=True)
            continue
        begun = time.monotonic()
        context.remarks = ""
        try:
            scenario(context)
            print(f"survived {name}: {context.remarks} ({time.monotonic() - begun:.0f} s)", flush=True)
        except Failure as failure:
            failed += 1
            print(f"FAILED   {name}: {failure}", flush=True)
        finally:
            Daemon.kill_all()
    print(f"\n{context.faults} faults")
    for promise, text in promises.NAMES.items():
        print(f"{promise} survived {context.counts[promise]:6} faults: {text}")
    if not (failed and options.keep):
        shutil.rmtree(base, ignore_errors=True)
    else:
        print(f"what was left lies in {base}")
    return 1 if failed or not context.faults else 0


if __name__ == "__main__":
    sys.exit(main())
