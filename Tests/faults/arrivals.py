"""Many files, many writers, odd ways to arrive."""

import hashlib
import io
import json
import os
import random
import signal
import threading
import time
import zipfile

import kills
import promises
from world import Daemon, Failure, geotiff, survey_files


def resident_mb(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def waiting_files(daemon):
    """What the daemon last told its service manager about incoming/."""
    for text in reversed(daemon.hear()):
        if "files waiting " in text:
            return int(text.split("files waiting ")[1].split()[0])
    return 0


def overflow(context, count=20000):
    """So many files while the daemon is stopped that inotify's queue overflows: all are seen."""
    with open("/proc/sys/fs/inotify/max_queued_events") as limit:
        if count <= int(limit.read()):
            raise Failure("the queue is longer than the files are many: the fault cannot fire")
    world = context.world("overflow")
    # A rescan of an hour: only the overflow itself can make the daemon list again.
    world.write_config(quiet="3600 s", rescan="3600 s")
    daemon = Daemon(world)
    time.sleep(1)
    os.kill(daemon.pid(), signal.SIGSTOP)
    for number in range(count):
        (world.incoming / f"many-{number}.tif").touch()
    os.kill(daemon.pid(), signal.SIGCONT)
    daemon.wait(lambda: waiting_files(daemon) == count, 60, f"sight of all {count} files")
    daemon.stop()
    world.remove()
    context.survived(1, "I1 I6")


def waiting(context, count=100000):
    """So many files at the start: READY within 30 s, resident memory below 300 MB."""
    world = context.world("waiting")
    world.write_config(quiet="3600 s", rescan="3600 s")
    world.incoming.mkdir(parents=True)
    for number in range(count):
        (world.incoming / f"many-survey-of-the-north-{number:06}.tif").touch()
    daemon = Daemon(world)
    daemon.wait(lambda: waiting_files(daemon) == count, 120, f"sight of all {count} files")
    memory = resident_mb(daemon.pid())
    ready = daemon.ready_after
    daemon.stop()
    world.remove()
    if memory > 300:
        raise Failure(f"{count} waiting files took {memory:.0f} MB")
    context.survived(1, "I6", ready_s=round(ready, 2), resident_mb=round(memory))


def writers(context, renames=10000):
    """Four writers that rename into place and replace what they sent: what is taken is always one whole version."""
    world = context.world("writers")
    daemon = Daemon(world)
    sent = set()
    lock = threading.Lock()

    def write(number):
        mine = random.Random(number)
        part = world.incoming / f".w{number}.part"
        for count in range(renames // 4):
            # Few names, so that most renames replace a file that waits or is being copied; no layer's name, so that
            # the verdict costs no worker.
            data = mine.randbytes(mine.randrange(1, 3000))
            with lock:
                sent.add(hashlib.sha256(data).hexdigest())
            part.write_bytes(data)
            os.rename(part, world.incoming / f"version-{mine.randrange(20)}.bin")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    daemon.settle(600, run=False)
    daemon.stop()
    found = promises.places(world)
    strangers = [digest for digest in found if digest not in sent]
    if strangers:
        raise Failure(f"I2: {len(strangers)} contents that nobody sent: a mixture of versions")
    if not found:
        raise Failure("nothing was taken")
    promises.check_journal(world, {}, {})
    world.remove()
    context.survived(renames, "I1 I2 I5", taken=len(found))


def bundles(context, moments):
    """Archives and folders, killed at random moments while they are copied, unpacked and examined: each is one drop,
    accepted once, and what was taken of it is whole."""
    world = context.world("bundles")
    world.incoming.mkdir(parents=True)
    chance = random.Random(29)
    sent = {}
    for number in range(moments):
        grid = geotiff(lambda c, r: float(number * 100 + c), 40, 40)
        if number % 2:
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"area/many-{number}.tif", grid)
                archive.writestr("readme.txt", "how it was flown")
            world.drop(f"delivery-{number}.zip", packed.getvalue())
            sent[f"delivery-{number}.zip"] = grid
        else:
            folder = world.base / f"delivery-{number}"
            (folder / "area").mkdir(parents=True)
            (folder / "area" / f"many-{number}.tif").write_bytes(grid)
            os.rename(folder, world.incoming / folder.name)
            sent[folder.name] = grid
        daemon = Daemon(world)
        time.sleep(chance.uniform(0.0, 1.2))
        daemon.kill()
    daemon = Daemon(world)
    daemon.settle(300, run=False)
    daemon.stop()
    found = {}
    for path in (world.spool / "done").glob("*/*.status.json"):
        status = json.loads(path.read_bytes())
        name = status["drop"]["parts"][0]["name"]
        if name in found:
            raise Failure(f"I3: {name} was accepted twice")
        found[name] = status["state"]
        (content,) = status["contents"]
        if (path.parent / content["path"]).read_bytes() != sent[name]:
            raise Failure(f"I2: what was taken of {name} is not what was sent")
    if sorted(found) != sorted(sent) or set(found.values()) != {"accepted"}:
        raise Failure(f"I1: {len(sent)} were sent; verdicts: {found}")
    promises.check_journal(world, {}, {})
    world.remove()
    context.survived(moments, "I1 I2 I3 I5 I6")


def duplicates(context):
    """The same bytes under other names, at once and one after another: scored once."""
    world = context.world("duplicates")
    daemon = Daemon(world)
    world.drop_survey()
    for number in range(10):
        world.drop(f"tmi-copy-{number}.tif", survey_files()["tmi.tif"])
    daemon.settle(120)
    daemon.stop()
    promises.check_settled(world)
    promises.check_same(world, kills.reference(context))
    world.remove()
    context.survived(10, "I1 I2 I3 I4 I5 I7")


def linked(context):
    """Arrivals by link() and unlink(), as sftp servers do it."""
    world = context.world("linked")
    daemon = Daemon(world)
    for name, data in survey_files().items():
        part = world.incoming / f".{name}.filepart"
        part.write_bytes(data)
        os.link(part, world.incoming / name)
        os.unlink(part)
        world.sent.append((name, data))
    daemon.settle(60)
    daemon.stop()
    promises.check_settled(world)
    promises.check_same(world, kills.reference(context))
    world.remove()
    context.survived(3, "I1 I2 I3 I4 I5 I7")


def held_open(context):
    """A writer that keeps its descriptor and goes on writing cannot change what was claimed."""
    world = context.world("held")
    daemon = Daemon(world)
    data = survey_files()["tmi.tif"]
    part = world.incoming / "tmi.tif.part"
    writer = open(part, "wb")
    writer.write(data)
    writer.flush()
    os.rename(part, world.incoming / "tmi.tif")
    world.sent.append(("tmi.tif", data))
    daemon.wait(lambda: world.waiting() == 0, 30, "claim")
    writer.write(b"more bytes that nobody sees")
    writer.flush()
    os.fsync(writer.fileno())
    writer.close()
    time.sleep(1)
    daemon.stop()
    promises.check_settled(world)
    world.remove()
    context.survived(1, "I1 I2")
