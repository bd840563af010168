"""Fuzzy overlay of eight layers of memberships."""

import cv2
import numexpr
import numpy as np

from harness import Case

NAMES = "abcdefgh"


def cells(size):
    generator = np.random.default_rng(1)
    return [generator.random((size, size), dtype=np.float32) for _ in NAMES]


def by_numexpr(expression):
    def run(layers, threads):
        numexpr.set_num_threads(threads)
        return numexpr.evaluate(expression, dict(zip(NAMES, layers)), casting="same_kind")

    return run


def by_opencv(step):
    def run(layers, threads):
        cv2.setNumThreads(threads)
        total = layers[0]
        for layer in layers[1:]:
            total = step(total, layer)
        return total

    return run


def by_numpy(step):
    def run(layers, threads):
        total = step(layers[0], layers[1])
        for layer in layers[2:]:
            step(total, layer, out=total)
        return total

    return run


PRODUCT = "*".join(NAMES)
ABSENT = "*".join(f"(one-{name})" for name in NAMES)


def gamma(layers, threads):
    numexpr.set_num_threads(threads)
    values = dict(zip(NAMES, layers), one=np.float32(1), first=np.float32(0.9), second=np.float32(0.1))
    return numexpr.evaluate(f"(one-{ABSENT})**first * ({PRODUCT})**second", values, casting="same_kind")


def algebraic_sum(layers, threads):
    numexpr.set_num_threads(threads)
    return numexpr.evaluate(f"one-{ABSENT}", dict(zip(NAMES, layers), one=np.float32(1)), casting="same_kind")


CASES = [
    Case("fuzzy overlay, and", "fuzzy-overlay", ["method=and"], 8,
         {"OpenCV min": by_opencv(cv2.min), "NumPy minimum": by_numpy(np.minimum)}, 0),
    Case("fuzzy overlay, product", "fuzzy-overlay", ["method=product"], 8,
         {"OpenCV multiply": by_opencv(cv2.multiply), "NumPy multiply": by_numpy(np.multiply),
          "numexpr": by_numexpr(PRODUCT)}, 1e-6),
    Case("fuzzy overlay, sum", "fuzzy-overlay", ["method=sum"], 8, {"numexpr": algebraic_sum}, 2e-6),
    Case("fuzzy overlay, gamma 0.9", "fuzzy-overlay", ["method=gamma", "gamma=0.9"], 8, {"numexpr": gamma}, 5e-6),
]
