"""A process that is ended while it takes a return in leaves it wholly in or wholly out, and nothing to repair."""

import os
import random

import pytest

from benchmarks import killed

TIMES = 20


@pytest.mark.slow
def test_a_return_is_wholly_in_or_wholly_out_at_whatever_moment_its_process_is_ended(tmp_path):
    """More of the same: `python -m benchmarks killed`."""
    seed = os.environ.get("SDS_SEED") or str(random.randrange(10_000))
    print(f"SDS_SEED={seed} repeats these moments")
    ended = killed.rounds(tmp_path / "killed", TIMES, random.Random(seed))
    print(dict(ended))
    assert ended["in"] + ended["out"] == TIMES
    assert ended["while it wrote"] >= TIMES / 2, "the moments are to cover the writing"
