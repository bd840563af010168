"""A clock that jumps: libfaketime moves the daemon's time of day while the kernel's goes on."""

import glob
import os
import time

import kills
import promises
from world import Daemon, Failure

CASES = {
    "an hour forth": ("+1h", "UTC"),
    "an hour back": ("-1h", "UTC"),
    "1970, no clock battery": ("@1970-01-01 00:00:10", "UTC"),
    "the night of daylight saving": ("@2026-10-25 02:59:58", "Europe/Berlin"),
    "the year 2060": ("@2060-06-01 12:00:00", "UTC"),
}


def library():
    found = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    return found[0] if found else None


def jumps(context):
    """The daemon starts under each clock, and the clock changes while it runs."""
    world = context.world("clocks")
    for case, (shift, zone) in CASES.items():
        setting = world.base / "clock"
        setting.write_text("+0\n")
        environment = {
            "LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(setting), "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": zone,
            # Where it is not set the library sets it, and a Swift program that begins with another environment than it
            # was started with does not find its arguments.
            "FAKETIME_SHARED": "/none /none",
        }
        daemon = Daemon(world, environment=environment)
        before = len(os.listdir(world.spool / "done"))
        setting.write_text(shift + "\n")
        time.sleep(1.5)
        for name, data in kills.survey_files().items():
            stem, _, ending = name.partition(".")
            world.drop(f"{stem}-{len(world.sent)}.{ending}", data)
        daemon.settle(240)
        if len(os.listdir(world.spool / "done")) <= before:
            raise Failure(f"{case}: nothing was taken")
        if not is_shifted(world):
            raise Failure(f"{case}: the clock did not change for the daemon")
        daemon.stop()
    promises.check_settled(world)
    world.remove()
    context.survived(len(CASES), "I1 I2 I3 I4 I5 I6")


def is_shifted(world):
    """Whether the last status was written by a clock that is off by half an hour or more."""
    import datetime
    import json
    newest = max(world.spool.glob("done/*/*.status.json"), key=os.path.getmtime)
    told = datetime.datetime.fromisoformat(json.loads(newest.read_text())["decidedAt"].replace("Z", "+00:00"))
    return abs((datetime.datetime.now(datetime.timezone.utc) - told).total_seconds()) > 1800
