"""Weights that make the gold paths probable: the loss over groups of texts, and its minimum.

Features differ a thousandfold in size, and many say nearly the same; plain steps down the slope crawl. So the weights are
turned first (whitened) by the curvature of the loss, and then a few dozen steps suffice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from paths import Batch, Text

__all__ = ["fitted"]

_GROUP = 30  # texts to a batch, of like size
_UNLIKELY = 1e-6  # beads less likely than this under the weights so far are left out of the sums
_TURNS = 1
_MEMORY = 12
Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


def minimum(loss: Loss, start: np.ndarray, rounds: int) -> np.ndarray:
    """The minimum of a smooth convex function, by L-BFGS (Nocedal & Wright, algorithm 7.5) with backtracking."""
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    point, (value, gradient) = start, loss(start)
    for _ in range(rounds):
        direction = _direction(gradient, steps)
        length = 1.0
        while True:
            there = point - length * direction
            new_value, new_gradient = loss(there)
            if np.isfinite(new_value) and new_value <= value - 1e-4 * length * (gradient @ direction):
                break
            length /= 2
            if length < 1e-6:
                return point
        if (there - point) @ (new_gradient - gradient) > 1e-10:
            steps = [*steps, (there - point, new_gradient - gradient)][-_MEMORY:]
        done = abs(value - new_value) < 5e-6 * abs(value)
        point, value, gradient = there, new_value, new_gradient
        if done:
            break
    return point


def _direction(gradient: np.ndarray, steps: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    direction, held = gradient.copy(), []
    for s, y in reversed(steps):
        held.append((s @ direction) / (s @ y))
        direction -= held[-1] * y
    direction *= (
        (steps[-1][0] @ steps[-1][1]) / (steps[-1][1] @ steps[-1][1]) if steps else 1 / max(np.linalg.norm(gradient), 1)
    )
    for (s, y), a in zip(steps, reversed(held), strict=True):
        direction += s * (a - (y @ direction) / (s @ y))
    return direction


def _batches(texts: list[Text]) -> list[Batch]:
    order = sorted(texts, key=lambda text: max(text.size))
    parts = np.array_split(np.arange(len(order)), max(1, len(order) // _GROUP))
    return [Batch([order[k] for k in part]) for part in parts]


def _likely(texts: list[Text], weights: np.ndarray) -> list[Text]:
    """The texts without beads that are no rivals under some weights."""
    found = []
    for text in texts:
        _, posterior, _ = Batch([text]).run(weights)
        keep = (posterior > _UNLIKELY) | text.gold
        found.append(replace(text, beads=text.beads[keep], features=text.features[keep], gold=text.gold[keep]))
    return found


def fitted(texts: list[Text], start: np.ndarray, *, ridge: float, rounds: int) -> np.ndarray:
    """The weights that make the gold paths most probable, less a ridge.

    Args:
        texts: documents in pieces, with the features of their beads.
        start: weights to begin at; what they hold for impossible is left out of the first turn.
        ridge: what the squares of the weights cost.
        rounds: the most steps.
    """
    began, weights = time.perf_counter(), start
    for _ in range(_TURNS):
        weights = _turn(_batches(_likely(texts, weights)), weights, ridge, rounds)
    print(f"    {len(texts)} pieces, {time.perf_counter() - began:.0f} s", flush=True)
    return weights


def _turn(batches: list[Batch], weights: np.ndarray, ridge: float, rounds: int) -> np.ndarray:
    """One minimum, in coordinates in which the loss is about as steep in every direction."""
    curvature = sum((batch.curvature(weights) for batch in batches), np.zeros((len(weights),) * 2))
    back = np.linalg.inv(np.linalg.cholesky(1.5 * curvature + ridge * np.eye(len(weights))))

    def loss(turned: np.ndarray) -> tuple[float, np.ndarray]:
        here = back.T @ turned
        found = [batch.loss(here) for batch in batches]
        value = sum(v for v, _ in found) + ridge * (here @ here) / 2
        gradient = sum((g for _, g in found), ridge * here)
        return float(value), back @ gradient

    return np.asarray(back.T @ minimum(loss, np.linalg.solve(back.T, weights), rounds))
