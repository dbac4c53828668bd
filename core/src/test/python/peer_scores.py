"""Writes the scores of other tools that the tests hold io.tidegauge.statistics.PeerScore to.

Needs Python 3.9 or later and: numpy==2.4.6 scipy==1.17.1. Run it from the
repository's root:

    python core/src/test/python/peer_scores.py core/src/test/resources/statistics/peers.json

Each formula restates what the tool publishes, by numpy and scipy, of counts in the same bins. With
--packages before the path the values are also held to those of the tools themselves, whose rows are
made from the counts: every value of Evidently's (evidently==0.7.23 with pandas==2.3.3),
NannyML's (nannyml==0.13.1) and Soda's (soda-core-scientific==3.5.6) is then also the package's own, but for

  - Evidently's and NannyML's bins, which are theirs where columns are numeric: here rows are
    categories, so that the bins are the same;
  - NannyML's Kolmogorov-Smirnov statistic, which is that of the bins' numbers as values;
  - Soda's draw of the reference: its formulas are called with the reference itself.

TFDV, Azure Machine Learning, Deequ, SageMaker and TrustyAI are no packages that one installs beside
these: their values are those of the formulas alone.
"""

import json
import math
import sys
import warnings

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency, chisquare, entropy

SEED = 20261122
CASES = 60
ROOT_OF_ROUNDING = 5e-8


def evidently_shares(counts):
    shares = counts / counts.sum()
    least = min(shares[shares != 0])
    np.place(shares, shares == 0, least / 10**6 if least <= 0.0001 else 0.0001)
    return shares


def evidently(reference, current):
    p, q = evidently_shares(reference), evidently_shares(current)
    known = reference / reference.sum(), current / current.sum()
    expected = reference * (current.sum() / reference.sum())
    return {
        "evidently_psi": np.sum((p - q) * np.log(p / q)),
        "evidently_kl_divergence": entropy(p, q),
        "evidently_jensen_shannon": jensenshannon(*known),
        "evidently_hellinger": math.sqrt(max(0.0, 1 - np.sum(np.sqrt(known[0] * known[1])))),
        "evidently_chi_square_pvalue": chisquare(current, expected)[1],
    }


def nannyml(reference, current):
    p, q = reference / reference.sum(), current / current.sum()
    return {
        "nannyml_jensen_shannon": jensenshannon(p, q, base=2),
        "nannyml_hellinger": math.sqrt(np.sum((np.sqrt(p) - np.sqrt(q)) ** 2)) / math.sqrt(2),
        "nannyml_l_infinity": max(abs(p - q)),
        "nannyml_kolmogorov_smirnov": max(abs(np.cumsum(p) - np.cumsum(q))),
        "nannyml_chi_square": chi2_contingency([reference, current])[0],
    }


def tfdv(reference, current):
    p, q = reference / reference.sum(), current / current.sum()
    total = reference.sum() + current.sum()
    return {
        "tfdv_jensen_shannon_divergence": jensenshannon(p, q, base=2) ** 2,
        "tfdv_l_infinity": max(abs(p - q)),
        "tfdv_normalized_absolute_difference": max(abs(reference - current)) / total,
    }


def azure(reference, current):
    p = (reference + 1) / (reference.sum() + len(reference))
    q = (current + 1) / (current.sum() + len(current))
    return {
        "azure_psi": np.sum((p - q) * np.log(p / q)),
        "azure_jensen_shannon": jensenshannon(reference, current, base=2),
    }


def deequ(reference, current):
    p, q = reference / reference.sum(), current / current.sum()
    n, m = reference.sum(), current.sum()
    correction = 1.8 * math.sqrt((n + m) / (n * m))
    infinity = max(0.0, max(abs(p - q)) - correction)
    smirnov = max(0.0, max(abs(np.cumsum(p) - np.cumsum(q))) - correction)
    return {
        "deequ_psi": np.sum((p - q) * np.log(p / q)),
        "deequ_l_infinity": infinity,
        "deequ_kolmogorov_smirnov": smirnov,
        "sagemaker_l_infinity": infinity,
        "sagemaker_kolmogorov_smirnov": smirnov,
    }


def soda(reference, current):
    p, q = reference / reference.sum(), current / current.sum()
    p, q = np.where(p == 0, 10**-5, p), np.where(q == 0, 10**-5, q)
    scaled = np.array([round(share * current.sum()) for share in reference / reference.sum()])
    pvalue = math.nan
    if min(scaled) >= 5 and min(current) >= 5:
        plus = current + 1, scaled + 1
        pvalue = chisquare(plus[0], plus[1] * np.mean(plus[0]) / np.mean(plus[1]))[1]
    return {
        "soda_psi": np.sum((q - p) * np.log(q / p)),
        "soda_chi_square_pvalue": pvalue,
    }


def trustyai(reference, current):
    return {"trustyai_jensen_shannon": jensenshannon(reference, current)}


def scores(reference, current):
    filled = [(a, b) for a, b in zip(reference, current) if a + b > 0]
    sides = [np.array(side, dtype=float) for side in zip(*filled)]
    values = {}
    with np.errstate(all="ignore"):
        for tool in (evidently, nannyml, tfdv, azure, deequ, soda, trustyai):
            values |= tool(*sides)
    return {name: float(x) if math.isfinite(x) else None for name, x in values.items()}


