"""Writes the quality and drift of weighted rows that the tests hold the Java code to.

Needs Python 3.9 or later and: numpy==2.4.6 scikit-learn==1.9.1
Run it from the repository's root:

    python core/src/test/python/weighted_quality.py core/src/test/resources/counts/weighted.json

Values are those of scikit-learn with sample_weight. Scores are the middles of hundredths, so that
the bins in which they are counted are single values.
"""

import json
import sys

import numpy as np
from sklearn import metrics

SEED = 20261121
CASES = 40
CLASSES = ["bird", "cat", "dog"]


def binary(random, rows, weights):
    scores = (random.integers(5, 95, rows) + 0.5) / 100
    labels = (random.random(rows) < scores**2).astype(int)
    decided = (scores >= 0.5).astype(int)
    labels[:4], decided[:4] = [1, 1, 0, 0], decided[:4]
    w = {"sample_weight": weights}
    return {
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "accuracy": metrics.accuracy_score(labels, decided, **w),
        "precision": metrics.precision_score(labels, decided, **w),
        "recall": metrics.recall_score(labels, decided, **w),
        "f1": metrics.f1_score(labels, decided, **w),
        "mcc": metrics.matthews_corrcoef(labels, decided, **w),
        "roc_auc": metrics.roc_auc_score(labels, scores, **w),
        "average_precision": metrics.average_precision_score(labels, scores, **w),
        "log_loss": metrics.log_loss(labels, scores, **w),
        "brier": metrics.brier_score_loss(labels, scores, **w),
    }


def multiclass(random, rows, weights):
    labels = random.choice(CLASSES, rows, p=[0.2, 0.3, 0.5])
    outputs = np.where(random.random(rows) < 0.6, labels, random.choice(CLASSES, rows))
    labels[:3], outputs[:3] = CLASSES, CLASSES
    w = {"sample_weight": weights}
    return {
        "labels": labels.tolist(),
        "outputs": outputs.tolist(),
        "accuracy": metrics.accuracy_score(labels, outputs, **w),
        "balanced_accuracy": metrics.balanced_accuracy_score(labels, outputs, **w),
        "macro_f1": metrics.f1_score(labels, outputs, average="macro", **w),
        "mcc": metrics.matthews_corrcoef(labels, outputs, **w),
    }


def regression(random, rows, weights):
    labels = random.normal(50, 10, rows)
    scores = labels + random.normal(1, 3, rows)
    w = {"sample_weight": weights}
    return {
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "bias": float(np.average(scores - labels, weights=weights)),
        "mae": metrics.mean_absolute_error(labels, scores, **w),
        "rmse": metrics.root_mean_squared_error(labels, scores, **w),
        "mape": metrics.mean_absolute_percentage_error(labels, scores, **w),
        "r2": metrics.r2_score(labels, scores, **w),
    }


def drift(random, rows, weights):
    """Of values of ten bins, each of which is filled; PSI with half a row added to each bin."""
    values = np.concatenate([np.arange(10), random.integers(0, 10, rows - 10)])
    reference = random.integers(50, 200, 10)
    p = reference / reference.sum()
    q = np.bincount(values, weights=weights) / weights.sum()
    squares = np.bincount(values, weights=weights**2)
    effective = 9 * weights.sum() ** 2 / ((squares / q).sum() - squares.sum())
    smooth_p = (reference + 0.5) / (reference.sum() + 5)
    smooth_q = (q * effective + 0.5) / (effective + 5)
    return {
        "values": values.tolist(),
        "reference": reference.tolist(),
        "effective_rows": float(effective),
        "psi": float(((smooth_q - smooth_p) * np.log(smooth_q / smooth_p)).sum()),
        "total_variation": float(np.abs(q - p).sum() / 2),
        "kolmogorov_smirnov": float(np.abs(np.cumsum(q - p)).max()),
    }


def main(path):
    random = np.random.default_rng(SEED)
    kinds = {}
    for kind in (binary, multiclass, regression, drift):
        cases = []
        for _ in range(CASES):
            rows = int(random.integers(20, 200))
            weights = random.choice([1, 1, 2, 3, 10, 500], rows)
            cases.append({"weights": weights.tolist(), **kind(random, rows, weights)})
        kinds[kind.__name__] = cases
    with open(path, "w", encoding="utf-8") as file:
        json.dump(kinds, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
