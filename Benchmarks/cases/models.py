"""Issue 5: deposit models trained on a few points and scored over all cells."""

import numpy as np

from bench import THREADS, Case, Peer, smooth, square, step, unlike, warm

TITLE, ORDER = "Deposit models", 5
warm("xgboost", "sklearn.ensemble", "sklearn.linear_model", "sklearnex.ensemble", "sklearnex.linear_model")
NAMES = [f"e{index}" for index in range(8)]
CELL = 100.0
NULL_RUNS, REPLICATES = 99, 100
GROWN = ("Both grow trees with XGBoost, which takes nearly all of the time: Gossan with Debian's 1.7, and it reads "
         "them back as JSON; the peer with 3.2.")
SHAPE = {"trees": 100, "depth": 6, "calibration": "none", "unit_cell": 0.01}


def evidence(size, data, count=60):
    """Eight layers, and deposits where the first three are high."""
    layers = np.stack([smooth(size, 20 + index, 1.5) for index in range(8)])
    files = {name: data.raster(name, layer) for name, layer in zip(NAMES, layers)}
    generator = np.random.default_rng(21)
    cells = generator.integers(0, size * size, 40 * count)
    favour = layers[:3].reshape(3, -1)[:, cells].sum(0) + generator.standard_normal(len(cells))
    chosen = cells[np.argsort(-favour)[:count]]
    barren = generator.choice(size * size, 10 * count, replace=False)
    barren = barren[~np.isin(barren, chosen)]
    files["known"] = data.occurrences("known", places(chosen, size))
    files["barren"] = data.occurrences("barren", places(barren, size))
    return layers, chosen, barren, files


