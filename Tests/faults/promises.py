"""The promises of docs/promises.md, checked on what lies on the disk."""

import collections
import hashlib
import json
import os
import sqlite3

from world import Failure

NAMES = {
    "I1": "every dropped file is in exactly one of incoming, active, done, rejected",
    "I2": "its SHA-256 equals the sender's",
    "I3": "each SHA-256 is scored exactly once",
    "I4": "no partial file is visible in the output, every published file matches its manifest",
    "I5": "the journal passes integrity_check and foreign_key_check",
    "I6": "READY within 30 s without a human",
    "I7": "the same drops give the same bytes",
}


def sha(data):
    return hashlib.sha256(data).hexdigest()


def places(world):
    """Where each content lies: sha -> list of places; what the daemon writes itself is left out."""
    found = collections.defaultdict(list)
    for state in ("incoming", "active", "done", "rejected"):
        for folder, _, names in os.walk(world.spool / state):
            for name in names:
                if name.startswith(".") or name.endswith((".status.json", ".reason.txt", ".done", ".sha256", ".md5")):
                    if not name.startswith(".original-"):
                        continue
                path = os.path.join(folder, name)
                if os.path.islink(path) or not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    found[sha(file.read())].append(state)
    return found


def check_nothing_lost(world):
    """After a fault, before the restart: the bytes of every sent file are somewhere in the spool."""
    found = places(world)
    for name, data in world.sent:
        if not found.get(sha(data)):
            raise Failure(f"I1: {name} is nowhere")


def check_settled(world, rejected=()):
    """After the restart and the end of work: I1 to I5."""
    found = places(world)
    sent = collections.Counter(sha(data) for _, data in world.sent)
    names = {sha(data): name for name, data in world.sent}
    for digest, count in sent.items():
        here = found.get(digest, [])
        if len(here) != count:
            raise Failure(f"I1: {names[digest]} was sent {count} times and lies in {here or 'no place'}")
        if any(place not in ("done", "rejected") for place in here):
            raise Failure(f"I1: {names[digest]} has no verdict: {here}")
    for digest in found:
        if digest not in sent:
            raise Failure(f"I2: bytes in {found[digest]} that nobody sent: {digest}")
    check_journal(world, sent, names, rejected)
    check_output(world)


def check_journal(world, sent, names, rejected=()):
    with sqlite3.connect(f"file:{world.journal}?mode=ro", uri=True) as database:
        if (answer := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            raise Failure(f"I5: {answer[:3]}")
        if answer := database.execute("PRAGMA foreign_key_check").fetchall():
            raise Failure(f"I5: foreign keys: {answer[:3]}")
        for digest, name in names.items():
            rows = database.execute(
                "SELECT verdict, count(*) FROM deliveries WHERE sha = ? GROUP BY verdict", (digest,)).fetchall()
            counts = dict(rows)
            expected = {"rejected": sent[digest]} if name in rejected else {"accepted": 1}
            if sent[digest] > 1 and name not in rejected:
                expected["duplicate"] = sent[digest] - 1
            if counts != expected:
                raise Failure(f"I3: {name} has verdicts {counts}, not {expected}")
    database.close()


def check_output(world):
    """Every visible run is whole and as its manifest says; also while the daemon works."""
    runs = world.out / "runs"
    if not runs.exists():
        return
    for run in sorted(os.listdir(runs)):
        if run.startswith("."):
            continue
        manifest_path = runs / run / "manifest.json"
        if not manifest_path.exists():
            raise Failure(f"I4: run {run} has no manifest")
        manifest = json.loads(manifest_path.read_bytes())
        told = {output["path"]: output["sha256"] for output in manifest["outputs"]}
        there = {
            os.path.relpath(os.path.join(folder, name), runs / run)
            for folder, _, names in os.walk(runs / run) for name in names
        } - {"manifest.json"}
        if there != set(told):
            raise Failure(f"I4: run {run} holds {sorted(there ^ set(told))[:5]} against its manifest")
        for path, digest in told.items():
            if sha((runs / run / path).read_bytes()) != digest:
                raise Failure(f"I4: {run}/{path} is not what its manifest says")


def output_bytes(world):
    """The latest run's name and the hash of every file in it: what I7 compares."""
    latest = world.out / "latest"
    files = {}
    for folder, _, names in os.walk(latest.resolve()):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, latest.resolve())] = sha(file.read())
    return os.readlink(latest), files


def check_same(world, reference):
    if output_bytes(world) != reference:
        ours, theirs = output_bytes(world), reference
        differ = [path for path in set(ours[1]) | set(theirs[1]) if ours[1].get(path) != theirs[1].get(path)]
        raise Failure(f"I7: run {ours[0]} differs from {theirs[0]} in {sorted(differ)[:5]}")
