"""Fuzzy overlay of eight layers of memberships."""

import numpy as np

from bench import THREADS, Case, Peer, step, warm

TITLE, ORDER = "Scoring core: fuzzy overlay", 1
warm("cv2", "numexpr")
NAMES = list("abcdefgh")
PRODUCT = "*".join(NAMES)
ABSENT = "*".join(f"(one-{name})" for name in NAMES)
FORMULAS = {
    "product": PRODUCT,
    "sum": f"one-{ABSENT}",
    "gamma": f"(one-{ABSENT})**first * ({PRODUCT})**second",
}


def overlay(size, data):
    generator = np.random.default_rng(1)
    layers = {name: generator.random((size, size), dtype=np.float32) for name in NAMES}
    files = {name: data.raster(name, cells) for name, cells in layers.items()}
    result = np.empty((size, size), np.float32)

    def numexpr(formula):
        def run():
            import numexpr

            numexpr.set_num_threads(THREADS)
            values = dict(layers, one=np.float32(1), first=np.float32(0.9), second=np.float32(0.1))
            return numexpr.evaluate(formula, values, out=result, casting="same_kind")

        return Peer("numexpr", run)

    def numpy(fold):
        def run():
            fold(layers["a"], layers["b"], out=result)
            for name in NAMES[2:]:
                fold(result, layers[name], out=result)
            return result

        return Peer("NumPy", run)

    def opencv(fold):
        def run():
            import cv2

            cv2.setNumThreads(THREADS)
            getattr(cv2, fold)(layers["a"], layers["b"], result)
            for name in NAMES[2:]:
                getattr(cv2, fold)(result, layers[name], result)
            return result

        return Peer("OpenCV", run)

    for method, tolerance, peers in [
        ("and", 0, [opencv("min"), numpy(np.minimum)]),
        ("product", 1e-6, [opencv("multiply"), numpy(np.multiply), numexpr(FORMULAS["product"])]),
        ("sum", 2e-6, [numexpr(FORMULAS["sum"])]),
        ("gamma", 5e-6, [numexpr(FORMULAS["gamma"])]),
    ]:
        parameters = {"method": method} | ({"gamma": 0.9} if method == "gamma" else {})
        yield Case(
            f"fuzzy {method}", f"8 layers of {size}²", files,
            [step("fuzzy-overlay", {"in": NAMES}, {"out": "score"}, parameters)], {"score": ".f32"}, peers, tolerance,
            cells=size, share=True)


CASES = [overlay]
