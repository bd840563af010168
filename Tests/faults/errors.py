"""System calls that fail: once and for ever, and the fsync that must end the daemon."""

import random

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
    done = missed = ended = 0
    points = [
        (errno, call, number, sticky)
        for errno, calls in FAULTS.items() for call in calls for number in (1, 2, 4, 8, 16, 32, 64, 128)
        for sticky in ("", "+")
    ]
    for errno, call, number, sticky in chance.sample(points, max(1, len(points) // share)):
        world = context.world(f"{errno}-{call}-{number}{sticky}")
        trace = world.base / "trace"
        # The first opens are the dynamic loader's.
        first = number + 60 if call == "openat" else number
        wrapper = injection.injecting(trace, call, f"error={errno}", f"{first}{sticky}")
        daemon = Daemon(world, wrapper, ready=20, must_start=False)
        world.drop_survey()
        try:
            daemon.settle(8 if sticky else 30)
        except Failure:
            pass
        if not daemon.alive():
            ended += 1
            if daemon.process.returncode not in (64, 69, 70, 71, 73, 74, 75, 78):
                raise Failure(f"{errno} at {call} ended it with {daemon.process.returncode}: {daemon.words()}")
        daemon.kill()
        if not injection.fired(trace):
            missed += 1
            world.remove()
            continue
        promises.check_nothing_lost(world)
        promises.check_output(world)
        kills.finish(context, world)
        world.remove()
        done += 1
    if done < 0.4 * (done + missed):
        raise Failure(f"{missed} of {done + missed} errors did not fire")
    context.survived(done, "I1 I2 I3 I4 I5 I6 I7", missed=missed, ended=ended)


def failing_fsync(context, share):
    """An EIO from fsync: the daemon ends with 75 and verifies at the next start; it never pretends."""
    done = missed = 0
    counts = kills.calls(context)
    for call in ("fsync", "fdatasync"):
        # More often than this no thread makes the call, and the fault could not fire.
        for number in range(1, counts[call] + 1, share):
            world = context.world(f"{call}-{number}")
            trace = world.base / "trace"
            daemon = Daemon(world, injection.injecting(trace, call, "error=EIO", number), ready=20, must_start=False)
            world.drop_survey()
            try:
                daemon.settle(15)
            except Failure:
                pass
            if not injection.fired(trace):
                missed += 1
                daemon.kill()
                world.remove()
                continue
            try:
                daemon.process.wait(10)
            except Exception:
                daemon.kill()
                raise Failure(f"{call} #{number} failed and gossand went on: {daemon.words()}") from None
            if daemon.process.returncode != 75:
                raise Failure(f"{call} #{number} failed: it ended with {daemon.process.returncode}: {daemon.words()}")
            daemon.kill()
            promises.check_nothing_lost(world)
            promises.check_output(world)
            kills.finish(context, world)
            world.remove()
            done += 1
    if done == 0:
        raise Failure("no fsync failed")
    context.survived(done, "I1 I2 I3 I4 I5 I6 I7", missed=missed)


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
