"""Measures every budget of the design and prints one table: `python -m benchmarks [--full] [NAME...]`."""

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks import chart, crowd, hundredfold, killed, rerun, results, returns, start, workbook
from benchmarks.workshop import Workshop

ALL = {
    "rerun": rerun.measure,
    "chart": chart.measure,
    "crowd": crowd.measure,
    "start": start.measure,
    "hundredfold": hundredfold.measure,
    "workbook": workbook.measure,
    "returns": returns.measure,
    "killed": killed.measure,
}


def main() -> None:
    """Runs what is named, or all. Nothing is asserted: a slow machine is no fault, and a ratio over budget is said."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(ALL)}; all, unless told")
    parser.add_argument("--full", action="store_true", help="make the large ledger 100 times the real one, not 20")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(ALL):
        parser.error(f"there is no benchmark called {', '.join(unknown)}")
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # servers are ended on the way out
    busy = psutil.cpu_percent(2) / 100 * os.cpu_count()
    began, lines = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        workshop = Workshop(Path(folder), asked.full)
        for name in asked.names or ALL:
            print(f"{time.monotonic() - began:4.0f} s  {name} …", file=sys.stderr, flush=True)
            lines += ALL[name](workshop)
    print(results.table(lines))
    took = time.monotonic() - began
    print(f"\n{os.cpu_count()} cores, {took:.0f} s in all; medians, measured in turn.{_others(busy)}")


def _others(busy: float) -> str:
    """Whether others were at work on the machine when the benchmarks began: only ratios mean anything then."""
    return f" Others kept {busy:.1f} cores busy at the start: seconds are too long." if busy > 0.5 else ""


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped. What was started has been ended.")
