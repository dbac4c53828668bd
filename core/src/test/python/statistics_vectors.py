"""Writes the vectors that the tests of io.tidegauge.statistics hold the Java code to.

Needs Python 3.9 or later, numpy and scipy. Run it from the repository's root:

    python core/src/test/python/statistics_vectors.py core/src/test/resources/statistics/vectors.json

Nothing here is a translation of the Java code: shares are exact fractions, logarithms and roots
have 50 digits, and scipy computes what it has (chi-square, Wasserstein; Jensen-Shannon as a check).
"""

import json
import math
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency, wasserstein_distance

getcontext().prec = 50
SEED = 20261120


def decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def shares(counts, added=Fraction(0)):
    total = sum(counts) + added * len(counts)
    return [(Fraction(count) + added) / total for count in counts]


def psi(reference, current, added):
    total = Decimal(0)
    for p, q in zip(shares(reference, added), shares(current, added)):
        if p == q:
            continue
        if p == 0 or q == 0:
            return None
        total += decimal(p - q) * decimal(p / q).ln()
    return float(total)


def jensen_shannon(reference, current):
    total = Decimal(0)
    for p, q in zip(shares(reference), shares(current)):
        for side in (p, q):
            if side > 0:
                total += decimal(side) * decimal(2 * side / (p + q)).ln()
    distance = float((max(total, Decimal(0)) / 2 / Decimal(2).ln()).sqrt())
    peer = jensenshannon(reference, current, base=2)
    assert math.isnan(peer) or abs(peer - distance) < 1e-6, (peer, distance)
    return distance


def hellinger(reference, current):
    total = Decimal(0)
    for p, q in zip(shares(reference), shares(current)):
        total += (decimal(p).sqrt() - decimal(q).sqrt()) ** 2
    return float((total / 2).sqrt())


def differences(reference, current):
    return [p - q for p, q in zip(shares(reference), shares(current))]


def kolmogorov_smirnov(reference, current):
    largest = running = Fraction(0)
    for difference in differences(reference, current):
        running += difference
        largest = max(largest, abs(running))
    return float(largest)


def chi_square(reference, current):
    """Merges the smallest bins, exactly as documented, then leaves the rest to scipy."""
    n, m = sum(reference), sum(current)
    bins = sorted((a + b, a, b) for a, b in zip(reference, current) if a + b > 0)

    def low(rows):
        return Fraction(rows) * min(n, m) < 5 * (n + m)

    joined = [0, 0, 0]
    while bins and (low(bins[0][0]) or (joined[0] > 0 and low(joined[0]))):
        joined = [x + y for x, y in zip(joined, bins.pop(0))]
    if joined[0] > 0:
        bins.append(joined)
    if len(bins) < 2:
        return None
    table = np.array([[b[1] for b in bins], [b[2] for b in bins]], dtype=float)
    result = chi2_contingency(table, correction=False)
    return {"statistic": float(result[0]), "degrees": int(result[2]), "p": float(result[1])}


def wasserstein(reference, current, reference_means, current_means, deviation):
    def atoms(counts, means):
        kept = [(mean, count) for mean, count in zip(means, counts) if count > 0]
        return [mean for mean, _ in kept], [float(count) for _, count in kept]

    u, u_weights = atoms(reference, reference_means)
    v, v_weights = atoms(current, current_means)
    return float(wasserstein_distance(u, v, u_weights, v_weights)) / deviation


def table(reference, current, rng):
    reference = [int(x) for x in reference]
    current = [int(x) for x in current]
    scale = float(10.0 ** rng.integers(-3, 7))
    edges = np.sort(rng.normal(size=len(reference) + 1)) * scale
    means = [
        [float(rng.uniform(low, high)) for low, high in zip(edges, edges[1:])] for _ in range(2)
    ]
    deviation = float(scale * rng.uniform(0.2, 3))
    return {
        "reference": reference,
        "current": current,
        "reference_means": means[0],
        "current_means": means[1],
        "standard_deviation": deviation,
        "psi": psi(reference, current, Fraction(1, 2)),
        "psi_laplace": psi(reference, current, Fraction(1)),
        "psi_unsmoothed": psi(reference, current, Fraction(0)),
        "jensen_shannon": jensen_shannon(reference, current),
        "hellinger": hellinger(reference, current),
        "total_variation": float(sum(map(abs, differences(reference, current))) / 2),
        "l_infinity": float(max(map(abs, differences(reference, current)))),
        "kolmogorov_smirnov": kolmogorov_smirnov(reference, current),
        "chi_square": chi_square(reference, current),
        "wasserstein": wasserstein(reference, current, means[0], means[1], deviation),
    }


