#!/usr/bin/env python3
"""When does a feature of the bank example drift? Computed outside Java, from the definitions alone.

Model version v1, a window of seven days that ends at t (not included), t every hour from
2008-06-02T00:00Z to 2008-11-30T00:00Z. A feature is over at t when the window holds at least 300
rows, and the feature's PSI is above 0.2 and above its profile's noise at as many rows as have a
value of it.

    psi_intervals.csv  feature, from (the first step over), to (the first step no longer over; empty
                       where the last step is still over)
    psi_values.csv     feature, t, rows with a value, psi: every 23rd step, so that all hours of the
                       day occur

Usage: psi_intervals.py [--no-noise] [--out FOLDER] DATA     (DATA holds predictions.parquet and
reference.parquet; needs duckdb, numpy and scipy)
"""

import argparse
import csv
import json
import pathlib
from datetime import datetime, timedelta, timezone

import duckdb
import numpy as np
from scipy.special import rel_entr

HERE = pathlib.Path(__file__).parent
NUMERIC = ["age", "campaign", "pdays", "previous"]
CATEGORY = [
    "job", "marital", "education", "default", "housing", "loan", "contact", "poutcome",
]  # fmt: skip
FEATURES = ["age", *CATEGORY[:7], "campaign", "pdays", "previous", "poutcome"]
START = datetime(2008, 6, 2, tzinfo=timezone.utc)
END = datetime(2008, 11, 30, tzinfo=timezone.utc)
STEPS = int((END - START) / timedelta(hours=1)) + 1
WINDOW = 7 * 24
BINS, TOP, ROWS, PSI = 10, 50, 300, 0.2
LEVEL = "0.999"


def numeric_bins(reference):
    """Edges at the deciles; a value that fills more than one decile is alone between two edges."""
    values = np.sort(reference[np.isfinite(reference)] + 0.0)  # + 0.0 turns -0.0 into 0.0
    n = len(values)
    if n == 0:
        return None
    cuts = values[[k * n // BINS for k in range(1, BINS)]]
    distinct, count = np.unique(values, return_counts=True)
    atoms = distinct[BINS * count > n]
    edges = np.unique(np.concatenate([cuts, atoms, np.nextafter(atoms, np.inf)]))

    def bin_of(column):
        bins = np.searchsorted(edges, column + 0.0, side="right")
        return np.where(np.isfinite(column), bins, -1)

    return len(edges) + 1, bin_of


def category_bins(reference):
    """The most frequent categories, then the rest of the reference's, then what it never held."""
    known, count = np.unique([c for c in reference if c is not None], return_counts=True)
    order = sorted(range(len(known)), key=lambda i: (-count[i], known[i]))
    if not order:
        return None
    bins = {known[i]: min(rank, TOP) for rank, i in enumerate(order)}
    size = min(len(order), TOP) + (2 if len(order) > TOP else 1)

    def bin_of(column):
        return np.array([-1 if c is None else bins.get(c, size - 1) for c in column], dtype=int)

    return size, bin_of


def psi(reference, current):
    """Half a row more in each bin, then shares, then both Kullback-Leibler divergences."""
    p = (reference + 0.5) / (reference.sum() + 0.5 * len(reference))
    q = (current + 0.5) / (current.sum() + 0.5 * len(current))
    return rel_entr(p, q).sum() + rel_entr(q, p).sum()


def noise_of(profile, feature):
    """The score that sampling alone exceeds with probability 1 - LEVEL, by rows."""
    noise = profile["columns"][feature]["noise"]["psi"]
    rows, scores = np.array(noise["rows"], float), np.array(noise["levels"][LEVEL], float)

    def at(n):
        if len(rows) == 0 or n < rows[0]:
            return np.inf  # too few rows for a verdict
        return np.exp(np.interp(np.log(n), np.log(rows), np.log(scores)))  # the last score beyond

    return at


def columns(data, file):
    """The rows of v1, in time order, as arrays, with the hour in which each was made."""
    numeric = ", ".join(f"{f}::DOUBLE AS {f}" for f in NUMERIC)
    text = ", ".join(f'"{f}"::VARCHAR AS "{f}"' for f in CATEGORY)
    table = duckdb.sql(
        f"""SELECT floor((epoch(ts) - {START.timestamp()}) / 3600)::BIGINT AS hour,
                   {numeric}, {text}
            FROM read_parquet('{pathlib.Path(data) / file}')
            WHERE model_version = 'v1' ORDER BY ts, request_id"""
    ).fetchnumpy()
    result = {"hour": np.asarray(table["hour"])}
    for f in NUMERIC:
        result[f] = np.ma.filled(np.ma.asarray(table[f], dtype=float), np.nan)
    for f in CATEGORY:
        column = np.ma.asarray(table[f], dtype=object)
        result[f] = np.where(np.ma.getmaskarray(column), None, column.data)
    return result


def windows(bins, hours, size):
    """Rows by step and bin: the sums of the seven days of hours before each step."""
    hourly = np.zeros((STEPS + WINDOW, size), dtype=np.int64)  # row i: hour i - WINDOW from START
    inside = (bins >= 0) & (hours >= -WINDOW) & (hours < STEPS)
    np.add.at(hourly, (hours[inside] + WINDOW, bins[inside]), 1)
    sums = np.vstack([np.zeros((1, size), dtype=np.int64), np.cumsum(hourly, axis=0)])
    return sums[WINDOW : WINDOW + STEPS] - sums[:STEPS]


def intervals(over):
    """[from, to) of each run of true."""
    change = np.flatnonzero(np.diff(np.concatenate([[False], over, [False]]).astype(int)))
    return change.reshape(-1, 2)


def text(step):
    return (START + timedelta(hours=int(step))).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data")
    arguments.add_argument("--no-noise", action="store_true", help="leave the noise out")
    arguments.add_argument("--profile", default=HERE.parent / "reference" / "v1.json")
    arguments.add_argument("--out", default=HERE, type=pathlib.Path)
    options = arguments.parse_args()
    profile = None if options.no_noise else json.loads(pathlib.Path(options.profile).read_text())
    reference = columns(options.data, "reference.parquet")
    current = columns(options.data, "predictions.parquet")
    all_rows = windows(np.zeros_like(current["hour"]), current["hour"], 1).sum(axis=1)
    found, values = [], []
    for feature in FEATURES:
        bins = (numeric_bins if feature in NUMERIC else category_bins)(reference[feature])
        if bins is None:
            continue  # the reference holds no value: nothing to compare with
        size, bin_of = bins
        in_reference = bin_of(reference[feature])
        before = np.bincount(in_reference[in_reference >= 0], minlength=size)
        counts = windows(bin_of(current[feature]), current["hour"], size)
        rows = counts.sum(axis=1)
        scores = np.array([psi(before, now) for now in counts])
        over = (scores > PSI) & (all_rows >= ROWS)
        if profile is not None:
            noise = noise_of(profile, feature)
            over &= scores > np.array([noise(n) for n in rows])
        for start, end in intervals(over):
            found.append([feature, text(start), text(end) if end < STEPS else ""])
        for step in range(0, STEPS, 23):
            if rows[step] > 0:
                values.append([feature, text(step), rows[step], f"{scores[step]:.17g}"])
    write(options.out / "psi_intervals.csv", ["feature", "from", "to"], found)
    write(options.out / "psi_values.csv", ["feature", "t", "rows", "psi"], values)


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
