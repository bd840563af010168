"""Issue 4: readings to grids, potential fields, the reference field."""

import datetime
import subprocess

import numpy as np

from bench import THREADS, Case, Missing, Peer, smooth, square, step, warm

TITLE, ORDER = "Fields: gridding, potential fields, IGRF", 4
warm("verde", "pandas", "pykdtree.kdtree", "scipy.fft", "pyfftw.interfaces", "harmonica", "chaosmagpy", "ppigrf")


def surveyed(count, size, seed):
    """Readings of a smooth field at random places of a square of `size` metres."""
    generator = np.random.default_rng(seed)
    x, y = generator.uniform(0, size, count), generator.uniform(0, size, count)
    return x, y, np.round(field(x / size, y / size), 3)


def field(u, v):
    waves = [(9.7, 5.3, 0.3), (-4.1, 13.9, 1.1), (23.0, -17.0, 2.0), (31.0, 29.0, 0.7)]
    return sum(100 / (index + 1) * np.sin(a * u + b * v + phase) for index, (a, b, phase) in enumerate(waves))


def gmt(data, size, *words):
    """Runs a pipeline of GMT's modules on one-metre cells; what it remembers stays in the data's folder."""
    frame = f"-R0/{size}/0/{size} -I1 -r"
    text = " | ".join(f"gmt {word.format(frame=frame)}" for word in words)
    done = subprocess.run(["bash", "-c", "set -o pipefail; " + text], capture_output=True, text=True,
                          cwd=data.folder)
    if "command not found" in done.stderr:
        raise Missing("gmt is not installed")
    if done.returncode:
        raise RuntimeError(done.stderr[-300:])


def native(path, size):
    """A grid as GMT's own binary floats: a header of 892 bytes, then rows from the north."""
    return np.fromfile(path, np.float32, offset=892).reshape(size, size)


def block_mean(size, data):
    count = 10_000_000 * size**2 // 4096**2
    x, y, value = surveyed(count, size, 11)
    table = np.column_stack([x, y, value])
    readings = data.readings("readings", x, y, {"mag": value}, {"mag": "nT"})
    csv, binary = data.path("readings.csv"), data.path("readings.bin")
    table.astype("<f8").tofile(binary)
    with open(csv, "w") as file:
        file.write("easting,northing,mag\n")
        for start in range(0, count, 1_000_000):
            part = table[start : start + 1_000_000]
            file.write("\n".join("%.2f,%.2f,%.3f" % (a, b, c) for a, b, c in part.tolist()) + "\n")

    def by_gmt(words):
        def run():
            gmt(data, size, f"blockmean {words} {{frame}} -Az -G{data.path('mean.grd')}=bf")
            return lambda: native(data.path("mean.grd"), size)

        return run

    def gridded(x, y, value):
        # A cell owns its northern edge, as Gossan's does.
        rows = np.minimum((size - y).astype(np.int32), size - 1)
        cells = rows * size + np.minimum(x.astype(np.int32), size - 1)
        sums = np.bincount(cells, value, size * size)
        counts = np.bincount(cells, minlength=size * size)
        with np.errstate(invalid="ignore"):
            return (sums / counts).astype(np.float32).reshape(size, size)

    def pandas():
        import pandas

        rows = pandas.read_csv(csv, engine="c")
        return gridded(*(rows[name].to_numpy() for name in rows.columns))

    def differing(a, b):
        """A reading on the edge of two cells may go to either, and GMT's means are of its own rounding."""
        both = np.isfinite(a) & np.isfinite(b)
        beyond = np.abs(a[both] - b[both]) > 1e-3
        return float((beyond.sum() + (np.isfinite(a) != np.isfinite(b)).sum()) / a.size)

    on = f"{count / 1e6:g} M readings, {size}² cells"
    mean = step("grid-block-mean", {"in": ["readings"]}, {"out": "mean"})
    yield Case(
        "block mean", on, {"readings": readings}, [mean], {"mean": ".f32"},
        [Peer("GMT blockmean", by_gmt(f"{binary} -bi3d"), says="its files are binary and in memory"),
         Peer("NumPy bincount", lambda: gridded(x, y, value))],
        1e-5, differing, "share of cells beyond 0.001 nT", cells=size,
        loss="NumPy's lines look at no reading for a missing position or value.")
    few = count // 40
    part = data.readings("few", x[:few], y[:few], {"mag": value[:few]}, {"mag": "nT"})

    def verde():
        import verde

        (east, north), means = verde.BlockReduce(
            "mean", spacing=1, region=(0, size, 0, size), center_coordinates=True).filter(
                (x[:few], y[:few]), value[:few])
        cells = np.full((size, size), np.nan, np.float32)
        cells[size - 1 - north.astype(int), east.astype(int)] = means
        return cells

    yield Case(
        "block mean, fewer", f"{few / 1e6:g} M readings, {size}² cells", {"readings": part}, [mean], {"mean": ".f32"},
        [Peer("verde", verde)], 1e-5, differing, "share of cells beyond 0.001 nT", cells=size)
    yield Case(
        "block mean from CSV", on, {"csv": csv},
        [step("read-readings", {"in": ["csv"]}, {"out": "readings"}, {"assume_crs": "EPSG:32641"}), mean],
        {"mean": ".f32"},
        [Peer("GMT blockmean", by_gmt(f"{csv} -h1")), Peer("pandas and NumPy", pandas)],
        0.05, differing, "share of cells beyond 0.001 nT",
        cells=size,
        says="a CSV's centimetres put readings on edges of cells, which GMT gives to the other cell; Gossan also looks "
             "for times, detection limits and dummies in every row",
        loss="pandas takes every field for a number; Gossan asks of each whether it is a date, a limit or a dummy.")


