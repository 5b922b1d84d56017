"""The network: a small pre-norm Transformer, deep encoder and shallow decoder, one embedding for both languages and the output.

Sizes: ``b`` sentences, ``s`` source and ``t`` target positions, ``d`` width, ``h`` heads. Position encodings are the fixed
sinusoids of Vaswani et al. (2017); pre-norm after Xiong et al. (2020); deep encoder, shallow decoder after Kasai et al. (2021).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

__all__ = ["Attention", "FeedForward", "Network", "Size"]


@dataclass(frozen=True)
class Size:
    """What decides the shape of every matrix."""

    vocabulary: int
    d: int = 256
    f: int = 1024
    heads: int = 8
    encoder: int = 6
    decoder: int = 2
    longest: int = 256

    def as_dict(self) -> dict[str, int]:
        """The sizes by name, for a checkpoint."""
        return asdict(self)


def sinusoids(length: int, d: int) -> np.ndarray:
    """Position encodings, [length, d]."""
    at = np.arange(length)[:, None]
    wave = np.exp(-math.log(10000.0) * np.arange(d // 2) / (d // 2 - 1))[None]
    return np.concatenate([np.sin(at * wave), np.cos(at * wave)], 1).astype(np.float32)


class Attention(nn.Module):
    """Multi-head attention with its norm before and the sum after; ``cross`` looks at the encoder's output."""

    def __init__(self, d: int, heads: int, *, cross: bool = False) -> None:
        super().__init__()
        self.heads, self.cross = heads, cross
        self.norm = nn.LayerNorm(d)
        if cross:
            self.query = nn.Linear(d, d, bias=False)
            self.key_value = nn.Linear(d, 2 * d, bias=False)
        else:
            self.query_key_value = nn.Linear(d, 3 * d, bias=False)
        self.out = nn.Linear(d, d, bias=False)

    def forward(
        self,
        x: torch.Tensor,
        *,
        memory: torch.Tensor | None = None,
        mask: torch.Tensor | None = None,
        causal: bool = False,
    ) -> torch.Tensor:
        """[b, t, d] -> [b, t, d]. On CUDA ``mask`` is boolean, True where to look; on a CPU it is added, one for each head."""
        normed = self.norm(x)
        if self.cross:
            q = self.query(normed)
            k, v = self.key_value(memory).chunk(2, -1)
        else:
            q, k, v = self.query_key_value(normed).chunk(3, -1)
        if x.device.type == "cuda":
            looked = functional.scaled_dot_product_attention(
                self._split(q), self._split(k), self._split(v), attn_mask=mask, is_causal=causal
            )
        else:  # sentences are short: plain batched products beat the fused CPU kernel
            looked = self._plain(q, k, v, mask)
        b, h, n, e = looked.shape
        return x + self.out(looked.transpose(1, 2).reshape(b, n, h * e))

    def _split(self, z: torch.Tensor) -> torch.Tensor:
        b, n, d = z.shape
        return z.view(b, n, self.heads, d // self.heads).transpose(1, 2)

    def _plain(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        b, n, d = q.shape
        e = d // self.heads

        def flat(z: torch.Tensor) -> torch.Tensor:
            return self._split(z).reshape(b * self.heads, -1, e)

        weights = torch.baddbmm(mask, flat(q), flat(k).transpose(1, 2), alpha=e**-0.5)
        return torch.bmm(torch.softmax(weights, -1), flat(v)).view(b, self.heads, n, e)


class FeedForward(nn.Module):
    """Two matrices and a ReLU, with the norm before and the sum after."""

    def __init__(self, d: int, f: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.up = nn.Linear(d, f, bias=False)
        self.down = nn.Linear(f, d, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[b, n, d] -> [b, n, d]."""
        return x + self.down(functional.relu(self.up(self.norm(x))))


class Network(nn.Module):
    """Encoder and decoder. Pieces: 0 pads, 1 unknown, 2 begins, 3 ends."""

    def __init__(self, size: Size, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.size, self.dropout = size, dropout
        d = size.d
        self.embedding = nn.Embedding(size.vocabulary, d)
        nn.init.normal_(self.embedding.weight, std=d**-0.5)
        self.register_buffer("positions", torch.from_numpy(sinusoids(size.longest, d)), persistent=False)
        self.encoder = nn.ModuleList(
            nn.ModuleList([Attention(d, size.heads), FeedForward(d, size.f)]) for _ in range(size.encoder)
        )
        self.decoder = nn.ModuleList(
            nn.ModuleList([Attention(d, size.heads), Attention(d, size.heads, cross=True), FeedForward(d, size.f)])
            for _ in range(size.decoder)
        )
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(d), nn.LayerNorm(d)
        self.bias = nn.Parameter(torch.zeros(size.vocabulary))
        self._start()

    def _start(self) -> None:
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
        # What each layer adds to the stream starts small, so that deep stacks train without a long warm-up.
        depth = 2 * (self.size.encoder + self.size.decoder)
        for layer in [*self.encoder, *self.decoder]:
            for part in layer:
                last = part.out if isinstance(part, Attention) else part.down
                last.weight.data.mul_(depth**-0.5)

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, self.dropout, self.training) if self.dropout else x

    def embed(self, pieces: torch.Tensor) -> torch.Tensor:
        """[b, n] pieces -> [b, n, d]."""
        positions = self.positions[: pieces.shape[1]].to(self.embedding.weight.dtype)
        return self._drop(self.embedding(pieces) * self.size.d**0.5 + positions)

    def forward(self, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        """[b, s] and [b, t] pieces -> the decoder's output, [b, t, d]."""
        to_source, within, onto = self._masks(source, target.shape[1])
        x = self.embed(source)
        for attention, feed in self.encoder:
            x = self._drop(feed(attention(x, mask=to_source)))
        memory = self.encoder_norm(x)
        y = self.embed(target)
        for attention, cross, feed in self.decoder:
            y = attention(y, mask=within, causal=within is None)
            y = self._drop(feed(cross(y, memory=memory, mask=onto)))
        return self.decoder_norm(y)

    def _masks(self, source: torch.Tensor, t: int) -> tuple[torch.Tensor, torch.Tensor | None, torch.Tensor]:
        """What the encoder, the decoder and the decoder looking at the encoder may see; see ``Attention.forward``."""
        if source.device.type == "cuda":
            see = (source != 0)[:, None, None, :]
            return see, None, see
        dtype, h = self.embedding.weight.dtype, self.size.heads
        b, s = source.shape
        pad = torch.zeros(b, 1, 1, s, dtype=dtype).masked_fill_((source == 0)[:, None, None, :], -1e4)
        within = torch.full((t, t), -1e4, dtype=dtype).triu_(1).expand(b * h, t, t)
        return pad.expand(b, h, s, s).reshape(b * h, s, s), within, pad.expand(b, h, t, s).reshape(b * h, t, s)
