"""Issue 3: neighbourhoods, terrain and distance."""

import subprocess

import numpy as np

from bench import THREADS, Case, Peer, smooth, step, warm

TITLE, ORDER = "Evidence: neighbourhoods, terrain, distance", 2
warm("cv2", "bottleneck", "scipy.ndimage")


def with_cv2():
    import cv2

    cv2.setNumThreads(THREADS)
    return cv2


def focal(size, data):
    cells = np.random.default_rng(2).standard_normal((size, size), dtype=np.float32)
    files = {"in": data.raster("noise", cells)}

    def counts(window):
        """How many cells of the window lie on the raster."""
        ends = np.minimum(np.arange(size), window // 2)
        along = (ends + ends[::-1] + 1).astype(np.float32)
        return np.outer(along, along)

    for window in (31, 101):
        inverse = 1 / counts(window)

        def opencv(window=window, inverse=inverse):
            cv2 = with_cv2()
            frame = {"ddepth": cv2.CV_32F, "ksize": (window, window), "normalize": False,
                     "borderType": cv2.BORDER_CONSTANT}
            mean = cv2.boxFilter(cells, **frame)
            cv2.multiply(mean, inverse, mean)
            deviation = cv2.sqrBoxFilter(cells, **frame)
            cv2.multiply(deviation, inverse, deviation)
            cv2.subtract(deviation, cv2.multiply(mean, mean), deviation)
            cv2.sqrt(deviation, deviation)
            cv2.subtract(cells, mean, mean)
            return cv2.divide(mean, deviation, mean)

        yield Case(
            f"focal z, {window}", f"{size}²", files,
            [step("focal-zscore", {"in": ["in"]}, {"out": "z"}, {"window": window})], {"z": ".f32"},
            [Peer("OpenCV box filters", opencv, says="without gaps, which its filters do not know")], 1e-4,
            cells=size, share=True,
            loss="Gossan counts the values in each window, since a layer has gaps, and sums in double precision.")


def gaussian(size, data):
    generator = np.random.default_rng(3)
    cells = generator.standard_normal((size, size), dtype=np.float32)
    for row, column, extent in generator.integers(0, size, (40, 3)):
        cells[row : row + extent // 16, column : column + extent // 16] = np.nan
    files = {"in": data.raster("gaps", cells)}

    def opencv():
        cv2 = with_cv2()
        known = np.isfinite(cells)
        frame = {"ksize": (81, 81), "sigmaX": 10, "borderType": cv2.BORDER_CONSTANT}
        weights = cv2.GaussianBlur(known.astype(np.float32), **frame)
        sums = cv2.GaussianBlur(np.where(known, cells, np.float32(0)), **frame)
        cv2.divide(sums, weights, sums)
        sums[~known] = np.nan
        return sums

    yield Case(
        "Gaussian over gaps, σ 10", f"{size}²", files,
        [step("gaussian", {"in": ["in"]}, {"out": "out"}, {"sigma": 10})], {"out": ".f32"},
        [Peer("OpenCV, values and weights", opencv)], 1e-4, cells=size, share=True)


def robust(size, data):
    cells = np.random.default_rng(4).standard_normal((size, size), dtype=np.float32)
    cells[:64, :64] = np.nan
    files = {"in": data.raster("robust", cells)}

    def numpy():
        known = cells[np.isfinite(cells)]
        median = np.median(known)
        return (cells - median) / np.float32(1.4826 * np.median(np.abs(known - median)))

    def bottleneck():
        import bottleneck

        median = np.float32(bottleneck.nanmedian(cells))
        moved = cells - median
        return moved / np.float32(1.4826 * bottleneck.nanmedian(np.abs(moved)))

    yield Case(
        "robust z", f"{size}²", files, [step("robust-z", {"in": ["in"]}, {"out": "out"})], {"out": ".f32"},
        [Peer("bottleneck", bottleneck), Peer("NumPy", numpy)], 1e-5, cells=size, share=True)


def terrain(size, data):
    heights = smooth(size, 5) * 300 + 1000
    files = {"dem": data.raster("dem", heights)}
    cell = 30.0
    grid = {"crs": "EPSG:32641", "west": 0, "north": size * cell, "cellWidth": cell, "cellHeight": cell,
            "columns": size, "rows": size}
    header = (f"ENVI\nsamples = {size}\nlines = {size}\nbands = 1\ndata type = 4\ninterleave = bsq\nbyte order = 0\n"
              f"map info = {{UTM, 1, 1, 0, {size * cell}, {cell}, {cell}, 41, North, WGS-84}}\n")
    with open(files["dem"].replace(".f32", ".hdr"), "w") as file:
        file.write(header)

    def gdal():
        for kind in ("slope", "hillshade"):
            subprocess.run(["gdaldem", kind, "-q", "-of", "ENVI", files["dem"], data.path(f"gdal-{kind}.img")],
                           check=True, capture_output=True)

        def read():
            slope = np.fromfile(data.path("gdal-slope.img"), np.float32).reshape(size, size)
            shade = np.fromfile(data.path("gdal-hillshade.img"), np.uint8).reshape(size, size).astype(np.float32)
            return {"slope": slope, "shade": shade}

        return read

    def opencv():
        cv2 = with_cv2()
        p = cv2.Sobel(heights, cv2.CV_32F, 1, 0, scale=1 / (8 * cell))
        q = cv2.Sobel(heights, cv2.CV_32F, 0, 1, scale=1 / (8 * cell))
        steepness = cv2.magnitude(p, q)
        root = cv2.magnitude(steepness, np.ones_like(steepness))
        # The light from the north-west at 45 degrees: p is eastwards, q southwards.
        light = cv2.addWeighted(p, 0.5, q, 0.5, np.sqrt(0.5))
        shade = cv2.max(cv2.divide(light, root, light, 255), 0)
        return {"slope": cv2.phase(np.ones_like(p), steepness, angleInDegrees=True), "shade": shade}

    def differing(ours, theirs):
        ours, theirs = ours[1:-1, 1:-1], theirs[1:-1, 1:-1]
        return float(np.max(np.abs(ours - theirs)))

    yield Case(
        "slope and hillshade", f"{size}²", files,
        [step("slope", {"in": ["dem"]}, {"out": "slope"}), step("hillshade", {"in": ["dem"]}, {"out": "shade"})],
        {"slope": ".f32", "shade": ".f32"},
        [Peer("gdaldem", gdal, says="two processes, files in memory; its shade is whole numbers from 1"),
         Peer("OpenCV Sobel", opencv, says="its arctangent is exact to 0.3°; edges are not compared")],
        1.2, differing, "degrees or grey levels", grid=grid, share=True)


def distance(size, data):
    generator = np.random.default_rng(6)
    marks = np.zeros((size, size), np.float32)
    marks.ravel()[generator.integers(0, size * size, 200)] = 1
    for start in generator.integers(0, size, 12):
        marks[start, : size // 2] = 1
    files = {"marks": data.raster("marks", marks)}

    def opencv():
        cv2 = with_cv2()
        return cv2.distanceTransform((marks == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)

    def scipy():
        from scipy import ndimage

        return ndimage.distance_transform_edt(marks == 0)

    yield Case(
        "exact distance", f"{size}²", files, [step("distance", {"in": ["marks"]}, {"out": "out"})], {"out": ".f32"},
        [Peer("OpenCV precise", opencv), Peer("SciPy", scipy)], 1e-6, cells=size, share=True,
        loss="OpenCV knows square cells only; Gossan's squares are exact for cells of any width and height.")


CASES = [focal, gaussian, robust, terrain, distance]
