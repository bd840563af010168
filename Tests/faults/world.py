"""A campaign with its spool in a directory of its own, a real gossand on it, and small real survey files."""

import json
import math
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time

CAMPAIGN = """\
campaign: camp
grid: { crs: EPSG:32641, bounds: [380000, 3200000, 384000, 3204000], cell: 100 m }
layers:
  tmi:   { match: "tmi*.tif", kind: raster, resample: nearest }
  slope: { match: "slope*.tif", kind: raster, resample: nearest }
  many:  { match: "many*.tif", kind: raster, resample: nearest }
  known: { match: "known*.geojson", kind: occurrences }
models:
  ore: { op: weights-of-evidence, evidence: [tmi, slope], training: known, classes: { tmi: ascending, slope: ascending } }
targets: { of: ore, above: { quantile: 0.9 }, minimum_area: 1 ha }
"""


class Failure(Exception):
    """A promise that was not kept, or a fault that did not fire."""


def geotiff(value, columns=40, rows=40, west=380000.0, north=3204000.0, cell=100.0):
    """A Float32 GeoTIFF in EPSG:32641, uncompressed; value(column, row) gives the cells."""
    cells = b"".join(struct.pack("<f", value(c, r)) for r in range(rows) for c in range(columns))
    keys = struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32641)
    scale = struct.pack("<3d", cell, cell, 0)
    tie = struct.pack("<6d", 0, 0, 0, west, north, 0)
    entries = 14
    extra = 8 + 2 + entries * 12 + 4
    scale_at, tie_at, keys_at = extra, extra + len(scale), extra + len(scale) + len(tie)
    data_at = keys_at + len(keys)
    fields = [
        (256, 4, 1, columns), (257, 4, 1, rows), (258, 3, 1, 32), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, data_at), (277, 3, 1, 1), (278, 4, 1, rows), (279, 4, 1, len(cells)), (284, 3, 1, 1),
        (339, 3, 1, 3), (33550, 12, 3, scale_at), (33922, 12, 6, tie_at), (34735, 3, 16, keys_at),
    ]
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", entries)
    head += b"".join(struct.pack("<HHII", *field) for field in fields) + struct.pack("<I", 0)
    return head + scale + tie + keys + cells


def survey_files():
    """The three files of a full evaluation, by name."""
    points = [(381000 + 300 * i, 3201500 + 150 * i) for i in range(6)]
    features = [
        {"type": "Feature", "properties": {"name": f"showing {i}"},
         "geometry": {"type": "Point", "coordinates": list(to_degrees(*point))}}
        for i, point in enumerate(points)
    ]
    def near(c, r):
        x, y = 380050 + 100 * c, 3203950 - 100 * r
        return min(math.hypot(x - px, y - py) for px, py in points)
    return {
        "tmi.tif": geotiff(near),
        "slope.tif": geotiff(lambda c, r: near(c, r) + 50.0 * ((c * 7 + r * 3) % 11)),
        "known.geojson": json.dumps({"type": "FeatureCollection", "features": features}).encode(),
    }


def to_degrees(east, north):
    """UTM zone 41 north to longitude and latitude on WGS 84, good to a millimetre here (Snyder 1987, 8-17 to 8-25)."""
    a, f, k0 = 6378137.0, 1 / 298.257223563, 0.9996
    e2 = f * (2 - f)
    e1 = (1 - math.sqrt(1 - e2)) / (1 + math.sqrt(1 - e2))
    mu = north / k0 / (a * (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256))
    p = (mu + (3 * e1 / 2 - 27 * e1**3 / 32) * math.sin(2 * mu) + (21 * e1**2 / 16 - 55 * e1**4 / 32) * math.sin(4 * mu)
         + 151 * e1**3 / 96 * math.sin(6 * mu) + 1097 * e1**4 / 512 * math.sin(8 * mu))
    ep2 = e2 / (1 - e2)
    c, t = ep2 * math.cos(p)**2, math.tan(p)**2
    n = a / math.sqrt(1 - e2 * math.sin(p)**2)
    r = a * (1 - e2) / (1 - e2 * math.sin(p)**2)**1.5
    d = (east - 500000) / (n * k0)
    lat = p - n * math.tan(p) / r * (d**2 / 2 - (5 + 3 * t + 10 * c - 4 * c**2 - 9 * ep2) * d**4 / 24)
    lon = (d - (1 + 2 * t + c) * d**3 / 6) / math.cos(p)
    return math.degrees(lon) + 63, math.degrees(lat)


