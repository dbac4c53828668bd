"""Writes the reference values that the tests of prediction quality hold the Java code to.

Needs Python 3.9 or later and: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1
Run it from the repository's root:

    python core/src/test/python/quality_reference.py core/src/test/resources/statistics/quality.json
    python core/src/test/python/quality_reference.py --bias core/src/test/resources/statistics/bias.json

Values are those of scikit-learn and scipy on rows; null where they say NaN, raise, or warn that the
value is undefined, and where scikit-learn's own convention is 0 or 1 for an undefined value, each
of them named below. Standard errors that no library has are made by other means than in Java:
derivatives by complex steps, DeLong's from all pairs of rows, likelihood ratios by integration,
sample sizes by search.

The second form writes how far the areas of binned scores are off those of the scores themselves,
for docs/binned-areas.md.
"""

import json
import math
import sys
import warnings

import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression

SEED = 20261121
CASES = 200


def known(function, *arguments, **options):
    """The value, or None where the library has none or warns that it made one up."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            value = float(function(*arguments, **options))
        except (ValueError, ZeroDivisionError, Warning):
            return None
    return value if math.isfinite(value) else None


def delta(function, counts):
    """The standard error of a function of multinomial counts, by the delta method."""
    counts = np.asarray(counts, dtype=float)
    rows = counts.sum()
    shares = counts.ravel() / rows
    slopes = np.zeros(shares.size)
    for cell in np.flatnonzero(shares):
        moved = shares.astype(complex)
        moved[cell] += 1e-30j
        slopes[cell] = (function(moved.reshape(counts.shape)) / 1e-30).imag
    centred = slopes - shares @ slopes
    return math.sqrt(shares @ centred**2 / rows)


def with_error(value, function, counts):
    return [value, None if value is None else delta(function, counts)]


# Two classes


def rows_of(table):
    """The rows of a table of counts: the indexes along either axis."""
    table = np.asarray(table)
    first, second = np.indices(table.shape).reshape(2, -1)
    return np.repeat(first, table.ravel()), np.repeat(second, table.ravel())


def confusion(tp, fp, fn, tn):
    actual, predicted = rows_of([[tn, fp], [fn, tp]])
    counts = [tp, fp, fn, tn]
    both = 0 < tp + fn and 0 < fp + tn
    both_predicted = 0 < tp + fp and 0 < fn + tn
    nan = {"zero_division": np.nan}

    def precision(label):
        return known(metrics.precision_score, actual, predicted, pos_label=label, **nan)

    def recall(label):
        return known(metrics.recall_score, actual, predicted, pos_label=label, **nan)

    accuracy = known(metrics.accuracy_score, actual, predicted) if len(actual) else None
    # undefined with one class: scikit-learn leaves the other one out, and has 0 for the correlation
    balanced = known(metrics.balanced_accuracy_score, actual, predicted) if both else None
    mcc = known(metrics.matthews_corrcoef, actual, predicted) if both and both_predicted else None
    f1 = known(metrics.f1_score, actual, predicted, **nan) if len(actual) else None
    rows = len(actual)
    positive_rate = float(np.mean(predicted)) if rows else None
    prevalence = float(np.mean(actual)) if rows else None
    lift = precision(1) / prevalence if tp + fp and tp + fn else None
    fpr = recall(0)

    def root_of_margins(c):
        return (
            np.sqrt(c[0] + c[1])
            * np.sqrt(c[0] + c[2])
            * np.sqrt(c[3] + c[1])
            * np.sqrt(c[3] + c[2])
        )

    return {
        "counts": counts,
        "accuracy": with_error(accuracy, lambda c: (c[0] + c[3]) / sum(c), counts),
        "precision": with_error(precision(1), lambda c: c[0] / (c[0] + c[1]), counts),
        "recall": with_error(recall(1), lambda c: c[0] / (c[0] + c[2]), counts),
        "specificity": with_error(recall(0), lambda c: c[3] / (c[3] + c[1]), counts),
        "false_positive_rate": with_error(
            None if fpr is None else 1 - fpr, lambda c: c[1] / (c[3] + c[1]), counts
        ),
        "negative_predictive_value": with_error(
            precision(0), lambda c: c[3] / (c[3] + c[2]), counts
        ),
        "f1": with_error(f1, lambda c: 2 * c[0] / (2 * c[0] + c[1] + c[2]), counts),
        "balanced_accuracy": with_error(
            balanced, lambda c: c[0] / (c[0] + c[2]) / 2 + c[3] / (c[3] + c[1]) / 2, counts
        ),
        "mcc": with_error(mcc, lambda c: (c[0] * c[3] - c[1] * c[2]) / root_of_margins(c), counts),
        "positive_rate": with_error(positive_rate, lambda c: (c[0] + c[1]) / sum(c), counts),
        "prevalence": with_error(prevalence, lambda c: (c[0] + c[2]) / sum(c), counts),
        "lift": with_error(lift, lambda c: c[0] * sum(c) / ((c[0] + c[1]) * (c[0] + c[2])), counts),
    }


def confusions(rng):
    made = [
        confusion(0, 0, 0, 0),
        confusion(1, 0, 0, 0),
        confusion(0, 1, 0, 0),
        confusion(0, 0, 1, 0),
        confusion(0, 0, 0, 1),
        confusion(5, 0, 0, 7),
        confusion(0, 5, 7, 0),
        confusion(0, 0, 9, 30),
        confusion(0, 8, 0, 30),
        confusion(9, 8, 0, 0),
        confusion(0, 3, 4, 5),
        confusion(20_000, 30_000, 40_000, 110_000),
    ]
    while len(made) < CASES:
        rows = int(10 ** rng.uniform(0, 4.5))
        shape = rng.dirichlet(np.full(4, rng.choice([0.2, 1, 5])))
        made.append(confusion(*(int(x) for x in rng.multinomial(rows, shape))))
    return made


# Scores


def all_pairs(positives, negatives):
    """DeLong's standard error, from every pair of a positive and a negative."""
    if len(positives) < 2 or len(negatives) < 2:
        return None
    above = positives[:, None] > negatives[None, :]
    wins = above + 0.5 * (positives[:, None] == negatives[None, :])
    variance = wins.mean(axis=1).var(ddof=1) / len(positives)
    return math.sqrt(variance + wins.mean(axis=0).var(ddof=1) / len(negatives))


