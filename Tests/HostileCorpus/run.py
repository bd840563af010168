#!/usr/bin/env python3
"""The hostile corpus through a real daemon, twice and in two orders: every verdict as expected.

    Tests/HostileCorpus/run.py --programs .build/debug [--seed 1] [--report FILE]

Each worker has ten seconds and 512 MiB; the daemon's own memory stays flat. Ends with 1 where a verdict differs.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "faults"))

from world import Daemon, Failure, World  # noqa: E402

CAMPAIGN = """\
campaign: camp
grid: { crs: EPSG:32641, bounds: [378000, 3198000, 386000, 3206000], cell: 100 m }
layers:
  rasters: { match: "r-*", kind: raster }
  names:   { match: "v-*", kind: points }
"""


def verdicts(world, corpus):
    """What became of each drop, by its number, from what lies in done/ and rejected/."""
    index = json.loads((corpus / "expected.json").read_text())
    by_file = {}
    for entry in index:
        for name in os.listdir(os.fsencode(corpus / "drops" / f"{entry['number']:03}")):
            by_file[name] = entry["number"]
    found = {}
    for name in os.listdir(os.fsencode(world.spool / "rejected")):
        if name in by_file:
            found[by_file[name]] = "rejected"
    for status in (world.spool / "done").glob("*/*.status.json"):
        told = json.loads(status.read_bytes())
        for part in told["drop"]["parts"]:
            name = bytes_of(part["name"])
            if name in by_file:
                found[by_file[name]] = told["state"]
    return index, found


def bytes_of(encoded):
    import urllib.parse
    return urllib.parse.unquote_to_bytes(encoded)


def resident_kb(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def run(corpus, programs, seed, sample=None):
    base = pathlib.Path(tempfile.mkdtemp(prefix="gossan-corpus-"))
    try:
        world = World(base, programs)
        (world.home / "campaign.yaml").write_text(CAMPAIGN)
        world.write_config(quiet="1 s", rescan="1 s", more="stall_time: 2 s\nworker_memory: 512 MiB\nworker_seconds: 10\n")
        daemon = Daemon(world)
        order = sorted(os.listdir(corpus / "drops"))
        random.Random(seed).shuffle(order)
        order = order[:sample]
        memory = []
        for part in range(0, len(order), 40):
            for number in order[part:part + 40]:
                source = os.fsencode(corpus / "drops" / number)
                # A checksum first; a .done last, as one that is older than its file speaks of another.
                order_of = lambda name: (name.endswith(b".done"), not name.endswith(b".sha256"))  # noqa: E731
                for name in sorted(os.listdir(source), key=order_of):
                    target = os.path.join(os.fsencode(world.incoming), name)
                    path = os.path.join(source, name)
                    if os.path.islink(path) or not os.path.isfile(path):
                        subprocess.run(["cp", "-dR", "--", path, target], check=True)
                    else:
                        temporary = os.path.join(os.fsencode(world.incoming), b".upload.part")
                        shutil.copyfile(path, temporary)
                        os.rename(temporary, target)
            daemon.wait(lambda: world.waiting() == 0, 600, "verdict on every file")
            memory.append(resident_kb(daemon.pid()))
        daemon.stop()
        index, found = verdicts(world, corpus)
        chosen = {int(number) for number in order}
        index = [entry for entry in index if entry["number"] in chosen]
        reasons = {}
        for entry in index:
            for name in os.listdir(os.fsencode(corpus / "drops" / f"{entry['number']:03}")):
                path = os.path.join(os.fsencode(world.spool / "rejected"), name + b".reason.txt")
                if os.path.exists(path):
                    text = open(path, errors="replace").read()
                    reasons[entry["number"]] = next((l for l in text.splitlines() if l.startswith("What:")), "")
        return index, found, reasons, memory
    finally:
        shutil.rmtree(base, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", default=".build/debug")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--sample", type=int, help="only so many of the drops")
    parser.add_argument("--report", help="write every verdict with its reason here")
    options = parser.parse_args()
    corpus = pathlib.Path(tempfile.mkdtemp(prefix="gossan-hostile-"))
    failures = []
    lines = []
    try:
        subprocess.run([str(here / "generate.py"), str(corpus)], check=True)
        before = None
        for time_of in range(options.times):
            begun = time.monotonic()
            index, found, reasons, memory = run(
                corpus, options.programs, options.seed + time_of, options.sample)
            for entry in index:
                verdict = found.get(entry["number"], "lost")
                lines.append(f"{verdict:9} {entry['expected'] or 'either':9} {entry['name']!r}: {reasons.get(entry['number'], '')}")
                if verdict == "lost" or (entry["expected"] and verdict != entry["expected"]):
                    failures.append(f"{entry['name']}: {verdict}, not {entry['expected'] or 'a verdict'}; "
                                    f"{reasons.get(entry['number'], '')}")
            died = [entry["name"] for entry in index if "ended 2 times" in reasons.get(entry["number"], "")]
            print(f"the reader died over {len(died)}: {', '.join(died)}")
            if before is not None and options.sample is None and before != found:
                differ = [e["name"] for e in index if before.get(e["number"]) != found.get(e["number"])]
                failures.append(f"another order, another verdict: {differ}")
            before = found
            growth = memory[-1] - memory[0]
            print(f"{len(index)} drops, {time.monotonic() - begun:.0f} s, daemon's memory {memory[0]} kB then {memory[-1]} kB")
            if growth > 60_000:
                failures.append(f"the daemon's memory grew by {growth} kB")
    except Failure as failure:
        failures.append(str(failure))
    finally:
        shutil.rmtree(corpus, ignore_errors=True)
    if options.report:
        pathlib.Path(options.report).write_text("\n".join(lines) + "\n")
    for failure in failures:
        print(f"FAILED {failure}")
    print("every verdict as expected" if not failures else f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
