#!/usr/bin/env python3
"""Figures of a running daemon for Benchmarks/RESULTS.md; nothing here passes or fails.

    Tests/faults/measure.py --programs .build/release latency 1 100 10000
    Tests/faults/measure.py --programs .build/release idle 600
    Tests/faults/measure.py --programs .build/release soak 1800
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import promises  # noqa: E402
from world import Daemon, World, geotiff  # noqa: E402


def small(number):
    """A raster that no other number has: a Float32 holds whole numbers up to 2^24."""
    return geotiff(lambda c, r: float(number >> 20 if r else number & 0xFFFFF) + c / 16, columns=4, rows=4)


def usage(pid):
    """CPU seconds, resident MB, descriptors."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    resident = int(open(f"/proc/{pid}/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return cpu, resident, len(os.listdir(f"/proc/{pid}/fd"))


def latency(world, counts):
    for count in counts:
        daemon = Daemon(world)
        sent = {}
        begun = time.monotonic()
        for number in range(count):
            name = f"many-{count}-{number}.tif"
            world.drop(name, small(count * 100000 + number))
            sent[name] = time.time()
        daemon.wait(lambda: world.waiting() == 0, 7200, "verdict on every file")
        took = time.monotonic() - begun
        waits = []
        for status in (world.spool / "done").glob("*/*.status.json"):
            name = json.loads(status.read_bytes())["drop"]["parts"][0]["name"]
            if name in sent:
                waits.append(os.path.getmtime(status) - sent[name])
        waits.sort()
        cpu, resident, descriptors = usage(daemon.pid())
        daemon.stop()
        print(f"{count} files: all verdicts after {took:.2f} s; p50 {waits[len(waits) // 2]:.3f} s, "
              f"p99 {waits[min(len(waits) - 1, len(waits) * 99 // 100)]:.3f} s; daemon {cpu:.2f} CPU s, {resident:.0f} MB")


def idle(world, seconds):
    daemon = Daemon(world)
    time.sleep(3)
    before = usage(daemon.pid())
    time.sleep(seconds)
    after = usage(daemon.pid())
    daemon.stop()
    print(f"idle for {seconds} s: {after[0] - before[0]:.3f} CPU s, {after[1]:.1f} MB resident, {after[2]} descriptors")


def soak(world, seconds):
    """Random drops all the time, kills in the first two thirds, and what memory does in the last one."""
    chance = random.Random(23)
    daemon = Daemon(world)
    begun = time.monotonic()
    samples = []
    dropped = kills = 0
    while time.monotonic() < begun + seconds:
        for _ in range(chance.randrange(1, 6)):
            world.drop(f"many-soak-{dropped}.tif", small(dropped))
            dropped += 1
        time.sleep(chance.uniform(0.2, 2.0))
        if chance.random() < 0.02 and time.monotonic() < begun + seconds * 2 / 3:
            daemon.kill()
            kills += 1
            samples = []
            daemon = Daemon(world)
        else:
            samples.append((time.monotonic(),) + usage(daemon.pid())[1:])
    daemon.settle(600, run=False)
    daemon.stop()
    promises.check_settled(world)
    # Its first half minute of life fills caches.
    times, memory, descriptors = zip(*(sample for sample in samples if sample[0] > samples[0][0] + 30))
    slope = statistics.linear_regression(times, memory).slope * 3600
    print(f"soak of {seconds} s: {dropped} drops, {kills} kills, every promise held; in the {times[-1] - times[0]:.0f} s since "
          f"the last kill {slope:+.1f} MB/h, {memory[-1]:.0f} MB at the end, {min(descriptors)} to {max(descriptors)} descriptors")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", default=".build/release")
    parser.add_argument("what", choices=["latency", "idle", "soak"])
    parser.add_argument("numbers", nargs="+", type=int)
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="gossan-measure-")
    try:
        world = World(base, options.programs)
        if options.what == "latency":
            latency(world, options.numbers)
        elif options.what == "idle":
            world.write_config(quiet="30 s", rescan="60 s")
            idle(world, options.numbers[0])
        else:
            soak(world, options.numbers[0])
    finally:
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()