def average_precision(counts):
    positives, negatives = counts[:, ::-1]
    hits, rows = np.cumsum(positives), np.cumsum(positives + negatives)
    kept = rows != 0
    return (positives[kept] * hits[kept] / rows[kept]).sum() / positives.sum()


def sums(values):
    values = [float(value) for value in values]
    return [len(values), math.fsum(values), math.fsum(value * value for value in values)]


def mean(values):
    values = np.asarray(values, dtype=float)
    error = float(stats.sem(values)) if len(values) > 1 else None
    return [float(values.mean()) if len(values) else None, error]


def scored(scores, labels, bins):
    scores, labels = np.asarray(scores, dtype=float), np.asarray(labels, dtype=int)
    edges = np.linspace(0, 1, bins + 1)
    index = np.searchsorted(edges[1:-1], scores)
    positives = np.bincount(index[labels == 1], minlength=bins)
    negatives = np.bincount(index[labels == 0], minlength=bins)
    rows = np.bincount(index, minlength=bins)
    means = [math.fsum(scores[index == b]) / rows[b] if rows[b] else 0.0 for b in range(bins)]
    counts = np.array([positives, negatives])
    both = positives.sum() > 0 and negatives.sum() > 0

    auc = known(metrics.roc_auc_score, labels, index) if len(labels) else None
    error = all_pairs(index[labels == 1], index[labels == 0]) if both else None
    # without positives scikit-learn warns, and says 0
    ap = known(metrics.average_precision_score, labels, index) if len(labels) else None
    ks = None
    if both:
        ks = stats.ks_2samp(index[labels == 1], index[labels == 0], method="asymp")
        at = ks.statistic_location
        below = [np.mean(index[labels == 1] <= at), np.mean(index[labels == 0] <= at)]
        ks = [
            float(ks.statistic),
            math.sqrt(
                below[0] * (1 - below[0]) / positives.sum()
                + below[1] * (1 - below[1]) / negatives.sum()
            ),
        ]
    ece = chance = None
    if len(labels):
        true, predicted = calibration_curve(labels, scores, n_bins=bins)
        weights = rows[rows > 0]
        sides = np.repeat(np.where(true < predicted, -1, 1), weights)
        ordered = labels[np.argsort(index, kind="stable")]
        signed = sides * (ordered - np.repeat(predicted, weights))
        ece = [float(np.average(abs(true - predicted), weights=weights)), 0.0]
        ece[1] = float(np.std(signed)) / math.sqrt(len(labels))
        spread = np.sqrt(predicted * (1 - predicted) / weights)
        chance = float(np.average(spread, weights=weights)) * math.sqrt(2 / math.pi)
    kept = np.clip(scores, 1e-9, 1 - 1e-9)
    squares = (scores - labels) ** 2
    losses = -(special.xlogy(labels, kept) + special.xlogy(1 - labels, 1 - kept))
    brier, loss = mean(squares), mean(losses)
    if len(labels):
        brier[0] = float(metrics.brier_score_loss(labels, scores, pos_label=1))
        loss[0] = float(metrics.log_loss(labels, kept, labels=[0, 1]))
    return {
        "positives": positives.tolist(),
        "negatives": negatives.tolist(),
        "means": means,
        "roc_auc": [auc, error],
        "average_precision": with_error(ap, average_precision, counts),
        "kolmogorov_smirnov": ks or [None, None],
        "calibration_error": ece or [None, None],
        "calibration_error_by_chance": chance,
        "squares": sums(squares),
        "brier": brier,
        "losses": sums(losses),
        "log_loss": loss,
    }


