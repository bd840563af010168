"""Cells from a seed, timing in turns, comparison before anything counts, one table."""

import argparse
import datetime
import importlib
import json
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
WORKER = HERE.parent / ".build/release/gossan-worker"


class Case:
    """One operation on some layers: how Gossan is asked for it, and what its peers do.

    `peers` maps a name to a function of (layers, threads) that gives an array. `tolerance` is the greatest difference
    in any cell, relative to the greatest value; `edge` cells at the border are not compared where peers pad otherwise.
    """

    def __init__(self, name, operation, settings, layers, peers, tolerance, edge=0):
        self.name, self.operation, self.settings = name, operation, settings
        self.layers, self.peers, self.tolerance, self.edge = layers, peers, tolerance, edge


def ours(case, files, out, size, threads):
    """One round of Gossan's; gives the worker's JSON."""
    command = [WORKER, "bench", case.operation, "--size", size, "--threads", threads, "--rounds", 1, "--json"]
    command += ["--out", out]
    for setting in case.settings:
        command += ["--set", setting]
    for file in files:
        command += ["--layer", file]
    answer = subprocess.run([str(word) for word in command], capture_output=True, check=True, text=True)
    return json.loads(answer.stdout)


def differing(a, b, edge):
    """The greatest difference, relative to the greatest value; infinite where they differ in what has no data."""
    if edge:
        a, b = a[edge:-edge, edge:-edge], b[edge:-edge, edge:-edge]
    if not np.array_equal(np.isnan(a), np.isnan(b)):
        return float("inf")
    scale = np.nanmax(np.abs(b))
    return float(np.nanmax(np.abs(a - b)) / (scale if scale else 1))


def measure(case, layers, folder, size, rounds, threads):
    """Rounds in turns; rows of (who, median seconds, least, greatest, share)."""
    files = []
    for index, layer in enumerate(layers):
        file = folder / f"layer-{index}.f32"
        if not file.exists():
            layer.tofile(file)
        files.append(file)
    out = folder / "out.f32"
    reports, times = [], {name: [] for name in case.peers}
    for _ in range(rounds):
        reports.append(ours(case, files, out, size, threads))
        for name, peer in case.peers.items():
            start = time.perf_counter()
            result = peer(layers, threads)
            times[name].append(time.perf_counter() - start)
            if len(times[name]) == 1:
                cells = np.fromfile(out, dtype=np.float32).reshape(size, size)
                difference = differing(cells, np.asarray(result), case.edge)
                if difference > case.tolerance:
                    sys.exit(f"{case.name}: {name} differs by {difference:g}, more than {case.tolerance:g}")
    seconds = [report["seconds"][0] for report in reports]
    share = statistics.median(report["bandwidthShare"] for report in reports)
    rows = [("Gossan, " + reports[0]["tier"], seconds, share)]
    return rows + [(name, series, None) for name, series in times.items()]


def table(case, rows, size, threads):
    best = min((statistics.median(series) for who, series, _ in rows[1:]), default=None)
    lines = [f"### {case.name}, {threads} thread{'s' if threads > 1 else ''}", ""]
    lines += ["| who | median s | least | greatest | Mcells/s | share of copying | against Gossan |", "|---|---|---|---|---|---|---|"]
    own = statistics.median(rows[0][1])
    for who, series, share in rows:
        median = statistics.median(series)
        lines.append(
            f"| {who} | {median:.4f} | {min(series):.4f} | {max(series):.4f} | {size * size / median / 1e6:.0f} "
            f"| {'' if share is None else f'{share * 100:.0f} %'} | {median / own:.2f} |"
        )
    if best:
        verdict = "faster" if own < best else "slower"
        lines += ["", f"Gossan is {max(best / own, own / best):.2f} times {verdict} than the fastest peer."]
    return "\n".join(lines) + "\n"


def processor():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, action="append")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md too")
    parser.add_argument("cases", nargs="*", help="names in Benchmarks/cases; all where none is given")
    options = parser.parse_args()
    names = options.cases or sorted(file.stem for file in (HERE / "cases").glob("*.py"))
    head = (
        "# Results\n\nMade by `make bench WRITE=1`; do not edit.\n\n"
        f"- {datetime.date.today()}, {processor()}, {len(__import__('os').sched_getaffinity(0))} processors, "
        f"{platform.system()} {platform.release()}\n- {options.size} x {options.size} cells, {options.rounds} rounds in turns\n"
    )
    sections = [head]
    print(head)
    for name in names:
        module = importlib.import_module(f"cases.{name}")
        with tempfile.TemporaryDirectory() as folder:
            layers = module.cells(options.size)
            for case in module.CASES:
                for threads in options.threads or [1]:
                    rows = measure(
                        case, layers[: case.layers], pathlib.Path(folder), options.size, options.rounds, threads
                    )
                    text = table(case, rows, options.size, threads)
                    print(text, flush=True)
                    sections.append(text)
    if options.write:
        (HERE / "RESULTS.md").write_text("\n".join(sections))


sys.path.insert(0, str(HERE))
if __name__ == "__main__":
    main()
