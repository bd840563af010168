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
    points = [
        (errno, call, number, sticky)
        for errno, calls in FAULTS.items() for call in calls for number in (1, 2, 4, 8, 16, 32, 64, 128)
        for sticky in ("", "+")
    ]
    kills.reference(context)

    def fail(point):
        """Whether the error fired, and whether the daemon ended by itself."""
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

        # The first opens are the dynamic loader's.
        first = number + 60 if call == "openat" else number
        name = f"{errno}-{call}-{number}{sticky}"
        return kills.under_fault(context, name, call, f"error={errno}", f"{first}{sticky}", drive), ended

    results = context.each(chance.sample(points, max(1, len(points) // share)), fail)
    done = sum(fired for fired, _ in results)
    missed = len(results) - done
    if done < 0.4 * (done + missed):
        raise Failure(f"{missed} of {done + missed} errors did not fire")
    context.survived(done, "I1 I2 I3 I4 I5 I6 I7", missed=missed, ended=sum(ended for _, ended in results))


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

        return kills.under_fault(context, f"{call}-{number}", call, "error=EIO", number, drive)

    fired = context.each(points, fail)
    done = fired.count(True)
    if done == 0:
        raise Failure("no fsync failed")
    context.survived(done, "I1 I2 I3 I4 I5 I6 I7", missed=fired.count(False))


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
