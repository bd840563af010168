"""Rounds in turns, results compared before a time counts, RESULTS.md."""

import argparse
import datetime
import importlib
import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
KEPT = HERE.parent / ".build/bench/results.json"


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=4096, help="columns and rows of the large grids")
    parser.add_argument("--rounds", type=int, default=5, help="most rounds of a case")
    parser.add_argument("--seconds", type=float, default=8, help="a case begins no further round after this")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--clock", choices=["wall", "cpu"], default="wall",
                        help="cpu: processor seconds of both sides, for a machine that others use")
    parser.add_argument("--only", default="", help="functions in CASES whose names hold one of these: areas,access")
    parser.add_argument("--worker", default=str(HERE.parent / ".build/release/gossan-worker"))
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    parser.add_argument("topics", nargs="*", help="names in Benchmarks/cases; all where none is given")
    return parser.parse_args()


class Worker:
    """Gossan's side: one process a case, which holds the inputs in memory and waits for its turn."""

    def __init__(self, program, scene, folder):
        path = folder / "scene.json"
        path.write_text(json.dumps(scene))
        self.process = subprocess.Popen(
            [program, "bench", "--scene", str(path), "--paced"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        self.tier = self.answer()["tier"]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("gossan-worker ended before its turn")
        return json.loads(line)

    def round(self, clock):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answer = self.answer()
        return answer | ({"seconds": answer["processorSeconds"]} if clock == "cpu" else {})

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def now(clock):
    """Seconds by the wall, or of the processor in this process and in those that have ended."""
    if clock == "wall":
        return time.perf_counter()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def compared(case, peer, ours, theirs):
    """The greatest difference over the results that the peer computes."""
    from bench import greatest

    if not isinstance(theirs, dict):
        theirs = {next(iter(case.results)): theirs}
    measure = case.difference or greatest
    if peer.part < 1:
        ours = {name: found[: len(theirs[name])] if hasattr(found, "shape") else found for name, found in ours.items()}
    return max(measure(ours[name], theirs[name]) for name in peer.only or theirs)


def measure(case, folder, chosen):
    """Rows of one case: ours first, then each peer's."""
    from bench import Missing

    worker = Worker(chosen.worker, case.scene(folder, chosen.threads), folder)
    rounds, peers, ours = [], {}, None
    began = time.perf_counter()
    try:
        while len(rounds) < chosen.rounds and (not rounds or time.perf_counter() - began < chosen.seconds):
            rounds.append(worker.round(chosen.clock))
            ours = ours or case.ours(folder)
            for peer in case.peers:
                row = peers.setdefault(peer.name, {"seconds": [], "says": peer.says})
                if "missing" in row:
                    continue
                try:
                    start = now(chosen.clock)
                    result = peer.run()
                    row["seconds"].append((now(chosen.clock) - start) / peer.part)
                except (ImportError, FileNotFoundError, Missing) as problem:
                    row["missing"] = str(problem)
                    continue
                if "differs" not in row:
                    row["differs"] = compared(case, peer, ours, result() if callable(result) else result)
                    row["agrees"] = bool(row["differs"] <= case.tolerance)
    finally:
        worker.close()
    seconds = [each["seconds"] for each in rounds]
    shares = [each["bytes"] / each["seconds"] / 1e9 / each["copyGigabytes"] for each in rounds]
    return {
        "name": case.name, "size": case.size, "says": case.says, "loss": case.loss, "tolerance": case.tolerance,
        "measure": case.measure, "seconds": seconds, "tier": worker.tier,
        "share": statistics.median(shares) if case.share and chosen.clock == "wall" else None,
        "copy": statistics.median(each["copyGigabytes"] for each in rounds), "peers": peers}


def measured(make, folder, chosen):
    """The rows of some cases; one that cannot be measured does not take the others along."""
    from bench import Data

    def failed(name, size, problem):
        return {"name": name, "size": size, "failed": f"{type(problem).__name__}: {problem}"}

    cases = make(chosen.size, Data(folder))
    while True:
        try:
            case = next(cases)
        except StopIteration:
            return
        except Exception as problem:
            yield failed(make.__name__, "", problem)
            return
        try:
            yield measure(case, folder, chosen)
        except Exception as problem:
            yield failed(case.name, case.size, problem)


def main():
    chosen = options()
    for name in ["OMP", "MKL", "OPENBLAS", "NUMEXPR", "NUMBA"]:
        os.environ[f"{name}_NUM_THREADS"] = str(chosen.threads)
    os.environ["GOSSAN_BENCH_THREADS"] = str(chosen.threads)
    import report

    kept = json.loads(KEPT.read_text()) if KEPT.exists() and chosen.topics else {}
    failed = False
    for topic in chosen.topics or sorted(file.stem for file in (HERE / "cases").glob("*.py")):
        module = importlib.import_module(f"cases.{topic}")
        place = "/dev/shm" if os.path.isdir("/dev/shm") else None
        with tempfile.TemporaryDirectory(dir=place) as folder:
            section = {
                "title": module.TITLE, "order": module.ORDER, "threads": chosen.threads, "clock": chosen.clock,
                "when": datetime.datetime.now().strftime("%Y-%m-%d %H:%M"), "load": os.getloadavg()[0], "cases": []}
            for make in module.CASES:
                if not any(word in make.__name__ for word in chosen.only.split(",")):
                    # What was measured before by the same clock stands.
                    if kept.get(topic, {}).get("clock") == chosen.clock:
                        section["cases"] += [row for row in kept[topic]["cases"] if row.get("made") == make.__name__]
                    continue
                for row in measured(make, pathlib.Path(folder), chosen):
                    section["cases"].append(row | {"made": make.__name__})
                    print(report.lines_of(row), flush=True)
                    failed = failed or report.is_wrong(row)
            kept[topic] = section
        sys.modules.pop(f"cases.{topic}")
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept))
        if chosen.write:
            report.write(HERE / "RESULTS.md", kept, machine())
    sys.exit(1 if failed else 0)


def machine():
    names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{names[0] if names else platform.machine()}, {len(os.sched_getaffinity(0))} processors, "
            f"{memory:.0f} GiB, {platform.system()} {platform.release()}")


if __name__ == "__main__":
    main()