def tables(rng):
    made = [
        table([7], [3], rng),
        table([1], [10**12], rng),
        table([1, 0], [0, 1], rng),
        table([1, 1], [1, 1], rng),
        table([5, 0, 0, 5], [0, 5, 5, 0], rng),
        table([10**12, 10**12 + 1], [10**12 + 1, 10**12], rng),
        table([10**12, 1, 10**6], [10**6, 10**12, 1], rng),
        table([300, 400, 200, 100], [200, 400, 250, 150], rng),
        table([500, 300, 200, 0], [450, 0, 350, 200], rng),
        table([500, 300, 200], [5, 2, 3], rng),
        table([0, 0, 10, 0], [0, 0, 7, 0], rng),
        table([4, 4, 4, 4, 4], [4, 4, 4, 4, 4], rng),
    ]
    while len(made) < 200:
        bins = int(rng.choice([2, 3, 4, 5, 8, 10, 12, 20, 40]))
        sides = []
        base = rng.dirichlet(np.full(bins, rng.choice([0.3, 1, 10, 10])))
        for _ in range(2):
            rows = int(10 ** rng.uniform(1, rng.choice([2, 4, 9])))
            shape = base
            if rng.random() < 0.7:
                shape = base * rng.uniform(0.2, 2, size=bins)
            if rng.random() < 0.15:
                shape = shape * (rng.random(bins) < 0.7)
            if shape.sum() == 0:
                shape = np.ones(bins)
            sides.append(rng.multinomial(max(rows, 1), shape / shape.sum()))
        made.append(table(sides[0], sides[1], rng))
    return made


def numeric_bins(values, bins):
    """The definition of NumericBins, on plain lists."""
    ordered = sorted(value + 0.0 for value in values)
    n = len(ordered)
    cuts = {ordered[k * n // bins] for k in range(1, bins)}
    atoms = {value for value in set(ordered) if bins * ordered.count(value) > n}
    edges = cuts | atoms | {math.nextafter(atom, math.inf) for atom in atoms}
    return sorted({edge + 0.0 for edge in edges if edge < math.inf})


def binning(values, bins, rng):
    values = [float(value) for value in values]
    edges = numeric_bins(values, bins)
    asked = list(edges)
    asked += [math.nextafter(edge, -math.inf) for edge in edges]
    asked += [float(rng.choice(values)) for _ in range(10)] + [0.0, -0.0, -1e300, 1e300]
    asked = [value for value in asked if math.isfinite(value)]
    return {
        "values": values,
        "bins": bins,
        "edges": edges,
        "asked": asked,
        "indices": [sum(edge <= value for edge in edges) for value in asked],
    }


def binnings(rng):
    tiny = 5e-324
    largest = sys.float_info.max
    made = [
        binning([3], 10, rng),
        binning([3, 3, 3], 10, rng),
        binning([3, 4], 1, rng),
        binning([0.0, -0.0, 0.0, -0.0, 1, 2, 3], 10, rng),
        binning([-0.0] * 5, 2, rng),
        binning([-1, -0.0, 0.0, 1], 4, rng),
        binning([0] * 60 + list(range(1, 41)), 10, rng),
        binning([0] * 10 + list(range(1, 91)), 10, rng),
        binning([0] * 11 + list(range(1, 90)), 10, rng),
        binning([0, 1] * 50, 10, rng),
        binning([-3, -1, -1, -1, 2, 5, 7], 3, rng),
        binning([1e308, -1e308, 1e-308, -1e-308, tiny, -tiny, 0], 5, rng),
        binning([largest] * 3 + [1, 2], 4, rng),
        binning([-largest] * 3 + [1, 2], 4, rng),
        binning([tiny, tiny, -tiny, -tiny, 0], 10, rng),
        binning([1, math.nextafter(1, 2), 1, math.nextafter(1, 2)], 10, rng),
        binning(range(1000), 10, rng),
        binning(range(7), 10, rng),
        binning(rng.normal(size=500), 20, rng),
        binning(rng.normal(size=500), 40, rng),
        binning(rng.normal(size=200), 100, rng),
    ]
    while len(made) < 80:
        size = int(10 ** rng.uniform(0, 2.6))
        bins = int(rng.choice([2, 3, 5, 10, 10, 10, 17, 18, 25]))
        kind = rng.integers(0, 5)
        if kind == 0:
            values = rng.normal(size=size) * 10.0 ** rng.integers(-12, 12)
        elif kind == 1:
            values = rng.integers(-5, 6, size=size)
        elif kind == 2:
            values = np.where(rng.random(size) < 0.6, 0, rng.exponential(size=size))
        elif kind == 3:
            values = np.round(rng.normal(size=size), 1)
        else:
            values = rng.choice([-2.5, -0.0, 0.0, 0.1, 7], size=size)
        made.append(binning(values, bins, rng))
    return made


def quantiles(rng):
    made = []
    for size in (1, 2, 3, 10, 101):
        ordered = sorted(float(value) for value in rng.normal(size=size))
        for q in (0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 1.0):
            made.append({"sorted": ordered, "q": q, "quantile": float(np.quantile(ordered, q))})
    return made


def lines(entries):
    return "[\n" + ",\n".join(json.dumps(entry, allow_nan=False) for entry in entries) + "\n]"


def main():
    rng = np.random.default_rng(SEED)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write('{\n"tables": ' + lines(tables(rng)))
        out.write(',\n"numeric_bins": ' + lines(binnings(rng)))
        out.write(',\n"quantiles": ' + lines(quantiles(rng)) + "\n}\n")


if __name__ == "__main__":
    main()
