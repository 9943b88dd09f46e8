# SPDX-License-Identifier: Apache-2.0
"""What the tests share: the quickest spine there is, solved once."""

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
def told():
    """What the progress callback of `result` got."""
    return []


@pytest.fixture(scope="session")
def result(told):
    return spondyl.run(DISC, threads=1, progress=told.append)