def scoreds(rng):
    made = [
        scored([], [], 5),
        scored([0.3], [1], 5),
        scored([0.3], [0], 5),
        scored([0.3, 0.7], [0, 1], 4),
        scored([0.3, 0.7], [1, 0], 4),
        scored([0.5] * 30, [0, 1, 1] * 10, 10),
        scored([0.1, 0.2, 0.8], [1, 1, 1], 10),
        scored([0.1, 0.2, 0.8], [0, 0, 0], 10),
        scored([0, 0, 1, 1], [0, 0, 1, 1], 2),
        scored([0, 0.5, 1], [0, 1, 1], 1),
    ]
    while len(made) < CASES:
        rows = int(10 ** rng.uniform(0.3, 3.2))
        a, b = rng.choice([0.2, 0.5, 1, 2, 5], size=2)
        scores = rng.beta(a, b, size=rows)
        if rng.random() < 0.3:
            scores = np.round(scores, 1)
        labels = rng.random(rows) < scores ** rng.choice([0.5, 1, 1, 2, 8])
        made.append(scored(scores, labels, int(rng.choice([2, 5, 10, 20, 40]))))
    return made


# Many classes


def f1s(c):
    weights = c.sum(axis=0) + c.sum(axis=1)
    kept = weights != 0
    return 2 * np.diagonal(c)[kept] / weights[kept], c.sum(axis=1)[kept]


def macro_f1(c):
    values, _ = f1s(c)
    return values.sum() / len(values)


def weighted_f1(c):
    values, rows = f1s(c)
    return (values * rows).sum() / rows.sum()


def balanced_accuracy(c):
    rows = c.sum(axis=1)
    kept = rows != 0
    return (np.diagonal(c)[kept] / rows[kept]).sum() / kept.sum()


def gorodkin(c):
    actual, predicted, rows = c.sum(axis=1), c.sum(axis=0), c.sum()
    covariance = np.trace(c) * rows - (actual * predicted).sum()
    return (
        covariance / np.sqrt(rows**2 - (actual**2).sum()) / np.sqrt(rows**2 - (predicted**2).sum())
    )