def places(cells, size):
    return np.column_stack([(cells % size + 0.5) * CELL, (size - cells // size - 0.5) * CELL])


def weights(size, data):
    """Classed layers; weights, posterior and both its deviations."""
    layers, chosen, _, files = evidence(size, data)
    classes = np.clip((layers * 1.2 + 3).astype(np.int8), 1, 5)
    files = {"known": files["known"]} | {
        name: data.raster(name, layer.astype(np.float32)) for name, layer in zip(NAMES, classes)}

    def numpy():
        points, units = len(chosen), size * size * CELL**2 / 1e6
        prior = points / units
        logit, variance = np.log(prior / (1 - prior)), 1 / points
        logits = np.full(classes[0].shape, logit, np.float32)
        variances = np.full(classes[0].shape, variance, np.float32)
        for layer in classes:
            inside = np.bincount(layer.ravel(), minlength=6) * CELL**2 / 1e6
            hits = np.bincount(layer.ravel()[chosen], minlength=6)
            with np.errstate(all="ignore"):
                weight = np.log((hits / points) / ((inside - hits) / (units - points)))
                spread = 1 / hits + 1 / (inside - hits)
            weight, spread = (np.where(hits > 0, each, 0).astype(np.float32) for each in (weight, spread))
            logits += weight[layer]
            variances += spread[layer]
        posterior = 1 / (1 + np.exp(-logits))
        deviation = posterior * np.sqrt(variances)
        return {"posterior": posterior, "deviation": deviation, "confidence": posterior / deviation}

    yield Case(
        "weights of evidence and its maps", f"8 classed layers of {size}², 60 points", files,
        [step("weights-of-evidence", {"evidence": NAMES, "training": ["known"]}, {"posterior": "posterior"},
              {"classes": {name: "categorical" for name in NAMES}, "generalise": "none", "evaluate": False})],
        {"posterior": ".f32"}, [Peer("NumPy", numpy, only=["posterior"])], 1e-4, grid=square(size, CELL), share=True,
        loss="Gossan goes over the evidence three times more: it sums the posterior to test independence, ranks "
             "it, and draws the cells that the model is judged by; its sums are in double precision.")


def prediction(size, data):
    layers, chosen, barren, files = evidence(size, data)
    rows = np.ascontiguousarray(layers.reshape(8, -1).T)
    inputs = {"evidence": NAMES, "training": ["known"], "negatives": ["barren"]}
    labels = np.repeat([1, 0], [len(chosen), len(barren)])
    cases = rows[np.concatenate([chosen, barren])]
    fast = {"evaluate": False}
    score = step("model-score", {"model": ["model"], "evidence": NAMES}, {"score": "score"})
    on = f"8 layers of {size}²"

    def logistic(module):
        def fitted():
            linear = __import__(module, fromlist=["LogisticRegression"])
            return linear.LogisticRegression(C=1e6, max_iter=1000).fit(cases, labels)

        def run(model=[]):
            if not model:
                model.append(fitted())
            return model[0].predict_proba(rows)[:, 1].reshape(size, size)

        return run

    def near(a, b):
        """Firth's correction and the prior move the scale, not the order."""
        return unlike(a, b)

    yield Case(
        "logistic prediction", on, files,
        [step("logistic-regression", inputs, {"model": "model"}, fast, preparation=True), score], {"score": ".f32"},
        [Peer("scikit-learn", prepared(logistic("sklearn.linear_model"))),
         Peer("scikit-learn-intelex", prepared(logistic("sklearnex.linear_model")))],
        0.01, near, "1 - rank correlation", grid=square(size, CELL), share=True,
        loss="Both peers multiply in single precision, on rows that were laid out for it; Gossan divides and sums in "
             "double precision, and looks for missing evidence in each cell.")

    shape = SHAPE | {"bootstrap": 0} | fast
    part = rows[: len(rows) // 8]
    yield Case(
        "random forest prediction, 100 trees", f"{on}, trained on 60 + 600", files,
        [step("random-forest", inputs, {"model": "model"}, shape, preparation=True), score], {"score": ".f32"},
        [Peer("XGBoost", prepared(boosted(cases, labels, part, size)), part=1 / 8),
         Peer("scikit-learn-intelex", prepared(forest("sklearnex.ensemble", cases, labels, part, size)), part=1 / 8),
         Peer("scikit-learn", prepared(forest("sklearn.ensemble", cases, labels, part, size)), part=1 / 8)],
        0.15, unlike, "1 - rank correlation", grid=square(size, CELL), says="each library predicts by trees of its own")


def prepared(run):
    """Trains before the clock starts; without the library the peer is missing, and not the case."""
    try:
        run()
    except ImportError:
        pass
    return run


def forest(module, cases, labels, rows, size):
    def run(model=[]):
        if not model:
            ensemble = __import__(module, fromlist=["RandomForestClassifier"])
            model.append(ensemble.RandomForestClassifier(
                100, max_depth=6, min_samples_leaf=2, random_state=1, n_jobs=THREADS).fit(cases, labels))
            return None
        return model[0].predict_proba(rows)[:, 1].reshape(-1, size)

    return run


def boosted(cases, labels, rows, size):
    def run(model=[]):
        if not model:
            model.append(booster(cases, labels))
            return None
        return model[0].inplace_predict(rows).reshape(-1, size)

    return run


def booster(cases, labels, seed=1):
    import xgboost

    settings = {"num_parallel_tree": 100, "max_depth": 6, "eta": 1, "subsample": 0.632, "colsample_bynode": 0.5,
                "lambda": 0, "objective": "reg:squarederror", "base_score": 0, "seed": seed, "nthread": THREADS}
    return xgboost.train(settings, xgboost.DMatrix(cases, labels), 1)


def judged(size, data):
    """The null test: 99 runs on shuffled deposits and one on the real ones, five folds each."""
    size = size // 16
    layers, chosen, barren, files = evidence(size, data)
    rows = np.ascontiguousarray(layers.reshape(8, -1).T)
    area = np.random.default_rng(22).choice(size * size, 2000, replace=False)

    def tested(train, predict):
        def run():
            generator = np.random.default_rng(23)
            areas = []
            for number in range((NULL_RUNS + 1) // 10):
                points = chosen if number == 0 else generator.choice(area, len(chosen), replace=False)
                fold = generator.integers(0, 5, len(points))
                ranks = np.empty(len(points))
                for part in range(5):
                    kept = points[fold != part]
                    model = train(rows[np.concatenate([kept, barren])], np.repeat([1, 0], [len(kept), len(barren)]))
                    scores = np.sort(predict(model, rows[area]))
                    held = predict(model, rows[points[fold == part]])
                    ranks[fold == part] = (
                        np.searchsorted(scores, held, "left") + np.searchsorted(scores, held, "right")) / 2
                areas.append(ranks.mean() / len(area))
            return {"evaluation": {"null": {"observed": areas[0], "shuffled": areas[1:]}}}

        return run

    def differing(ours, theirs):
        a, b = ours["null"], theirs["null"]
        return max(abs(a["observed"] - b["observed"]), abs(np.mean(a["shuffled"]) - np.mean(b["shuffled"])))

    inputs = {"evidence": NAMES, "training": ["known"], "negatives": ["barren"]}
    yield Case(
        f"{NULL_RUNS} null runs of a random forest", f"60 + 600 points, 5 folds, {len(area)} cells of area", files,
        [step("random-forest", inputs, {"evaluation": "evaluation"},
              SHAPE | {"bootstrap": 0, "null_runs": NULL_RUNS, "importance": "none", "area_sample": 2000,
                       "folds": "k-means"})],
        {"evaluation": ".json"},
        [Peer("XGBoost", tested(booster, lambda model, cells: model.inplace_predict(cells)), part=1 / 10),
         Peer("scikit-learn", tested(trained, lambda model, cells: model.predict_proba(cells)[:, 1]), part=1 / 10)],
        0.15, differing, "areas under the curve", grid=square(size, CELL), loss=GROWN,
        says="Gossan's holds a 100 trees' evaluation with reliability and curves too; folds are drawn otherwise")


def bootstrap(size, data):
    size = size // 16
    layers, chosen, barren, files = evidence(size, data)
    rows = np.ascontiguousarray(layers.reshape(8, -1).T)

    def spread(train, predict):
        def run():
            generator = np.random.default_rng(24)
            scores = []
            for _ in range(REPLICATES // 10):
                points = generator.choice(chosen, len(chosen))
                model = train(rows[np.concatenate([points, barren])], np.repeat([1, 0], [len(points), len(barren)]))
                scores.append(predict(model, rows))
            return np.std(scores, axis=0, ddof=1).reshape(size, size)

        return run

    def differing(a, b):
        return abs(float(a.mean() / b.mean()) - 1)

    inputs = {"evidence": NAMES, "training": ["known"], "negatives": ["barren"]}
    yield Case(
        f"bootstrap of {REPLICATES} random forests", f"8 layers of {size}²", files,
        [step("random-forest", inputs, {"uncertainty": "deviation"},
              SHAPE | {"bootstrap": REPLICATES, "evaluate": False})], {"deviation": ".f32"},
        [Peer("XGBoost", spread(booster, lambda model, cells: model.inplace_predict(cells)), part=1 / 10),
         Peer("scikit-learn", spread(trained, lambda model, cells: model.predict_proba(cells)[:, 1]), part=1 / 10)],
        0.5, differing, "mean deviation", grid=square(size, CELL), loss=GROWN)


def trained(cases, labels):
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(
        100, max_depth=6, min_samples_leaf=2, random_state=1, n_jobs=THREADS).fit(cases, labels)


CASES = [weights, prediction, judged, bootstrap]