def packages(reference, current):
    """What the tools' own code says of rows that are made from the counts."""
    import logging

    import pandas as pd

    logging.disable(logging.CRITICAL)
    from evidently.legacy.calculations.stattests import (
        chisquare_stattest,
        hellinger_distance,
        jensenshannon as evidently_js,
        kl_div,
        psi,
    )
    from evidently.legacy.core import ColumnType
    from nannyml.drift.univariate import methods
    from nannyml.chunk import DefaultChunker
    from nannyml.thresholds import ConstantThreshold
    from soda.scientific.distribution import comparison

    bins = np.arange(len(reference))
    numbers = [pd.Series(np.repeat(bins, side)) for side in (reference, current)]
    words = [side.map(lambda bin: f"bin {bin}").astype(str) for side in numbers]
    category = ColumnType.Categorical
    found = {
        "evidently_psi": psi._psi(*words, category, 0.1)[0],
        "evidently_kl_divergence": kl_div._kl_div(*words, category, 0.1)[0],
        "evidently_jensen_shannon": evidently_js._jensenshannon(*words, category, 0.1)[0],
        "evidently_hellinger": hellinger_distance._hellinger_distance(*words, category, 0.1)[0],
        "evidently_chi_square_pvalue": chisquare_stattest._chi_stat_test(*words, category, 0.1)[0],
    }
    options = {"chunker": DefaultChunker(), "threshold": ConstantThreshold()}
    for name, method, rows in [
        ("jensen_shannon", methods.CategoricalJensenShannonDistance, words),
        ("hellinger", methods.CategoricalHellingerDistance, words),
        ("l_infinity", methods.LInfinityDistance, words),
        ("kolmogorov_smirnov", methods.KolmogorovSmirnovStatistic, numbers),
        ("chi_square", methods.Chi2Statistic, words),
    ]:
        made = method(**options)
        made._fit(rows[0])
        found["nannyml_" + name] = made._calculate(rows[1])
    if len(reference) <= 10 and all(a + b > 0 for a, b in zip(reference, current)):
        # its ten bins over the range: each number from 0 to the last is in one of its own
        index = comparison.PSIAlgorithm.__new__(comparison.PSIAlgorithm)
        index.ref_data, index.test_data = (side.to_numpy() for side in numbers)
        found["soda_psi"] = index.evaluate()["check_value"]
    shares = np.array(reference) / sum(reference)
    square = comparison.ChiSqAlgorithm.__new__(comparison.ChiSqAlgorithm)
    names = [f"bin {bin}" for bin in bins]
    square.test_data = pd.Series(current, index=names)
    square.ref_data = pd.Series([round(share * sum(current)) for share in shares], index=names)
    try:
        found["soda_chi_square_pvalue"] = square.evaluate()["check_value"]
    except comparison.NotEnoughSamplesException:
        found["soda_chi_square_pvalue"] = math.nan
    return found


def hold(case):
    both = [(a, b) for a, b in zip(case["reference"], case["current"]) if a + b > 0]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        found = packages(*[list(side) for side in zip(*both)])
    for name, value in found.items():
        made = case["scores"][name]
        if made is None:
            assert not math.isfinite(value), (name, value, case)
        else:
            # near 0 the root of what rounding left over is large, or of a negative number
            nothing = made < ROOT_OF_ROUNDING and math.isnan(value)
            close = math.isclose(made, value, rel_tol=1e-9, abs_tol=ROOT_OF_ROUNDING)
            assert nothing or close, (name, made, value, case)
    return len(found)


def case(reference, current):
    reference, current = ([int(count) for count in side] for side in (reference, current))
    return {"reference": reference, "current": current, "scores": scores(reference, current)}


def cases():
    rng = np.random.default_rng(SEED)
    yield case([300, 400, 200, 100], [200, 400, 250, 150])
    yield case([500, 300, 200, 0], [450, 0, 350, 200])
    yield case([500, 300, 200], [5, 2, 3])
    yield case([70], [30])
    yield case([0, 70, 0], [0, 30, 0])
    yield case([50, 50], [30, 70])
    yield case([40_000, 3, 0], [20_000, 0, 1])
    yield case([40_000, 1, 1], [40_000, 1, 1])
    for _ in range(CASES):
        bins = int(rng.integers(2, 25))
        shares = rng.dirichlet(np.full(bins, rng.choice([0.3, 1, 10])), 2)
        mix = rng.choice([0.0, 0.1, 1.0])
        rows = [int(10 ** rng.uniform(*range)) for range in ((1.5, 4.5), (0.5, 4.5))]
        yield case(
            rng.multinomial(rows[0], shares[0]),
            rng.multinomial(rows[1], (1 - mix) * shares[0] + mix * shares[1]),
        )


def main():
    made = list(cases())
    if sys.argv[1] == "--packages":
        print(sum(hold(one) for one in made), "values are the packages' own")
    with open(sys.argv[-1], "w", encoding="utf-8") as out:
        json.dump({"cases": made}, out, allow_nan=False, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
