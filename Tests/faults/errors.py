"""System calls that fail: once and for ever, and the fsync that must end the daemon."""

import random
import subprocess

import injection
import kills
import promises
from world import Daemon, Failure

FAULTS = {
    "EIO": "write pwrite64 rename link mkdir unlink".split(),
    "ENOSPC": "write pwrite64 mkdir rename link ftruncate".split(),
    "EDQUOT": "write pwrite64 mkdir".split(),
    "EMFILE": "openat".split(),
    "EACCES": "openat mkdir rename link unlink".split(),
}


def at_the_nth_call(context, share):
    """Each error at the n-th call, once and from then on; work goes on by itself or at the next start."""
    chance = random.Random(17)
    counts = kills.calls(context)
    # More often than this no thread makes the call, and the fault could not fire.
    points = [
        (errno, call, number, sticky)
        for errno, calls in FAULTS.items() for call in calls for number in (1, 2, 4, 8, 16, 32, 64, 128)
        for sticky in ("", "+") if loaded(call) + number <= counts[call]
    ]
    kills.reference(context)

    def fail(point):
        """Whether the error fired at this call and no earlier one, and whether the daemon ended by itself."""
        errno, call, number, sticky = point
        ended = False

        def drive(daemon, trace):
            nonlocal ended
            if sticky:
                injection.until_fired(daemon, trace, after=4)
            else:
                try:
                    daemon.settle(30)
                except Failure:
                    pass
            ended = not daemon.alive()
            # 127 is the dynamic loader's, before the daemon's first instruction.
            if ended and daemon.process.returncode not in (64, 69, 70, 71, 73, 74, 75, 78, 127):
                raise Failure(f"{errno} at {call} ended it with {daemon.process.returncode}: {daemon.words()}")

        fired = kills.at_or_before(number, lambda at: kills.under_fault(
            context, f"{errno}-{call}-{number}{sticky}-at-{at}", call, f"error={errno}", f"{loaded(call) + at}{sticky}",
            drive))
        return fired == number, ended

    results = context.each(chance.sample(points, max(1, len(points) // share)), fail)
    context.survived(
        len(results), "I1 I2 I3 I4 I5 I6 I7", earlier=sum(not in_place for in_place, _ in results),
        ended=sum(ended for _, ended in results))


def loaded(call):
    """How many of a call are the dynamic loader's, before the daemon's first instruction."""
    return 60 if call == "openat" else 0


def failing_fsync(context, share):
    """An EIO from fsync: the daemon ends with 75 and verifies at the next start; it never pretends."""
    counts = kills.calls(context)
    kills.reference(context)
    # More often than this no thread makes the call, and the fault could not fire.
    points = [
        (call, number) for call in ("fsync", "fdatasync") for number in range(1, counts[call] + 1, share)
    ]

    def fail(point):
        call, number = point

        def drive(daemon, trace):
            injection.until_fired(daemon, trace, after=15)
            if not injection.fired(trace):
                return
            try:
                daemon.process.wait(10)
            except subprocess.TimeoutExpired:
                raise Failure(f"{call} #{number} failed and gossand went on: {daemon.words()}") from None
            if daemon.process.returncode != 75:
                raise Failure(f"{call} #{number} failed: it ended with {daemon.process.returncode}: {daemon.words()}")

        return number == kills.at_or_before(number, lambda at: kills.under_fault(
            context, f"{call}-{number}-at-{at}", call, "error=EIO", at, drive))

    in_place = context.each(points, fail)
    if not in_place:
        raise Failure("no fsync was seen")
    context.survived(len(in_place), "I1 I2 I3 I4 I5 I6 I7", earlier=in_place.count(False))


def few_descriptors(context):
    """32 descriptors are enough, or at least nothing is lost and the next start goes on."""
    world = context.world("descriptors")
    daemon = Daemon(world, limit_files=32)
    world.drop_survey()
    daemon.settle(60)
    daemon.stop()
    promises.check_settled(world)
    promises.check_same(world, kills.reference(context))
    world.remove()
    context.survived(1, "I1 I2 I3 I4 I5 I6 I7")