class World:
    """One campaign on disk. `places` sets spool, out and state elsewhere, as a server does."""

    def __init__(self, base, programs, **places):
        self.base = pathlib.Path(base)
        self.programs = pathlib.Path(programs)
        self.home = self.base / "camp"
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "campaign.yaml").write_text(CAMPAIGN)
        self.places = {name: pathlib.Path(path) for name, path in places.items()}
        self.config = self.base / "gossan.yaml"
        self.write_config()
        self.sent = []

    def write_config(self, quiet="0.2 s", rescan="1 s", more=""):
        lines = [f"campaigns: [{self.home}]", f"quiet_time: {quiet}", f"rescan: {rescan}", "workers: 2"]
        lines += [f"{name}: {path}" for name, path in self.places.items()]
        self.config.write_text("\n".join(lines) + "\n" + more)

    @property
    def spool(self):
        return (self.places.get("spool") or self.home / "spool") / "camp"

    @property
    def out(self):
        return (self.places.get("out") or self.home / "out") / "camp"

    @property
    def state(self):
        return self.places["state"] / "camp" if "state" in self.places else self.home / "state"

    @property
    def incoming(self):
        return self.spool / "incoming"

    @property
    def journal(self):
        return self.state / "journal.sqlite"

    def drop(self, name, data):
        """By the protocol: under a temporary name, durable, renamed."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        part = self.incoming / f"{name}.part"
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, self.incoming / name)
        self.sent.append((name, data))

    def drop_survey(self):
        for name, data in survey_files().items():
            self.drop(name, data)

    def published(self):
        return (self.out / "latest" / "manifest.json").exists()

    def waiting(self):
        """Files in incoming/ and drops in active/."""
        def count(folder, hidden):
            try:
                return [n for n in os.listdir(folder) if hidden or not n.startswith(".")]
            except FileNotFoundError:
                return []
        return len(count(self.incoming, True)) + len(count(self.spool / "active", False))

    def remove(self):
        shutil.rmtree(self.base, ignore_errors=True)


class Daemon:
    """A gossand process; what it tells its service manager is heard on a socket of ours."""

    started_ones = []

    @classmethod
    def kill_all(cls):
        """Ends what a scenario that failed left running."""
        for daemon in cls.started_ones:
            if daemon.process.poll() is None:
                daemon.kill()
        cls.started_ones.clear()

    def __init__(self, world, wrapper=(), environment=None, limit_files=None, ready=30.0, must_start=True,
                 listening=True):
        self.world = world
        self.log = world.base / "gossand.log"
        self.socket_path = str(world.base / "notify")
        if os.path.exists(self.socket_path):
            os.unlink(self.socket_path)
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(self.socket_path)
        self.told = []
        # As a service manager does: heard at once, so that its queue is never full.
        if listening:
            threading.Thread(target=self.listen, daemon=True).start()
        variables = dict(os.environ, NOTIFY_SOCKET=self.socket_path, **(environment or {}))
        command = list(wrapper) + [str(world.programs / "gossand"), "--config", str(world.config)]
        if limit_files:
            command = ["/bin/sh", "-c", f"ulimit -n {limit_files}; exec \"$@\"", "sh"] + command
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=variables, start_new_session=True)
        Daemon.started_ones.append(self)
        self.started = time.monotonic()
        self.ready_after = None
        if ready:
            self.wait_ready(ready, must_start)

    def listen(self):
        while True:
            try:
                data = self.notify.recv(65536)
            except OSError:
                return
            if not data:
                return
            self.told.append(data.decode())

    def hear(self):
        return list(self.told)

    def close(self):
        # A thread that waits in recv does not see a close; a shutdown wakes it.
        try:
            self.notify.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.notify.close()

    def wait_ready(self, seconds, must_start=True):
        end = self.started + seconds
        while time.monotonic() < end:
            if any("READY=1" in text for text in self.hear()):
                self.ready_after = time.monotonic() - self.started
                return True
            if self.process.poll() is not None:
                if must_start:
                    raise Failure(f"I6: gossand ended with {self.process.returncode} before READY: {self.words()}")
                return False
            time.sleep(0.01)
        if must_start:
            raise Failure(f"I6: not READY within {seconds} s: {self.words()}")
        return False

    def words(self, length=1500):
        return self.log.read_text(errors="replace")[-length:]

    def pid(self):
        """gossand's own process, also below a wrapper."""
        pid = self.process.pid
        for _ in range(3):
            if os.path.basename(os.readlink(f"/proc/{pid}/exe")) == "gossand":
                return pid
            children = open(f"/proc/{pid}/task/{pid}/children").read().split()
            if not children:
                return pid
            pid = int(children[0])
        return pid

    def hears_signals(self):
        """Whether it has a handler of its own for SIGTERM."""
        with open(f"/proc/{self.process.pid}/status") as status:
            caught = next(line for line in status if line.startswith("SigCgt:"))
        return int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1

    def alive(self):
        return self.process.poll() is None

    def wait(self, condition, seconds, what):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return time.monotonic()
            if not self.alive():
                return None
            time.sleep(0.02)
        raise Failure(f"no {what} in {seconds} s; gossand said: {self.words()}")

    def sleep(self, seconds):
        """Seconds, or until it ended."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass

    def settle(self, seconds=60, run=True):
        """Until nothing waits and, where asked, a run is published that holds all."""
        world = self.world
        def settled():
            return world.waiting() == 0 and (not run or world.published())
        self.wait(settled, seconds, "end of work")
        # A run that began before the last drop is followed by another.
        last = None
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.alive():
            now = os.readlink(world.out / "latest") if world.published() else ""
            if now == last and not list(world.out.glob("runs/.*")):
                return
            last = now
            time.sleep(0.5)

    def kill(self):
        """SIGKILL for it and its workers, as when the power goes."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.close()

    def stop(self, expect=0):
        """SIGTERM; it ends within ten seconds with status 0."""
        begun = time.monotonic()
        if self.alive():
            os.kill(self.pid(), signal.SIGTERM)
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failure(f"not ended 10 s after SIGTERM: {self.words()}") from None
        self.close()
        if expect is not None and status != expect:
            raise Failure(f"ended with {status} instead of {expect}: {self.words()}")
        return time.monotonic() - begun