def curvature(size, data):
    for count, cells in [(200_000 * size**2 // 4096**2, size // 2), (10_000_000 * size**2 // 4096**2, size)]:
        x, y, value = surveyed(count, cells, 12)
        binary = data.path("curvature.bin")
        np.column_stack([x, y, value]).astype("<f8").tofile(binary)
        files = {"readings": data.readings("curvature", x, y, {"mag": value}, {"mag": "nT"})}

        def by_gmt(cells=cells, binary=binary):
            gmt(data, cells, f"blockmean {binary} -bi3d -bo3d {{frame}}",
                f"surface -bi3d {{frame}} -T0.25 -C1e-4 -G{data.path('surface.grd')}=bf")
            return lambda: native(data.path("surface.grd"), cells)

        def differing(a, b):
            return float(np.sqrt(np.mean((a - b) ** 2)) / b.std())

        yield Case(
            "minimum curvature", f"{count / 1e6:g} M readings, {cells}² cells", files,
            [step("grid-minimum-curvature", {"in": ["readings"]}, {"out": "out"}, {"tension": 0.25})],
            {"out": ".f32"}, [Peer("GMT blockmean and surface", by_gmt, says="tension 0.25, convergence 1e-4")],
            0.02, differing, "rms over deviation", cells=cells)


def inverse_distance(size, data):
    cells, count = size // 2, 200_000 * size**2 // 4096**2
    x, y, value = surveyed(count, cells, 13)
    files = {"readings": data.readings("scattered", x, y, {"mag": value}, {"mag": "nT"})}

    def pykdtree():
        from pykdtree.kdtree import KDTree

        centres = np.arange(cells) + 0.5
        east, north = np.meshgrid(centres, centres[::-1])
        places = np.column_stack([east.ravel(), north.ravel()])
        squares, nearest = KDTree(np.column_stack([x, y])).query(places, k=12, sqr_dists=True)
        weights = 1 / squares
        return ((weights * value[nearest]).sum(1) / weights.sum(1)).reshape(cells, cells)

    yield Case(
        "inverse distance, 12 nearest", f"{count / 1e6:g} M readings, {cells}² cells", files,
        [step("grid-inverse-distance", {"in": ["readings"]}, {"out": "out"})], {"out": ".f32"},
        [Peer("pykdtree and NumPy", pykdtree)], 1e-5, cells=cells)


def filters(size, data):
    cell, height = 100.0, 500.0
    # Nothing at the edges, so that it does not matter how a library goes on beyond them.
    fade = np.hanning(size).astype(np.float32)
    anomaly = smooth(size, 14, 2.5) * 100 * np.outer(fade, fade)
    files = {"tmi": data.raster("tmi", anomaly)}
    grid = square(size, cell)

    def transformed(forward, inverse):
        """All three from one forward transform, without any care for the edges."""
        spectrum = forward(anomaly)
        k = 2 * np.pi / cell
        rows = (np.fft.fftfreq(size) * k).astype(np.float32)[:, None]
        columns = (np.fft.rfftfreq(size) * k).astype(np.float32)[None, :]
        wave = np.sqrt(rows * rows + columns * columns)
        up = inverse(spectrum * np.exp(-wave * np.float32(height)))
        down = inverse(spectrum * wave)
        east = inverse(spectrum * (1j * columns))
        north = inverse(spectrum * (1j * rows))
        return {"up": up, "down": down, "tilt": np.arctan2(down, np.hypot(east, north))}

    def scipy():
        from scipy import fft

        return transformed(lambda cells: fft.rfft2(cells, workers=THREADS),
                           lambda wave: fft.irfft2(wave, s=(size, size), workers=THREADS))

    def scipy_with_edges():
        """Each of the three by itself, the field drawn out by a quarter on each side, as Gossan does it."""
        from scipy import fft

        margin = size // 4
        wide = fft.next_fast_len(size + 2 * margin, real=True)
        k = 2 * np.pi / cell
        rows = (np.fft.fftfreq(wide) * k).astype(np.float32)[:, None]
        columns = (np.fft.rfftfreq(wide) * k).astype(np.float32)[None, :]
        wave = np.sqrt(rows * rows + columns * columns)

        def spectrum():
            drawn_out = np.pad(anomaly, ((margin, wide - size - margin),) * 2, mode="symmetric")
            return fft.rfft2(drawn_out, workers=THREADS)

        def inverse(part):
            cells = fft.irfft2(part, s=(wide, wide), workers=THREADS)
            return cells[margin : margin + size, margin : margin + size]

        up = inverse(spectrum() * np.exp(-wave * np.float32(height)))
        down = inverse(spectrum() * wave)
        whole = spectrum()
        gradient = np.hypot(inverse(whole * (1j * columns)), inverse(whole * (1j * rows)))
        return {"up": up, "down": down, "tilt": np.arctan2(inverse(whole * wave), gradient)}

    def pyfftw():
        from pyfftw.interfaces import numpy_fft

        return transformed(lambda cells: numpy_fft.rfft2(cells, threads=THREADS, planner_effort="FFTW_ESTIMATE"),
                           lambda wave: numpy_fft.irfft2(wave, s=(size, size), threads=THREADS,
                                                         planner_effort="FFTW_ESTIMATE"))

    def harmonica():
        import harmonica
        import xarray

        centres = (np.arange(size) + 0.5) * cell
        field = xarray.DataArray(anomaly[::-1], coords={"northing": centres, "easting": centres},
                                 dims=("northing", "easting"))
        found = {"up": harmonica.upward_continuation(field, height), "down": -harmonica.derivative_upward(field),
                 "tilt": -harmonica.tilt_angle(field)}
        return {name: values.to_numpy()[::-1] for name, values in found.items()}

    def differing(a, b):
        edge = size // 4
        a, b = a[edge:-edge, edge:-edge], b[edge:-edge, edge:-edge]
        return float(np.sqrt(np.mean((a - b) ** 2)) / b.std())

    yield Case(
        "upward, vertical derivative, tilt", f"{size}²", files,
        [step("upward", {"in": ["tmi"]}, {"out": "up"}, {"height": height}),
         step("vertical-derivative", {"in": ["tmi"]}, {"out": "down"}),
         step("tilt", {"in": ["tmi"]}, {"out": "tilt"})], {"up": ".f32", "down": ".f32", "tilt": ".f32"},
        [Peer("scipy.fft", scipy, says="one forward transform for all three, and no care for the edges"),
         Peer("scipy.fft with edges", scipy_with_edges, says="three transforms on drawn-out edges, as Gossan's"),
         Peer("pyFFTW", pyfftw, says="one forward transform, and no care for the edges"),
         Peer("harmonica", harmonica, says="no care for the edges")],
        0.05, differing, "rms over deviation, in the middle,", grid=grid,
        says="Gossan runs three operations, each of which takes off the plane and draws the field out by a quarter on "
             "each side",
        loss="Without care for the edges a transform has 2.25 times fewer cells, and one forward transform serves all; "
             "with it, FFTW works by plans that are estimated and not measured, so that a run can be repeated.")


def reference_field(size, data):
    count = 10_000_000 * size**2 // 4096**2
    generator = np.random.default_rng(15)
    longitude, latitude = generator.uniform(60, 66, count), generator.uniform(27, 31, count)
    height = generator.uniform(500, 2000, count)
    files = {"readings": data.readings(
        "stations", longitude, latitude, {"mag": np.full(count, 47_000.0), "height": height},
        {"mag": "nT", "height": "m"}, crs="EPSG:4326")}
    day = datetime.datetime(2024, 5, 3)

    def chaosmagpy():
        """In blocks, so that its many passes stay near the processor; coefficients as ppigrf reads them."""
        import chaosmagpy
        import ppigrf.ppigrf

        tenth = count // 10
        colatitude, radius, _, _ = ppigrf.ppigrf.geod2geoc(latitude[:tenth], height[:tenth] / 1000, 0, 0)
        gauss, total = coefficients(day), np.empty(tenth)
        for start in range(0, tenth, 50_000):
            part = slice(start, min(start + 50_000, tenth))
            b = chaosmagpy.model_utils.synth_values(gauss, radius[part], colatitude[part], longitude[part])
            total[part] = np.sqrt(b[0] ** 2 + b[1] ** 2 + b[2] ** 2)
        return total

    def ppigrf_few():
        import ppigrf

        east, north, up = ppigrf.igrf(longitude[:few], latitude[:few], height[:few] / 1000, day)
        return np.sqrt(east**2 + north**2 + up**2).ravel()

    def differing(ours, theirs):
        return float(np.max(np.abs(ours["igrf_total"][: len(theirs)] - theirs)))

    whole = step("igrf", {"in": ["readings"]}, {"out": "out"}, {"height_channel": "height", "date": "2024-05-03"})
    yield Case(
        "IGRF", f"{count / 1e6:g} M readings", files, [whole], {"out": ".readings"},
        [Peer("chaosmagpy", chaosmagpy, part=1 / 10)],
        0.1, differing, "nT", cells=16, says="Gossan gives declination, inclination and the residual too.")
    few = count // 100
    files = {"readings": data.readings(
        "few", longitude[:few], latitude[:few], {"mag": np.full(few, 47_000.0), "height": height[:few]},
        {"mag": "nT", "height": "m"}, crs="EPSG:4326")}
    yield Case(
        "IGRF, fewer", f"{few / 1e3:g} k readings", files, [whole], {"out": ".readings"},
        [Peer("ppigrf", ppigrf_few)], 0.1, differing, "nT", cells=16)


def coefficients(day):
    """Gauss coefficients of a day in the order g10, g11, h11, g20, ..."""
    import pandas
    import ppigrf.ppigrf

    at = []
    for table in ppigrf.ppigrf.read_shc(ppigrf.ppigrf.shc_fn):
        days = table.index.union([pandas.Timestamp(day)])
        at.append(table.reindex(days).interpolate(method="time").loc[pandas.Timestamp(day)])
    g, h = at
    ordered = []
    for n in range(1, 14):
        for m in range(n + 1):
            ordered.append(g[(n, m)])
            if m:
                ordered.append(h[(n, m)])
    return np.array(ordered)


CASES = [block_mean, curvature, inverse_distance, filters, reference_field]
