"""A clock that jumps: a library of our own moves the daemon's time of day while the kernel's goes on."""

import datetime
import os
import pathlib
import shutil
import subprocess
import time

import kills
import promises
from world import Daemon, Failure

HERE = pathlib.Path(__file__).resolve().parent
# Seconds to move by, or the time that the clock is to show.
CASES = {
    "an hour forth": (3600, "UTC"),
    "an hour back": (-3600, "UTC"),
    "1970, no clock battery": ("1970-01-01T00:00:10+00:00", "UTC"),
    "the night of daylight saving": ("2026-10-25T02:59:58+01:00", "Europe/Berlin"),
    "the year 2060": ("2060-06-01T12:00:00+00:00", "UTC"),
}


def compiler():
    return next((path for name in ("cc", "clang", "gcc") if (path := shutil.which(name))), None)


def library(folder):
    """Builds what is preloaded."""
    path = folder / "clock.so"
    subprocess.run([compiler(), "-shared", "-fPIC", "-O1", "-o", path, HERE / "clock.c"], check=True)
    return path


def offset(shift):
    if isinstance(shift, int):
        return shift
    return int(datetime.datetime.fromisoformat(shift).timestamp() - time.time())


def jumps(context):
    """The daemon starts under each clock, and the clock changes while it runs."""
    world = context.world("clocks")
    preloaded = library(world.base)
    for case, (shift, zone) in CASES.items():
        setting = world.base / "clock"
        setting.write_text("0\n")
        environment = {"LD_PRELOAD": str(preloaded), "CLOCK_OFFSET_FILE": str(setting), "TZ": zone}
        daemon = Daemon(world, environment=environment)
        before = len(os.listdir(world.spool / "done"))
        setting.write_text(f"{offset(shift)}\n")
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
    import json
    newest = max(world.spool.glob("done/*/*.status.json"), key=os.path.getmtime)
    told = datetime.datetime.fromisoformat(json.loads(newest.read_text())["decidedAt"].replace("Z", "+00:00"))
    return abs((datetime.datetime.now(datetime.timezone.utc) - told).total_seconds()) > 1800
