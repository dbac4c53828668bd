"""Drift of 1 million rows of 20 features against a reference, by libraries that read them anew each time."""

import resource
import statistics
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")
ROUNDS = 3
NUMBERS = [f"f{i}" for i in range(16)]
CATEGORIES = [f"c{i}" for i in range(4)]


def row(what, seconds):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {what} | {statistics.median(seconds):.2f} s | {min(seconds):.2f} to {max(seconds):.2f} | {peak:,.0f} MB |",
        flush=True,
    )


def measure(what, work):
    """Prints how long the work takes, or why it cannot be done."""
    seconds = []
    try:
        for _ in range(ROUNDS):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
    except Exception as error:  # a library that does not run here is no reason to say nothing of the others
        print(f"| {what} | – | – | not measured: {type(error).__name__}: {str(error)[:80]} |")
        return
    row(what, seconds)


def read(folder, table):
    return pd.read_parquet(f"{folder}/{table}.parquet", columns=["ts", *NUMBERS, *CATEGORIES])


def evidently(current, reference):
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    columns = DataDefinition(numerical_columns=NUMBERS, categorical_columns=CATEGORIES)
    report = Report([DataDriftPreset(method="psi")])
    report.run(Dataset.from_pandas(current, columns), Dataset.from_pandas(reference, columns)).dict()


def nannyml(current, reference):
    import nannyml as nml

    calculator = nml.UnivariateDriftCalculator(
        column_names=NUMBERS + CATEGORIES,
        treat_as_categorical=CATEGORIES,
        timestamp_column_name="ts",
        continuous_methods=["jensen_shannon"],
        categorical_methods=["jensen_shannon"],
        chunk_size=len(current),
    )
    calculator.fit(reference)
    calculator.calculate(current)


def main(folder):
    reference = read(folder, "training")
    current = read(folder, "day")
    measure("pandas: reading the rows of 24 h from Parquet", lambda: read(folder, "day"))
    measure("Evidently: PSI of 20 features, the rows in memory", lambda: evidently(current, reference))
    measure("NannyML: Jensen-Shannon of 20 features, the rows in memory", lambda: nannyml(current, reference))


main(sys.argv[1])
