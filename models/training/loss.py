"""Label-smoothed cross entropy against the embedding, in slices, so that the logits of a whole batch never stand in memory."""

from __future__ import annotations

from typing import Any

import torch
from network import Network

__all__ = ["SmoothedCrossEntropy", "batch_loss"]

_CPU_ROWS, _CUDA_ROWS = 1024, 16384


class SmoothedCrossEntropy(torch.autograd.Function):
    """Mean negative log likelihood of pieces; its gradient is that of the label-smoothed loss (Szegedy et al. 2016).

    The gradients are formed while going forward, slice by slice: the logits (rows x vocabulary) are by far the largest
    values of a step, and a slice of them is all that is ever kept.
    """

    @staticmethod
    def forward(  # noqa: PLR0913 - torch's signature
        ctx: Any,
        hidden: torch.Tensor,
        embedding: torch.Tensor,
        bias: torch.Tensor,
        pieces: torch.Tensor,
        smoothing: float,
    ) -> torch.Tensor:
        """Hidden [n, d], embedding [v, d], bias [v], pieces [n] -> scalar."""
        n, vocabulary = hidden.shape[0], embedding.shape[0]
        rows = _CUDA_ROWS if hidden.device.type == "cuda" else _CPU_ROWS
        to_hidden = torch.empty_like(hidden)
        to_embedding = torch.zeros(embedding.shape, dtype=torch.float32, device=hidden.device)
        to_bias = torch.zeros(1, vocabulary, dtype=torch.float32, device=hidden.device)
        total = torch.zeros((), device=hidden.device)
        ones = torch.ones(1, rows, dtype=hidden.dtype, device=hidden.device)
        for at in range(0, n, rows):
            h, y = hidden[at : at + rows], pieces[at : at + rows, None]
            p = torch.softmax(torch.addmm(bias, h, embedding.t()), -1)
            right = p.gather(1, y)
            total -= right.float().clamp_min(1e-9).log().sum()
            p -= smoothing / vocabulary
            p.scatter_(1, y, right - (1 - smoothing) - smoothing / vocabulary)
            torch.mm(p, embedding, out=to_hidden[at : at + rows])
            to_embedding += p.t() @ h
            to_bias += ones[:, : len(h)] @ p
        ctx.save_for_backward(to_hidden, to_embedding, to_bias[0])
        ctx.n = n
        return total / n

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[Any, ...]:
        """The gradients that going forward has left."""
        to_hidden, to_embedding, to_bias = ctx.saved_tensors
        scale = gradient / ctx.n
        kind = to_hidden.dtype
        return to_hidden * scale.to(kind), (to_embedding * scale).to(kind), (to_bias * scale).to(kind), None, None


def batch_loss(
    network: Network, source: torch.Tensor, begun: torch.Tensor, ended: torch.Tensor, *, smoothing: float = 0.1
) -> torch.Tensor:
    """The loss of a batch: source [b, s], target moved right by one [b, t], target with its end [b, t] -> scalar."""
    keep = (ended != 0).reshape(-1)
    hidden = network(source, begun).reshape(-1, network.size.d)[keep]
    return SmoothedCrossEntropy.apply(
        hidden, network.embedding.weight, network.bias, ended.reshape(-1)[keep], smoothing
    )
