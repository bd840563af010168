"""Issue 6: areas of high score and their figures; the quickest way to everywhere."""

import json

import numpy as np

from bench import THREADS, Case, Peer, smooth, square, step, warm

TITLE, ORDER = "Targets and access", 6
warm("cv2", "cc3d", "skimage.graph")


def areas(size, data):
    score = smooth(size, 31, 1.6)
    score -= score.min()
    score /= score.max()
    above = float(np.quantile(score, 0.99))
    files = {"score": data.raster("score", score)}

    def figures(labels, count, sizes):
        flat = labels.ravel()
        sums = np.bincount(flat, score.ravel(), count)
        return sorted(zip(sizes[1:], sums[1:] / sizes[1:]))

    def opencv():
        import cv2

        cv2.setNumThreads(THREADS)
        count, labels, stats, _ = cv2.connectedComponentsWithStats((score >= above).astype(np.uint8), connectivity=8)
        return figures(labels, count, stats[:, cv2.CC_STAT_AREA])

    def cc3d():
        import cc3d

        labels, count = cc3d.connected_components(score >= above, connectivity=8, return_N=True)
        return figures(labels, count + 1, cc3d.statistics(labels)["voxel_counts"])

    def differing(ours, theirs):
        own = sorted((round(target["squareMetres"]), target["meanScore"]) for target in ours["targets"])
        if len(own) != len(theirs) or any(a[0] != b[0] for a, b in zip(own, theirs)):
            return float("inf")
        return max(abs(a[1] - b[1]) for a, b in zip(own, theirs))

    yield Case(
        "connected areas and zonal statistics", f"the top 1 % of {size}²", files,
        [step("extract-targets", {"score": ["score"]}, {"targets": "targets"}, {"above": above})],
        {"targets": ".json"}, [Peer("OpenCV", opencv), Peer("cc3d", cc3d)], 1e-5, differing,
        "the same areas, means", cells=size,
        says="Gossan's include outlines, ranks and ids; the peers' are areas, boxes and means")


def access(size, data):
    generator = np.random.default_rng(32)
    barriers = (smooth(size, 33, 1.2) > 1).astype(np.float32)
    barriers[size // 2 - 4 : size // 2 + 4, size // 2 - 4 : size // 2 + 4] = 0
    start = size // 2
    place = {"x": start + 0.5, "y": size - start - 0.5}
    feature = [{"geometry": {"points": {"_0": [place]}}, "attributes": []}]
    path = data.path("places.json")
    with open(path, "w") as file:
        json.dump(feature, file)
    files = {"barriers": data.raster("barriers", barriers), "places": path}
    speed = 15.0

    def scikit_image():
        from skimage.graph import MCP_Geometric

        costs = np.where(barriers > 0, -1, 1 / speed / 1000)
        hours, _ = MCP_Geometric(costs).find_costs([(start, start)])
        hours[~np.isfinite(hours)] = np.nan
        return hours

    yield Case(
        "least-cost time", f"{size}² with barriers", files,
        [step("travel-time", {"to": ["places"], "barriers": ["barriers"]}, {"out": "out"}, {"vehicle_speed": speed})],
        {"out": ".f32"}, [Peer("scikit-image MCP_Geometric", scikit_image)], 1e-4, cells=size)


CASES = [areas, access]
