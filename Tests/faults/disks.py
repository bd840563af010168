"""Disks that are full, read-only or gone. Needs root, for small file systems of its own."""

import os
import pathlib
import subprocess
import time

import kills
import promises
from world import Daemon, Failure


class Disk:
    """A small file system in memory."""

    def __init__(self, path, options):
        self.path = pathlib.Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.path)], check=True)

    def fill_bytes(self):
        # One write a call, without a buffer: what a buffer still holds at its close would be an error by itself.
        filler = os.open(self.path / ".filler", os.O_WRONLY | os.O_CREAT, 0o644)
        for size in (1 << 16, 4096, 1):
            try:
                while True:
                    os.write(filler, b"x" * size)
            except OSError:
                pass
        os.close(filler)
        if (room := os.statvfs(self.path)).f_bavail * room.f_frsize > 4096:
            raise Failure(f"{self.path} is not full")

    def fill_inodes(self):
        folder = self.path / ".fillers"
        folder.mkdir()
        number = 0
        try:
            while True:
                (folder / str(number)).touch()
                number += 1
        except OSError:
            pass
        if os.statvfs(self.path).f_favail > 0:
            raise Failure(f"{self.path} has inodes left")

    def free(self):
        subprocess.run(["rm", "-rf", str(self.path / ".filler"), str(self.path / ".fillers")], check=True)

    def remount(self, how):
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.path)], check=True)

    def remove(self):
        # Once more for each bind that lies on top.
        while os.path.ismount(self.path) and subprocess.run(["umount", "-l", str(self.path)]).returncode == 0:
            pass


def can_mount():
    return os.geteuid() == 0


def full(context):
    """Spool, state, output and temporary directory, each full of bytes and of inodes; resumed within ten seconds."""
    slowest = 0.0
    done = 0
    for which in ("spool", "state", "out", "tmp"):
        for fill in ("bytes", "inodes"):
            world = context.world(f"full-{which}-{fill}")
            disk = Disk(world.base / which, "size=24m,nr_inodes=3000")
            try:
                environment = {}
                if which == "tmp":
                    environment["TMPDIR"] = str(disk.path)
                else:
                    world.places[which] = disk.path
                    world.write_config()
                daemon = Daemon(world, environment=environment)
                if which == "spool":
                    # The files themselves still fit: it is the copies that do not.
                    world.drop_survey()
                    getattr(disk, f"fill_{fill}")()
                else:
                    getattr(disk, f"fill_{fill}")()
                    world.drop_survey()
                time.sleep(4)
                if not daemon.alive():
                    raise Failure(f"a full {which} ended it: {daemon.words()}")
                promises.check_output(world)
                if which in ("state", "out") and world.published():
                    raise Failure(f"a run was published though {which} was full of {fill}: the fault did not fire")
                freed = time.monotonic()
                disk.free()
                daemon.wait(world.published, 60, "published run after there is room again")
                # Ten seconds until work goes on; the work itself takes what it takes without a fault.
                slowest = max(slowest, time.monotonic() - freed - context.undisturbed())
                daemon.settle(60)
                daemon.stop()
                promises.check_settled(world)
                promises.check_same(world, kills.reference(context))
                done += 1
            finally:
                disk.remove()
            world.remove()
    if slowest > 10:
        raise Failure(f"it went on only {slowest:.1f} s after there was room again")
    context.survived(done, "I1 I2 I3 I4 I5 I6 I7", slowest_resume=round(max(slowest, 0), 1))


def read_only(context):
    """The spool's and the state's file system become read-only and writable again."""
    for which in ("spool", "state", "out"):
        world = context.world(f"read-only-{which}")
        disk = Disk(world.base / which, "size=64m")
        try:
            world.places[which] = disk.path
            world.write_config()
            daemon = Daemon(world)
            if which == "spool":
                world.drop_survey()
                remounted = remount_until_done(disk)
            else:
                remounted = remount_until_done(disk)
                world.drop_survey()
            if not remounted:
                raise Failure(f"{which} could not be made read-only")
            time.sleep(3)
            disk.remount("rw")
            if not daemon.alive():
                if daemon.process.returncode != 75:
                    raise Failure(f"a read-only {which} ended it with {daemon.process.returncode}: {daemon.words()}")
                daemon.kill()
                daemon = Daemon(world)
            daemon.wait(world.published, 60, "published run after the disk is writable again")
            daemon.settle(60)
            daemon.stop()
            promises.check_settled(world)
            promises.check_same(world, kills.reference(context))
        finally:
            disk.remove()
        world.remove()
    context.survived(3, "I1 I2 I3 I4 I5 I6 I7")


def remount_until_done(disk):
    """remount,ro is refused while a file is open for writing; it is tried for a while, as an administrator does."""
    for _ in range(200):
        done = subprocess.run(["mount", "-o", "remount,ro", str(disk.path)], capture_output=True)
        if done.returncode == 0:
            return True
        # A journal is always open: the kernel's own way of turning a failing disk read-only is a bind on top.
        time.sleep(0.02)
    subprocess.run(["mount", "--bind", str(disk.path), str(disk.path)], check=True)
    return subprocess.run(["mount", "-o", "remount,ro,bind", str(disk.path)], capture_output=True).returncode == 0


def vanishing(context):
    """incoming/ is removed, the whole spool is renamed away and back, while the daemon runs."""
    world = context.world("vanishing")
    daemon = Daemon(world)
    os.rmdir(world.incoming)
    time.sleep(1.5)
    daemon.wait(world.incoming.exists, 10, "incoming/ made anew")
    away = world.home / "spool-away"
    os.rename(world.home / "spool", away)
    time.sleep(2)
    if not daemon.alive():
        raise Failure(f"a spool that is gone ended it: {daemon.words()}")
    if (world.home / "spool").exists():
        raise Failure("a spool was made where none is mounted")
    os.rename(away, world.home / "spool")
    world.drop_survey()
    daemon.wait(world.published, 60, "published run after the spool is back")
    daemon.settle()
    daemon.stop()
    promises.check_settled(world)
    promises.check_same(world, kills.reference(context))
    world.remove()
    context.survived(2, "I1 I2 I3 I4 I5 I6 I7")