def classes(table):
    table = np.asarray(table)
    actual, predicted = rows_of(table)
    some = len(actual) > 0
    labels = list(range(len(table)))
    per_class = [[None, None, None] for _ in labels]
    if some:
        each = metrics.precision_recall_fscore_support(
            actual, predicted, labels=labels, zero_division=np.nan
        )
        per_class = [[x if math.isfinite(x) else None for x in row] for row in np.array(each[:3]).T]

    def f1(average):
        return float(metrics.f1_score(actual, predicted, average=average)) if some else None

    balanced = None
    if some:
        with warnings.catch_warnings():
            # a class that was predicted and never came is left out, here and there
            warnings.simplefilter("ignore")
            balanced = float(metrics.balanced_accuracy_score(actual, predicted))
    # undefined with one class on a side: scikit-learn has 0
    mcc = None
    if len(set(actual)) > 1 and len(set(predicted)) > 1:
        mcc = float(metrics.matthews_corrcoef(actual, predicted))
    accuracy = float(metrics.accuracy_score(actual, predicted)) if some else None
    return {
        "counts": table.tolist(),
        "classes": per_class,
        "accuracy": with_error(accuracy, lambda c: np.trace(c) / c.sum(), table),
        "macro_f1": with_error(f1("macro"), macro_f1, table),
        "weighted_f1": with_error(f1("weighted"), weighted_f1, table),
        "balanced_accuracy": with_error(balanced, balanced_accuracy, table),
        "mcc": with_error(mcc, gorodkin, table),
    }


def class_tables(rng):
    made = [
        classes([[0, 0], [0, 0]]),
        classes([[1, 0], [0, 0]]),
        classes([[0, 1], [0, 0]]),
        classes([[3, 4], [0, 0]]),
        classes([[3, 0], [4, 0]]),
        classes([[4, 0, 0], [0, 5, 0], [0, 0, 6]]),
        classes([[0, 4, 0], [0, 0, 5], [6, 0, 0]]),
        classes([[4, 1, 0], [2, 5, 0], [0, 0, 0]]),
    ]
    while len(made) < CASES:
        size = int(rng.choice([2, 3, 4, 5, 8]))
        rows = int(10 ** rng.uniform(0, 4))
        shape = rng.dirichlet(np.full(size * size, rng.choice([0.2, 1])))
        shape += rng.choice([0, 0.3]) * np.eye(size).ravel() * rng.random(size * size)
        table = rng.multinomial(rows, shape / shape.sum()).reshape(size, size)
        made.append(classes(table))
    return made


# Numbers


def regression(labels, predictions):
    y, f = np.asarray(labels, dtype=float), np.asarray(predictions, dtype=float)
    e = f - y
    relative = abs(e[y != 0]) / abs(y[y != 0])
    some = (y != 0) | (f != 0)
    symmetric = 2 * abs(e[some]) / (abs(y[some]) + abs(f[some]))
    mae, rmse, mape = mean(abs(e)), mean(e**2), mean(relative)
    if len(y):
        mae[0] = float(metrics.mean_absolute_error(y, f))
        rmse[0] = float(metrics.root_mean_squared_error(y, f))
        if rmse[1] is not None:
            rmse[1] = rmse[1] / 2 / rmse[0] if rmse[0] > 0 else None
    # rows with a label of 0 are left out: scikit-learn divides by 2e-16
    if len(relative):
        mape[0] = float(metrics.mean_absolute_percentage_error(y[y != 0], f[y != 0]))
    return {
        "sums": [
            len(y),
            math.fsum(e),
            math.fsum(abs(e)),
            math.fsum(e**2),
            math.fsum(e**4),
            math.fsum(y),
            math.fsum(y**2),
        ],
        "relative": sums(relative),
        "symmetric": sums(symmetric),
        "bias": mean(e),
        "mae": mae,
        "rmse": rmse,
        "mape": mape,
        "smape": mean(symmetric),
        # not the 0 or 1 that scikit-learn puts for labels that do not vary
        "r2": known(metrics.r2_score, y, f, force_finite=False),
    }


def regressions(rng):
    made = [
        regression([], []),
        regression([3], [4]),
        regression([0], [0]),
        regression([0], [2]),
        regression([0, 0], [1, 2]),
        regression([5, 5, 5], [4, 5, 7]),
        regression([0.1] * 10, [0.1] * 10),
        regression([1, 2, 3], [1, 2, 3]),
        regression([1, 2, 3], [3, 2, 1]),
    ]
    while len(made) < CASES:
        rows = int(10 ** rng.uniform(0.3, 3))
        scale = 10.0 ** rng.integers(-3, 5)
        y = rng.normal(rng.choice([0, 2, 5]), 1, size=rows) * scale
        f = y + rng.normal(rng.choice([0, 0.3]), rng.choice([0.1, 1]), size=rows) * scale
        if rng.random() < 0.3:
            y, f = np.round(y / scale), np.round(f / scale)
        made.append(regression(y, f))
    return made


