"""Writes the vectors that EntropyTest and TheilSenTest hold the Java code to.

Needs Python 3.9 or later, numpy and scipy. Run it from the repository's root:

    python core/src/test/python/operations_vectors.py core/src/test/resources/statistics/operations.json

SciPy computes all of it.
"""

import json
import sys

import numpy as np
from scipy.stats import entropy, theilslopes

SEED = 20261121


def entropies(rng):
    made = []
    for bins in (2, 3, 10, 17):
        for scale in (1, 20, 100_000):
            counts = [int(count) for count in rng.poisson(scale * rng.random(bins))]
            if sum(counts) > 0:
                made.append({"counts": counts, "entropy": float(entropy(counts, base=bins))})
    made.append({"counts": [7, 0, 0], "entropy": 0.0})
    made.append({"counts": [5, 5, 5, 5], "entropy": 1.0})
    return made


def trends(rng):
    made = []
    for size in (3, 5, 8, 20, 60):
        for kind in range(4):
            x = np.sort(rng.uniform(0, 30, size=size))
            y = rng.normal(size=size) + (0, 0.3, -2, 0)[kind] * x
            if kind == 3:  # ties in both
                x, y = np.round(x), np.round(y)
                if len(set(x)) < 2:
                    continue
            slope, _, low, high = theilslopes(y, x, 0.95)
            made.append(
                {
                    "x": [float(value) for value in x],
                    "y": [float(value) for value in y],
                    "slope": float(slope),
                    "low": float(low),
                    "high": float(high),
                }
            )
    return made


def lines(entries):
    return "[\n" + ",\n".join(json.dumps(entry, allow_nan=False) for entry in entries) + "\n]"


def main():
    rng = np.random.default_rng(SEED)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write('{\n"entropies": ' + lines(entropies(rng)))
        out.write(',\n"trends": ' + lines(trends(rng)) + "\n}\n")


if __name__ == "__main__":
    main()
