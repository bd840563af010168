"""Issue 3: statistics of several layers, and anomalies without training."""

import numpy as np

from bench import THREADS, Case, Peer, step, unlike, warm

TITLE, ORDER = "Exploration: eight layers at once", 3
warm("sklearn.cluster", "sklearn.decomposition", "sklearn.ensemble", "sklearnex.cluster", "sklearnex.decomposition")
NAMES = [f"l{index}" for index in range(8)]


def layers(size, data):
    """Eight populations in eight correlated layers: as rasters, and a row a cell as most libraries want them."""
    generator = np.random.default_rng(7)
    mixing = generator.standard_normal((8, 8)).astype(np.float32) / 3
    centres = generator.standard_normal((8, 8)).astype(np.float32) * 3
    rows = generator.standard_normal((size * size, 8), dtype=np.float32) @ mixing
    rows += centres[generator.integers(0, 8, size * size)]
    planes = np.ascontiguousarray(rows.T)
    files = {name: data.raster(name, plane) for name, plane in zip(NAMES, planes)}
    return rows, planes, files


def row_a_cell(size, data):
    rows, planes, files = layers(size, data)
    on = f"8 layers of {size}²"
    yield rx(size, rows, planes, files, on)
    yield components(size, rows, files, on)
    yield classes(size, rows, files, on)


def rx(size, rows, planes, files, on):
    def numpy():
        """BLAS on planes: covariance by one product, distances by another with its root's inverse."""
        mean = planes.mean(axis=1, dtype=np.float64).astype(np.float32)
        moved = planes - mean[:, None]
        root = np.linalg.cholesky((moved @ moved.T).astype(np.float64) / moved.shape[1])
        white = np.linalg.inv(root).astype(np.float32) @ moved
        return np.einsum("ij,ij->j", white, white).reshape(size, size)

    return Case(
        "RX", on, files, [step("mahalanobis", {"in": NAMES}, {"out": "out"})], {"out": ".f32"},
        [Peer("NumPy with OpenBLAS", numpy)], 1e-4, cells=size, share=True)


def components(size, rows, files, on):
    def scikit():
        from sklearn.decomposition import PCA

        return PCA(n_components=1, svd_solver="covariance_eigh").fit_transform(rows)[:, 0].reshape(size, size)

    def intel():
        from sklearnex.decomposition import PCA

        return PCA(n_components=1, svd_solver="covariance_eigh").fit_transform(rows)[:, 0].reshape(size, size)

    def differing(a, b):
        sign = np.sign(np.vdot(a[0], b[0]))
        return float(np.max(np.abs(a - sign * b)) / np.max(np.abs(b)))

    return Case(
        "first principal component", on, files,
        [step("pca", {"in": NAMES}, {"out": "out"}, {"standardise": False})], {"out": ".f32"},
        [Peer("scikit-learn", scikit), Peer("scikit-learn-intelex", intel)], 1e-3, differing, "but for the sign,",
        cells=size, share=True,
        loss="Gossan's moments and scores are sums in double precision.")


def classes(size, rows, files, on):
    """Ten starts on 20,000 cells, the best of them on all, as Gossan does it."""

    def fitted(module):
        def run():
            kmeans = __import__(module, fromlist=["KMeans"]).KMeans
            some = rows[np.random.default_rng(0).choice(len(rows), min(20_000, len(rows)), replace=False)]
            start = kmeans(8, n_init=10, random_state=1).fit(some).cluster_centers_
            return kmeans(8, init=start, n_init=1, max_iter=300, tol=1e-4).fit(rows).labels_.reshape(size, size)

        return run

    def differing(ours, theirs):
        """The share of cells that lie in another class, each class of theirs being the one of ours it meets most."""
        together = np.zeros((9, 8), np.int64)
        np.add.at(together, (ours[::7, ::7].astype(int).ravel(), theirs[::7, ::7].ravel()), 1)
        return 1 - float(together.max(axis=0).sum() / together.sum())

    return Case(
        "k-means, 8 classes", on, files,
        [step("k-means", {"in": NAMES}, {"out": "out"}, {"classes": 8, "standardise": False})], {"out": ".f32"},
        [Peer("scikit-learn", fitted("sklearn.cluster")), Peer("scikit-learn-intelex", fitted("sklearnex.cluster"))],
        0.01, differing, "share of cells in another class", cells=size,
        loss="Intel's finds the nearest centre by a product of matrices in single precision; Gossan takes differences "
             "in a fixed order, the same bits on every machine.")


def isolation(size, data):
    size = size // 4
    rows, _, files = layers(size, data)

    def scikit():
        from sklearn.ensemble import IsolationForest

        forest = IsolationForest(n_estimators=100, max_samples=256, random_state=1, n_jobs=THREADS).fit(rows)
        return -forest.score_samples(rows).reshape(size, size)

    yield Case(
        "isolation forest, 100 trees", f"8 layers of {size}²", files,
        [step("isolation-forest", {"in": NAMES}, {"out": "out"})], {"out": ".f32"}, [Peer("scikit-learn", scikit)],
        0.1, unlike, "1 - rank correlation", cells=size)


CASES = [row_a_cell, isolation]