# Rankings


def ranking(relevances, k):
    relevances = [float(relevance) for relevance in relevances]
    descending = [list(range(len(relevances), 0, -1))]
    # 0 by convention where nothing is relevant
    ndcg = known(metrics.ndcg_score, [relevances], descending, k=k) if any(relevances) else None
    first = next((i for i, relevance in enumerate(relevances) if relevance > 0), None)
    return {
        "relevances": relevances,
        "k": k,
        "ndcg": ndcg,
        "hit": first is not None and first < k,
        "reciprocal_rank": 0.0 if first is None else 1 / (first + 1),
    }


def rankings(rng):
    made = [
        ranking([], 5),
        ranking([1], 1),
        ranking([0], 5),
        ranking([0, 0, 0], 2),
        ranking([0, 0, 1], 2),
        ranking([1, 0], 10),
    ]
    while len(made) < CASES:
        size = int(rng.integers(2, 30))
        relevances = rng.integers(0, rng.choice([2, 2, 5]), size=size)
        relevances = relevances * (rng.random(size) < rng.choice([0.1, 0.5, 1]))
        made.append(ranking(relevances, int(rng.choice([1, 3, 5, 10, 50]))))
    return made


# Comparisons


def wilson(successes, trials, level):
    if trials == 0:
        return None
    found = stats.binomtest(successes, trials).proportion_ci(level, method="wilson")
    return [float(found.low), float(found.high)]


def proportions(x1, n1, x2, n2):
    level = 0.95
    table = [[x1, n1 - x1], [x2, n2 - x2]]
    first, second = wilson(x1, n1, level), wilson(x2, n2, level)
    between = None
    if first and second:
        p1, p2 = x1 / n1, x2 / n2
        between = [
            p2 - p1 - math.hypot(p2 - second[0], first[1] - p1),
            p2 - p1 + math.hypot(second[1] - p2, p1 - first[0]),
        ]
    return {
        "counts": [x1, n1, x2, n2],
        "wilson": first,
        "interval": between,
        "z": known(
            lambda: math.copysign(
                math.sqrt(stats.chi2_contingency(table, correction=False)[0]), x2 / n2 - x1 / n1
            )
        ),
        "p": known(lambda: stats.chi2_contingency(table, correction=False)[1]),
        "none": known(lambda: stats.hypergeom.pmf(0, n1 + n2, x1, n2)) if n2 else None,
    }


def all_proportions(rng):
    made = [
        proportions(0, 0, 0, 0),
        proportions(0, 0, 3, 5),
        proportions(3, 5, 0, 0),
        proportions(0, 5, 0, 7),
        proportions(5, 5, 7, 7),
        proportions(0, 5, 7, 7),
        proportions(0, 1, 1, 1),
        proportions(500_000, 1_000_000, 502_000, 1_000_000),
    ]
    while len(made) < CASES:
        n1, n2 = (int(10 ** rng.uniform(0, 6)) for _ in range(2))
        p1 = rng.beta(1, rng.choice([1, 20]))
        p2 = float(np.clip(p1 + rng.normal() / math.sqrt(min(n1, n2)), 0, 1))
        made.append(proportions(int(rng.binomial(n1, p1)), n1, int(rng.binomial(n2, p2)), n2))
    return made


def log_likelihood_ratio(difference, error, mixture):
    """Of the difference averaged over the effects of the mixture, and without an effect."""
    peak = difference * mixture**2 / (mixture**2 + error**2)
    width = error * mixture / math.hypot(error, mixture)
    # the trapezoidal rule is exact for what falls off on both sides as fast as this
    effects, step = np.linspace(peak - 14 * width, peak + 14 * width, 400, retstep=True)
    densities = stats.norm.logpdf(difference, effects, error) + stats.norm.logpdf(
        effects, 0, mixture
    )
    averaged = special.logsumexp(densities) + math.log(step)
    return float(averaged - stats.norm.logpdf(difference, 0, error))


