"""Workers that die, are killed or never end; a daemon that is started twice or told nonsense."""

import os
import pathlib
import shutil
import signal
import socket
import time

import kills
import promises
from world import Daemon, Failure, World, geotiff


def with_worker(context, name, script):
    """A world whose gossand finds another gossan-worker beside it: a script before the real one ($REAL)."""
    world = context.world(name)
    programs = world.base / "bin"
    programs.mkdir()
    shutil.copy2(context.programs / "gossand", programs / "gossand")
    worker = programs / "gossan-worker"
    server = pathlib.Path(__file__).with_name("forkserver.py")
    worker.write_text(f"#!/bin/bash\n[ \"$1\" = serve ] && exec python3 {server} \"$0\"\nREAL={context.programs / 'gossan-worker'}\n{script}\nexec \"$REAL\" \"$@\"\n")
    worker.chmod(0o755)
    world.programs = programs
    return world


def poison(context):
    """A file whose reader crashes, eats its memory or never ends is rejected after two tries; others go on."""
    cases = {
        "crash": 'grep -q many-poison "$2" 2>/dev/null && kill -SEGV $$',
        "abort": 'grep -q many-poison "$2" 2>/dev/null && kill -ABRT $$',
        # It ends as a library of C++ ends that gets no memory: the limit is the daemon's.
        "memory": 'grep -q many-poison "$2" 2>/dev/null && exec python3 ' + str(context.base / "eat.py"),
        "time": 'grep -q many-poison "$2" 2>/dev/null && exec sleep 600',
        "garbage": 'grep -q many-poison "$2" 2>/dev/null && { head -c 100000 /dev/urandom; exit 0; }',
        "chatter": 'grep -q many-poison "$2" 2>/dev/null && { yes chatter | head -c 9000000 >&2; kill -SEGV $$; }',
    }
    (context.base / "eat.py").write_text(
        "import os\ntry:\n    eaten = [bytearray(1 << 20) for _ in range(16_000)]\nexcept MemoryError:\n    os.abort()\n")
    for case, script in cases.items():
        count = '[ "$1" = run ] && grep -q many-poison "$2" && echo x >> ' + str(context.base / f"tries-{case}") + "\n"
        world = with_worker(context, f"poison-{case}", count + script)
        if case == "time":
            world.write_config(more="worker_seconds: 2\n")
        daemon = Daemon(world)
        world.drop("many-poison.tif", geotiff(lambda c, r: 1.0, 4, 4))
        world.drop_survey()
        daemon.settle(90)
        daemon.wait(lambda: (world.spool / "rejected" / "many-poison.tif").exists(), 60, "rejection")
        daemon.stop()
        tries = (context.base / f"tries-{case}").read_text().count("x")
        if tries != 2:
            raise Failure(f"{case}: it was tried {tries} times")
        promises.check_settled(world, rejected={"many-poison.tif"})
        world.remove()
    context.survived(len(cases), "I1 I2 I3 I4 I5 I6")


def killed(context):
    """The system kills workers from outside: no fault of the file, so it is tried again and accepted."""
    marks = context.base / "kills"
    script = (f'if [ "$1" = run ] && [ "$(cat {marks} 2>/dev/null | wc -l)" -lt 4 ]; then '
              f'echo x >> {marks}; kill -KILL $$; fi')
    world = with_worker(context, "killed", script)
    daemon = Daemon(world)
    world.drop_survey()
    daemon.settle(90)
    daemon.stop()
    if marks.read_text().count("x") != 4:
        raise Failure("the workers were not killed")
    promises.check_settled(world)
    promises.check_same(world, kills.reference(context))
    world.remove()
    context.survived(4, "I1 I2 I3 I4 I5 I6 I7")


def silent_manager(context):
    """A service manager that does not listen, so that its socket is soon full: nothing is held up by it."""
    world = context.world("silent")
    daemon = Daemon(world, ready=None, listening=False)
    other = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    other.setblocking(False)
    sent = 0
    try:
        while True:
            other.sendto(b"X=1", str(world.base / "notify"))
            sent += 1
    except BlockingIOError:
        pass
    world.drop_survey()
    for number in range(30):
        world.drop(f"many-{number}.tif", geotiff(lambda c, r: float(number), 4, 4))
    daemon.settle(120)
    if sent == 0:
        raise Failure("the queue was never full")
    daemon.stop()
    promises.check_settled(world)
    world.remove()
    context.survived(1, "I1 I2 I3 I5")


def second_daemon(context):
    """A second daemon on the same state ends with 73 and disturbs nothing."""
    world = context.world("second")
    daemon = Daemon(world)
    world.drop_survey()
    other = World(world.base / "other", world.programs)
    other.config.write_text(world.config.read_text())
    second = Daemon(other, ready=20, must_start=False)
    if second.process.poll() != 73:
        raise Failure(f"the second daemon: {second.process.poll()}: {second.words()}")
    second.kill()
    daemon.settle()
    daemon.stop()
    promises.check_settled(world)
    promises.check_same(world, kills.reference(context))
    world.remove()
    context.survived(1, "I3 I5")


def reloads(context):
    """SIGHUP with a broken configuration keeps the old one; with a good one it is taken over."""
    world = context.world("reloads")
    daemon = Daemon(world)
    good = (world.home / "campaign.yaml").read_text()

    def reload(campaign, config=None):
        before = sum("READY=1" in text for text in daemon.hear())
        (world.home / "campaign.yaml").write_text(campaign)
        if config is not None:
            world.config.write_text(config)
        os.kill(daemon.pid(), signal.SIGHUP)
        daemon.wait(lambda: sum("READY=1" in text for text in daemon.hear()) > before, 20, "READY after SIGHUP")
        if not any("RELOADING=1" in text and "MONOTONIC_USEC=" in text for text in daemon.told):
            raise Failure("no RELOADING=1 with MONOTONIC_USEC in one datagram")

    settings = world.config.read_text()
    reload(good.replace("kind: occurrences", "kind: nonsense"))
    reload(good, settings + "no_such_key: 1\n")
    if "stays as it was" not in daemon.words(20000):
        raise Failure(f"nothing says that the old configuration stays: {daemon.words()}")
    world.config.write_text(settings)
    reload(good.replace("many*.tif", "lots*.tif"))
    world.drop_survey()
    daemon.settle()
    world.drop("lots-1.tif", geotiff(lambda c, r: 2.0, 4, 4))
    daemon.settle()
    daemon.stop()
    promises.check_settled(world)
    world.remove()
    context.survived(3, "I1 I2 I3 I5")


def returned(context):
    """A rejected file that is moved back is looked at again, and again."""
    world = context.world("returned")
    daemon = Daemon(world)
    world.drop("stray.xyz", b"no layer takes this name\n")
    for _ in range(4):
        daemon.wait(lambda: (world.spool / "rejected" / "stray.xyz").exists(), 30, "rejection")
        daemon.wait(lambda: (world.spool / "rejected" / "stray.xyz.reason.txt").exists(), 5, "reason")
        time.sleep(0.5)
        os.rename(world.spool / "rejected" / "stray.xyz", world.incoming / "stray.xyz")
    daemon.wait(lambda: (world.spool / "rejected" / "stray.xyz").exists(), 30, "rejection")
    daemon.settle(30, run=False)
    daemon.stop()
    text = (world.spool / "rejected" / "stray.xyz.reason.txt").read_text()
    if "tmi*.tif" not in text and "layer" not in text:
        raise Failure(f"the reason is another one now: {text}")
    promises.check_settled(world, rejected={"stray.xyz"})
    world.remove()
    context.survived(4, "I1 I2")
