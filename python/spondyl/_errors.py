# SPDX-License-Identifier: Apache-2.0
"""The three kinds of failure, as in the program: its exit codes are 2, 3 and 70."""

from __future__ import annotations


class Error(Exception):
    """Base class of all errors of spondyl."""


class UserError(Error, ValueError):
    """The input is wrong. The message says what is wrong, where, and what is allowed."""


class SolveError(Error, RuntimeError):
    """The input is fine, but no equilibrium was found. The message says how far the solve came and what to try.

    ``result`` holds the states before the failure, or is None.
    """

    def __init__(self, message: str = "", result: object = None) -> None:
        super().__init__(message)
        self.result = result


class InternalError(Error, RuntimeError):
    """An internal invariant of the engine is violated. Please report the message."""


class MissingPackageError(Error, ImportError):
    """A required Python package is not installed."""
