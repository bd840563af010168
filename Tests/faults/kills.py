"""SIGKILL at system calls and at random moments."""

import os
import random
import threading
import time

import injection
import promises
from world import Daemon, Failure, World, geotiff, survey_files


def reference(context):
    """The bytes that an undisturbed daemon publishes, made once."""
    if context.reference is None:
        world = context.world("reference")
        daemon = Daemon(world)
        world.drop_survey()
        daemon.settle()
        daemon.stop()
        promises.check_settled(world)
        context.reference = promises.output_bytes(world)
        world.remove()
    return context.reference


def finish(context, world, rejected=(), seconds=90):
    """The start after a fault: READY, the end of work, and all promises."""
    daemon = Daemon(world)
    daemon.settle(seconds)
    daemon.stop()
    promises.check_settled(world, rejected)
    promises.check_same(world, reference(context))


def calls(context):
    """How often the thread that made most of them made each disk call in an ingest and publish without a fault."""
    if context.calls is None:
        world = context.world("counting")
        trace = world.base / "trace"
        daemon = Daemon(world, injection.tracing(trace, injection.CHANGING + ["openat"]), ready=60)
        world.drop_survey()
        daemon.settle(120)
        daemon.stop()
        context.calls = injection.most_by_thread(trace)
        world.remove()
    return context.calls


def under_fault(context, name, call, fault, when, drive=injection.until_fired):
    """One ingest and publish with a fault in it; whether it fired. All promises are checked where it did.

    `drive` waits for the fault and asks of the daemon what it must do then.
    """
    world = context.world(name)
    trace = world.base / "trace"
    daemon = Daemon(world, injection.injecting(trace, call, fault, when), ready=30, must_start=False)
    world.drop_survey()
    drive(daemon, trace)
    # Asked before the next line kills all that is left.
    has_fired = injection.fired(trace) > 0
    daemon.kill()
    if has_fired:
        promises.check_nothing_lost(world)
        promises.check_output(world)
        finish(context, world)
    world.remove()
    return has_fired


def at_or_before(number, attempt):
    """The number of the call at which `attempt` fired, at most `number`.

    Threads share the calls differently in each run: where none made the call so often this time, the fault is tried again
    at an earlier one, and the scenario fails where it does not fire at the first either.
    """
    while not attempt(number):
        if number == 1:
            raise Failure("a fault did not fire")
        number -= max(1, number // 4)
    return number


def at_every_call(context, share):
    """A three-file ingest and publish, killed at every disk system call; `share` takes each share-th of them."""
    expected = reference(context)
    counts = calls(context)
    points = [(call, number) for call in sorted(injection.CHANGING) for number in range(1, counts[call] + 1)]
    if len(points) < 100:
        raise Failure(f"only {len(points)} disk calls were seen: the trace is broken")
    offset = random.Random(7).randrange(share)

    def kill(point):
        call, number = point
        return number == at_or_before(
            number, lambda at: under_fault(context, f"kill-{call}-{number}-at-{at}", call, "signal=SIGKILL", at))

    in_place = context.each(points[offset::share], kill)
    if expected != reference(context):
        raise Failure("I7: the reference changed")
    context.survived(len(in_place), "I1 I2 I3 I4 I5 I6 I7", earlier=in_place.count(False))


def at_random(context, moments):
    """Killed at random moments while four senders write, in worlds of 250 moments."""
    worlds = [min(250, moments - begin) for begin in range(0, moments, 250)]
    killed = context.each(list(enumerate(worlds)), lambda world: killed_under_load(context, *world))
    context.survived(sum(killed), "I1 I2 I3 I4 I5 I6")


def killed_under_load(context, index, moments):
    """So many kills in one world; all promises at the end, those of the output after each."""
    world = context.world(f"random-{index}")
    chance = random.Random(11 + index)
    stop = threading.Event()
    lock = threading.Lock()
    failures = []

    def send(number):
        mine = random.Random(number)
        count = 0
        while not stop.is_set():
            data = geotiff(lambda c, r: float(number * 100000 + count + c), columns=4, rows=4)
            try:
                with lock:
                    world.drop(f"many-{number}-{count}.tif", data)
            except OSError as error:
                failures.append(error)
                return
            count += 1
            stop.wait(mine.uniform(0.2, 0.8))

    world.incoming.mkdir(parents=True)
    senders = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for sender in senders:
        sender.start()
    try:
        for _ in range(moments):
            daemon = Daemon(world)
            time.sleep(chance.uniform(0.0, 1.5))
            if not daemon.alive():
                raise Failure(f"gossand ended by itself: {daemon.words()}")
            daemon.kill()
            promises.check_output(world)
    finally:
        stop.set()
        for sender in senders:
            sender.join()
    if failures:
        raise Failure(f"a sender failed: {failures[0]}")
    world.drop_survey()
    daemon = Daemon(world)
    daemon.settle(1800)
    daemon.stop()
    promises.check_settled(world)
    world.remove()
    return moments


def terminated(context, moments):
    """SIGTERM at random moments: status 0 within ten seconds, nothing lost."""
    expected = reference(context)
    world = context.world("term")
    chance = random.Random(13)
    world.incoming.mkdir(parents=True)
    world.drop_survey()
    longest = 0.0
    for _ in range(moments):
        daemon = Daemon(world, ready=None)
        # Before its own first instruction no program can answer a signal.
        daemon.wait(daemon.hears_signals, 30, "handler of SIGTERM")
        time.sleep(0.0 + chance.uniform(0.0, 1.0))
        longest = max(longest, daemon.stop(expect=0))
    finish(context, world)
    if expected != reference(context):
        raise Failure("I7: the reference changed")
    world.remove()
    context.survived(moments, "I1 I2 I3 I4 I5 I6 I7", longest_stop=round(longest, 2))
