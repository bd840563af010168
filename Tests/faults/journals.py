"""A journal that is damaged or of an older version."""

import os
import random
import sqlite3

import injection
import kills
import promises
from world import Daemon, Failure


def filled(context, name):
    """A world whose survey is published and whose daemon has ended."""
    world = context.world(name)
    daemon = Daemon(world)
    world.drop_survey()
    daemon.settle()
    daemon.stop()
    return world


def damaged(context):
    """One bit, one page, the tail or all of it gone: moved aside, rebuilt, nothing lost, nothing scored twice."""
    chance = random.Random(19)
    done = 0
    replaced = 0
    for kind in ("bit", "bit", "bit", "page", "page", "tail", "zero", "gone", "text"):
        world = filled(context, f"journal-{kind}-{done}")
        for ending in ("-wal", "-shm"):
            if os.path.exists(f"{world.journal}{ending}"):
                os.unlink(f"{world.journal}{ending}")
        data = bytearray(world.journal.read_bytes())
        before = bytes(data)
        if kind == "bit":
            position = chance.randrange(100, len(data))
            data[position] ^= 1 << chance.randrange(8)
        elif kind == "page":
            start = 4096 * chance.randrange(1, len(data) // 4096)
            data[start:start + 4096] = chance.randbytes(4096)
        elif kind == "tail":
            del data[len(data) * 2 // 3:]
        elif kind == "zero":
            data = bytearray()
        elif kind == "text":
            data = bytearray(b"this is no journal\n" * 400)
        if kind == "gone":
            world.journal.unlink()
        else:
            if bytes(data) == before:
                raise Failure("the damage did nothing")
            world.journal.write_bytes(data)
        # The same files once more, under other names: they must be known.
        daemon = Daemon(world)
        for name, content in list(world.sent):
            world.drop("again-" + name if name.endswith(".tif") else name.replace("known", "known-again"), content)
        daemon.settle()
        daemon.stop()
        replaced += bool(list(world.state.glob("journal.sqlite.corrupt-*")))
        promises.check_settled(world)
        promises.check_same(world, kills.reference(context))
        world.remove()
        done += 1
    if replaced < 5:
        raise Failure(f"only {replaced} journals were seen to be damaged")
    context.survived(done, "I1 I2 I3 I4 I5 I6 I7", replaced=replaced)


def aged(context, name):
    """A world whose survey is published and whose journal is of version 1."""
    world = filled(context, name)
    with sqlite3.connect(world.journal) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(deliveries)")]
        for column in ("interruptions", "contents"):
            if column in columns:
                database.execute(f"ALTER TABLE deliveries DROP COLUMN {column}")
        database.execute("DELETE FROM grdb_migrations WHERE identifier > '1'")
    database.close()
    return world


def migrated(context):
    """A journal of version 1 whose migration is killed half-way, at every write and sync of the start that does it."""
    kills.reference(context)
    world = aged(context, "migration-counting")
    trace = world.base / "trace"
    Daemon(world, injection.tracing(trace), ready=60).kill()
    counts = injection.most_by_thread(trace)
    world.remove()
    points = [
        (call, number) for call in ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
        for number in range(1, min(counts[call], 16) + 1)
    ]

    def kill(point):
        call, number = point
        return number == kills.at_or_before(number, lambda at: killed_in_migration(context, f"{number}-at-{at}", call, at))

    in_place = context.each(points, kill)
    if len(in_place) < 4:
        raise Failure("no migration was seen")
    context.survived(len(in_place), "I1 I2 I3 I4 I5 I6 I7", earlier=in_place.count(False))


def killed_in_migration(context, name, call, number):
    """One migration, killed at a call and done by the next start; whether the kill fired."""
    world = aged(context, f"migration-{call}-{name}")
    trace = world.base / "trace"
    daemon = Daemon(world, injection.injecting(trace, call, "signal=SIGKILL", number), ready=20, must_start=False)
    has_fired = injection.fired(trace) > 0
    daemon.kill()
    if has_fired:
        kills.finish(context, world)
        with sqlite3.connect(world.journal) as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(deliveries)")]
        database.close()
        if "interruptions" not in columns:
            raise Failure("the migration was not done")
    world.remove()
    return has_fired