def means(first, second, mixture):
    result = None
    if len(first) > 1 and len(second) > 1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = stats.ttest_ind(second, first, equal_var=False)
    made = {"control": sums(first), "treatment": sums(second), "mixture": mixture, "test": None}
    if result is None or not math.isfinite(result.statistic):
        return made
    interval = result.confidence_interval(0.95)
    error = math.hypot(stats.sem(first), stats.sem(second))
    difference = float(np.mean(second) - np.mean(first))
    bound = optimize.brentq(
        lambda x: log_likelihood_ratio(x * error, error, mixture) + math.log(0.05),
        0,
        40,
        xtol=1e-13,
    )
    made["test"] = {
        "difference": [difference, error],
        "degrees": float(result.df),
        "p": float(result.pvalue),
        "interval": [float(interval.low), float(interval.high)],
        "always_valid_p": math.exp(min(0.0, -log_likelihood_ratio(difference, error, mixture))),
        "always_valid_half_width": bound * error,
    }
    return made


def all_means(rng):
    made = [
        means([], [], 1.0),
        means([1], [2, 3], 1.0),
        means([1, 1], [1, 1], 1.0),
        means([1, 1], [2, 2], 1.0),
        means([1, 1], [2, 3], 1.0),
        means([0, 1, 1], [1, 0, 0], 1.0),
    ]
    while len(made) < CASES:
        n1, n2 = (int(10 ** rng.uniform(0.4, 2.7)) for _ in range(2))
        scale = 10.0 ** rng.integers(-2, 4)
        first = rng.normal(1, 1, size=n1) * scale
        second = rng.normal(1 + rng.choice([0, 0.3]), rng.choice([0.2, 1, 3]), size=n2) * scale
        made.append(means(first, second, float(scale * 10 ** rng.uniform(-1, 1))))
    return made


def mcnemar(rows, b, c):
    return {
        "counts": [rows, b, c],
        "p": float(stats.chi2.sf((b - c) ** 2 / (b + c), 1)) if b + c else None,
        "exact": float(stats.binomtest(b, b + c).pvalue) if b + c else 1.0,
        "difference": with_error(
            (c - b) / rows, lambda x: (x[1] - x[0]) / x.sum(), [b, c, rows - b - c]
        ),
    }


def mcnemars(rng):
    made = [mcnemar(1, 0, 0), mcnemar(1, 1, 0), mcnemar(9, 0, 9), mcnemar(9, 4, 4)]
    while len(made) < CASES:
        rows = int(10 ** rng.uniform(0.5, 5))
        b, c, _ = rng.multinomial(rows, rng.dirichlet([1, 1, rng.choice([1, 20])]))
        made.append(mcnemar(rows, int(b), int(c)))
    return made


def sample_sizes(rng):
    """Rows at which the probability of a difference beyond the bound is the power."""
    made = []
    while len(made) < CASES:
        alpha, power = float(rng.choice([0.01, 0.05, 0.1])), float(rng.choice([0.5, 0.8, 0.95]))
        control = float(rng.uniform(0.001, 0.6))
        effect = float(control * rng.uniform(0.02, 0.6))
        deviation, shift = float(rng.uniform(0.5, 5)), float(rng.uniform(0.01, 0.5))
        middle, treatment = control + effect / 2, control + effect
        pooled = 2 * middle * (1 - middle)
        apart = control * (1 - control) + treatment * (1 - treatment)

        def rows(null, alternative, difference):
            def shortfall(log_rows):
                n = math.exp(log_rows)
                bound = stats.norm.isf(alpha / 2, scale=math.sqrt(null / n))
                return stats.norm.sf(bound, difference, math.sqrt(alternative / n)) - power

            return math.exp(optimize.brentq(shortfall, -5, 40, xtol=1e-14))

        needed = [rows(pooled, apart, effect), rows(2 * deviation**2, 2 * deviation**2, shift)]
        if all(abs(n - round(n)) > 1e-4 for n in needed):
            made.append(
                {
                    "test": [alpha, power],
                    "proportions": [control, effect, math.ceil(needed[0])],
                    "means": [deviation, shift, math.ceil(needed[1])],
                }
            )
    return made


