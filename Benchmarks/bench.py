"""What a case says: the bytes both sides read, our steps, the peers, and how results are compared."""

import importlib
import json
import os
import pathlib

import numpy as np

THREADS = int(os.environ.get("GOSSAN_BENCH_THREADS", "1"))


class Missing(Exception):
    """A peer that is not installed."""


def warm(*modules):
    """Imports what is there before any clock starts; what is not, its peer will miss."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            continue


class Peer:
    """Another library. `run()` is timed and gives a result, or a function that reads it once the clock has stopped.

    `only` names those of the case's results that it computes; `says` is a remark for the table. A slow one whose time
    grows evenly with its input may do the first `part` of it, and its time is divided by that.
    """

    def __init__(self, name, run, only=None, says="", part=1):
        self.name, self.run, self.only, self.part = name, run, only, part
        scaled = [f"timed on 1/{round(1 / part)} of the input, and scaled"] if part < 1 else []
        self.says = "; ".join([says] * bool(says) + scaled)


class Case:
    """One measurement.

    `files` are our inputs by name, `steps` the operations on them, `results` what is compared, by name. `tolerance` is
    the greatest `difference(ours, theirs)`; without a function of its own that is the greatest difference of any
    cell over the greatest value. `size` is what the table says of the input, `loss` what explains one.
    """

    def __init__(self, name, size, files, steps, results, peers, tolerance, difference=None, measure="", grid=None,
                 cells=4096, says="", loss="", share=False):
        self.name, self.size, self.files, self.steps, self.results = name, size, files, steps, results
        self.peers, self.tolerance, self.difference, self.measure = peers, tolerance, difference, measure
        self.grid = grid or square(cells)
        self.says, self.loss, self.share = says, loss, share

    def scene(self, folder, threads):
        results = {name: str(folder / f"result-{name}{ending}") for name, ending in self.results.items()}
        return {"grid": self.grid, "threads": threads, "memoryBytes": 1 << 34, "files": self.files,
                "steps": self.steps, "results": results}

    def ours(self, folder):
        """What the worker wrote, by name."""
        shape = (self.grid["rows"], self.grid["columns"])
        found = {}
        for name, ending in self.results.items():
            path = folder / f"result-{name}{ending}"
            if ending == ".f32":
                found[name] = np.fromfile(path, dtype=np.float32).reshape(shape)
            elif ending == ".json":
                found[name] = json.loads(path.read_text())
            else:
                found[name] = read_readings(path)
        return found


def step(operation, inputs, outputs=None, parameters=None, preparation=False):
    return {"operation": operation, "inputs": inputs, "outputs": outputs or {}, "parameters": parameters or {},
            "isPreparation": preparation}


def square(cells, cell=1.0, crs="EPSG:32641"):
    """A grid of equal sides whose south-western corner is at 0, 0."""
    return {"crs": crs, "west": 0, "north": cells * cell, "cellWidth": cell, "cellHeight": cell, "columns": cells,
            "rows": cells}


class Data:
    """Files in a folder that ours and the peers read."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def raster(self, name, cells):
        path = self.folder / f"{name}.f32"
        np.ascontiguousarray(cells, dtype="<f4").tofile(path)
        return str(path)

    def readings(self, name, x, y, channels, units, times=None, crs="EPSG:32641"):
        """As readings pass between Gossan's jobs: a line of JSON, then columns of Float64."""
        path = self.folder / f"{name}.readings"
        head = {"crs": crs, "count": len(x), "hasTimes": times is not None, "lines": [], "labels": {}, "facts": {},
                "channels": [{"name": key, "unit": units[key], "censored": []} for key in channels]}
        text = json.dumps(head).encode()
        with open(path, "wb") as file:
            file.write(b"GOSSAN-READINGS/1 %d\n" % len(text) + text)
            for column in [x, y] + ([] if times is None else [times]) + list(channels.values()):
                np.ascontiguousarray(column, dtype="<f8").tofile(file)
        return str(path)

    def occurrences(self, name, points):
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps([
            {"name": f"p{index}", "location": {"x": float(x), "y": float(y)}, "commodities": [], "depositType": ""}
            for index, (x, y) in enumerate(points)]))
        return str(path)

    def path(self, name):
        return str(self.folder / name)


def read_readings(path):
    """The channels of such a file, by name."""
    with open(path, "rb") as file:
        head = json.loads(file.read(int(file.readline().split()[1])))
        skipped = 3 if head["hasTimes"] else 2
        np.fromfile(file, dtype="<f8", count=skipped * head["count"])
        return {channel["name"]: np.fromfile(file, dtype="<f8", count=head["count"]) for channel in head["channels"]}


def smooth(size, seed, roughness=2.5):
    """A field that is rough at all scales, such as terrain: a power-law spectrum, mean 0, deviation 1."""
    from scipy import fft

    generator = np.random.default_rng(seed)
    rows, columns = fft.fftfreq(size)[:, None], fft.rfftfreq(size)[None, :]
    wave = np.sqrt(rows * rows + columns * columns).astype(np.float32)
    wave[0, 0] = 1
    spectrum = fft.rfft2(generator.standard_normal((size, size), dtype=np.float32)) * wave ** np.float32(-roughness)
    spectrum[0, 0] = 0
    field = fft.irfft2(spectrum, s=(size, size))
    return (field / field.std()).astype(np.float32)


def greatest(a, b):
    """The greatest difference, relative to the greatest value; infinite where they differ in what has no data."""
    gaps = np.isnan(a)
    if not np.array_equal(gaps, np.isnan(b)):
        return float("inf")
    scale = float(np.nanmax(np.abs(b)))
    return float(np.nanmax(np.abs(a - b))) / (scale if scale else 1)


def inside(edge):
    """`greatest` of all cells but those near the border, where libraries pad as they like."""
    return lambda a, b: greatest(a[edge:-edge, edge:-edge], b[edge:-edge, edge:-edge])


def unlike(a, b):
    """1 less the correlation of two rasters' ranks on a tenth of a million cells: for what is drawn at random."""
    from scipy.stats import spearmanr

    cells = np.random.default_rng(0).integers(0, a.size, 100_000)
    return 1 - float(spearmanr(a.ravel()[cells], b.ravel()[cells]).statistic)
