# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the tests: the fastest model of a spine, solved once."""

import pytest

import spondyl

# One coarse disc without ligaments and facets.
DISC = {
    "title": "One disc",
    "spine": {"top": "L4", "bottom": "L5", "mesh": "coarse"},
    "structures": {name: "removed" for name in ["ALL", "PLL", "LF", "ISL", "SSL", "ITL", "CL", "facets", "IL"]},
    "solver": {"first_increment": 1.0},
    "step": [{"name": "press", "compression_N": 100}],
}


@pytest.fixture
def disc():
    return spondyl.Scenario(DISC)


@pytest.fixture(scope="session")
def reports():
    """The arguments of the progress callback of `result`."""
    return []


@pytest.fixture(scope="session")
def result(reports):
    return spondyl.run(DISC, threads=1, progress=reports.append)