def adjustments(rng):
    made = []
    while len(made) < CASES:
        p = rng.random(int(rng.integers(1, 30))) ** rng.choice([1, 5])
        if rng.random() < 0.3:
            p = np.round(p, 1)
        made.append({"p": p.tolist(), "adjusted": stats.false_discovery_control(p).tolist()})
    return made


def expected_auc(rows, positives):
    negatives = rows - positives
    below = np.cumsum(negatives) - negatives / 2
    return positives @ below / (positives.sum() * negatives.sum())


def calibrated(positives, negatives, scores, decided, rows):
    """Quality by the calibrated probabilities; errors by complex steps, bin by bin."""
    known = positives + negatives > 0
    weights = (positives + negatives)[known]
    isotonic = IsotonicRegression(out_of_bounds="clip")
    isotonic.fit(scores[known], positives[known] / weights, sample_weight=weights)
    p = isotonic.predict(scores)
    nearest = [np.flatnonzero(known)[np.argmin(abs(scores[known] - s))] for s in scores]
    chosen = decided[nearest]
    blocks = np.unique(p[nearest], return_inverse=True)[1]
    predicted = rows * chosen

    def metric(name, yes, no):
        """Of positives among the rows that are predicted positive, and among the others."""
        positive = yes.sum() + no.sum()
        if name == "accuracy":
            return (yes.sum() + (rows - predicted - no).sum()) / rows.sum()
        if name == "precision":
            return yes.sum() / predicted.sum()
        if name == "recall":
            return yes.sum() / positive
        if name == "specificity":
            return (rows - predicted - no).sum() / (rows.sum() - positive)
        if name == "f1":
            return 2 * yes.sum() / (predicted.sum() + positive)
        return expected_auc(rows, yes + no)

    def error(name):
        yes = predicted * p
        no = (rows - predicted) * p
        slopes = np.zeros((2, len(rows)))
        for side, bin in np.ndindex(*slopes.shape):
            moved = [yes.astype(complex), no.astype(complex)]
            moved[side][bin] += 1e-30j
            slopes[side, bin] = (metric(name, *moved) / 1e-30).imag
        sides = np.array([predicted, rows - predicted])
        variance = (slopes**2 * sides * p * (1 - p)).sum()
        for block in range(blocks.max() + 1):
            inside = blocks == block
            m = (positives + negatives)[inside].sum()
            share = (positives[inside].sum() + 0.5) / (m + 1)
            variance += (slopes * sides)[:, inside].sum() ** 2 * share * (1 - share) / m
        return math.sqrt(variance)

    labels = np.tile(np.repeat([1, 0], len(rows)), 2)
    answers = np.repeat([1, 0], 2 * len(rows))
    bins = np.tile(np.arange(len(rows)), 4)
    cells = [predicted * p, predicted * (1 - p), (rows - predicted) * p, (rows - predicted) * (1 - p)]
    weight = np.concatenate(cells)
    options = {"sample_weight": weight}
    values = {
        "accuracy": known_value(weight.sum(), metrics.accuracy_score, labels, answers, **options),
        "precision": known_value(
            predicted.sum(), metrics.precision_score, labels, answers, **options
        ),
        "recall": known_value(
            (rows * p).sum(), metrics.recall_score, labels, answers, **options
        ),
        "specificity": known_value(
            (rows * (1 - p)).sum(), metrics.recall_score, labels, answers, pos_label=0, **options
        ),
        "f1": known_value(
            predicted.sum() + (rows * p).sum(), metrics.f1_score, labels, answers, **options
        ),
        "roc_auc": known_value(
            (rows * p).sum() * (rows * (1 - p)).sum(),
            metrics.roc_auc_score, labels, bins, **options
        ),
    }
    return {
        "probabilities": p.tolist(),
        "decided": chosen.tolist(),
        **{name: [v, None if v is None else error(name)] for name, v in values.items()},
    }


def known_value(divisor, function, *arguments, **options):
    return float(function(*arguments, **options)) if divisor > 0 else None


def calibrations(rng):
    made = []
    while len(made) < CASES:
        bins = int(rng.integers(1, 12))
        scores = np.sort(rng.choice(np.arange(1, 100), bins, replace=False)) / 100
        reference = rng.poisson(rng.choice([0.7, 5, 60]), bins)
        positives = rng.binomial(reference, np.clip(scores + rng.normal(0, 0.2, bins), 0, 1))
        rows = rng.poisson(rng.choice([0.5, 4, 50]), bins)
        decided = (scores > rng.random()).astype(float)
        if rng.random() < 0.3:
            decided = rng.random(bins).round(2)
        if reference.sum() > 0:
            counts = {"positives": positives, "negatives": reference - positives}
            made.append(
                {name: values.tolist() for name, values in counts.items()}
                | {"scores": scores.tolist(), "shares": decided.tolist(), "rows": rows.tolist()}
                | calibrated(positives, reference - positives, scores, decided, rows)
            )
    return made


# How much binning changes


def grid():
    """The edges of io.tidegauge.counts.CohortColumns.SCORES; a test holds them to each other."""
    low = [a * 10.0**-e for e in range(7, 2, -1) for a in (1, 2, 5)] + [0.015, 0.025, 0.035, 0.045]
    edges = low + [i / 100 for i in range(1, 100)] + [1 - edge for edge in low]
    return np.array(sorted(float(f"{edge:.12g}") for edge in edges))


def bias():
    rng = np.random.default_rng(SEED)
    rows = 2_000_000

    def bimodal():
        return np.where(rng.random(rows) < 0.9, rng.beta(1, 30, rows), rng.beta(20, 4, rows))

    shapes = {
        "uniform": lambda: rng.random(rows),
        "beta(0.5, 5)": lambda: rng.beta(0.5, 5, rows),
        "beta(0.2, 20)": lambda: rng.beta(0.2, 20, rows),
        "beta(0.05, 20)": lambda: rng.beta(0.05, 20, rows),
        "bimodal": bimodal,
        "in 0.48 to 0.52": lambda: rng.uniform(0.48, 0.52, rows),
    }
    made = []
    bins = len(grid()) + 1
    for name, draw in shapes.items():
        scores = draw()
        labels = rng.random(rows) < scores
        index = np.searchsorted(grid(), scores, side="right")
        auc, binned = (metrics.roc_auc_score(labels, x) for x in (scores, index))
        ap, binned_ap = (metrics.average_precision_score(labels, x) for x in (scores, index))
        p, n = labels.sum(), rows - labels.sum()
        places = stats.rankdata(scores) - 1
        wins = (places[labels] - (stats.rankdata(scores[labels]) - 1)) / n
        losses = (places[~labels] - (stats.rankdata(scores[~labels]) - 1)) / p
        error = math.sqrt(wins.var() / p + losses.var() / n)
        made.append(
            {
                "scores": name,
                "positives": np.bincount(index[labels], minlength=bins).tolist(),
                "negatives": np.bincount(index[~labels], minlength=bins).tolist(),
                "roc_auc": float(auc),
                "roc_auc_binned": float(binned),
                "roc_auc_standard_error": error,
                "average_precision": float(ap),
                "average_precision_binned": float(binned_ap),
            }
        )
    return made


def lines(entries):
    texts = (json.dumps(entry, allow_nan=False, separators=(",", ":")) for entry in entries)
    return "[\n" + ",\n".join(texts) + "\n]"


def main():
    if sys.argv[1] == "--bias":
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            edges = json.dumps(grid().tolist())
            out.write(f'{{"edges": {edges},\n"shapes": {lines(bias())}}}\n')
        return
    rng = np.random.default_rng(SEED)
    kinds = {
        "confusions": confusions,
        "scores": scoreds,
        "classes": class_tables,
        "regressions": regressions,
        "rankings": rankings,
        "proportions": all_proportions,
        "means": all_means,
        "mcnemar": mcnemars,
        "sample_sizes": sample_sizes,
        "adjustments": adjustments,
        "calibrations": calibrations,
    }
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        parts = (f'"{name}": {lines(make(rng))}' for name, make in kinds.items())
        out.write("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    main()
