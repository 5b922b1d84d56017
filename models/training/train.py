"""Train the French-English network for a given time, on a CPU or a CUDA GPU.

    python train.py DATA OUT --minutes M [--resume CHECKPOINT.npz | PACKAGE.argosmodel] ...

DATA is what ``prepare.py`` wrote. The learning rate warms up, stays flat, and falls to zero over the last ``--decay`` share
of the time. Matrices are trained by Muon (Jordan et al. 2024), all else by AdamW, in bfloat16 with float32 masters on CUDA; what is
saved is a running average of the weights. With ``--processes`` several processes train on their own batches and average
their weights every ``--meet`` steps: on a CPU that wastes far less than averaging gradients at each step.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import torch
from batches import Corpus, batches
from checkpoint import load, save
from loss import batch_loss
from network import Network, Size
from torch import distributed

_PORT = 29533
_GRADIENT_NORM = 1.0


class Masters:
    """The float32 weights behind a network, in one flat array, with their optimisers and running average."""

    def __init__(self, network: Network, rate: float, *, narrow: bool) -> None:
        """``narrow``: compute in bfloat16, with these float32 weights behind it."""
        named = list(network.named_parameters())
        self.flat = torch.cat([p.detach().float().reshape(-1) for _, p in named])
        self.gradient = torch.zeros_like(self.flat)
        self.parts: dict[str, torch.Tensor] = {}
        at = 0
        for name, weight in named:
            part = self.flat[at : at + weight.numel()].view_as(weight)
            part.grad = self.gradient[at : at + weight.numel()].view_as(weight)
            self.parts[name] = part
            at += weight.numel()
        if narrow:
            network.bfloat16()
        self.weights = dict(network.named_parameters())
        matrices = [p for n, p in self.parts.items() if p.ndim == 2 and "embedding" not in n]
        others = [p for n, p in self.parts.items() if p.ndim != 2 or "embedding" in n]
        self.optimisers: list[torch.optim.Optimizer] = [
            torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
        ]
        self.average = self.flat.clone()

    @torch.no_grad()
    def step(self, rate: float, *, processes: int) -> None:
        """One step of the optimisers; with several processes, a meeting at which they average their weights."""
        for name, weight in self.weights.items():
            self.parts[name].grad.copy_(weight.grad)
            weight.grad = None
        self.gradient *= (_GRADIENT_NORM / (self.gradient.norm() + 1e-6)).clamp(max=1.0)
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate
            optimiser.step()
        if processes > 1:
            distributed.all_reduce(self.flat)
            self.flat /= processes
        for name, weight in self.weights.items():
            weight.copy_(self.parts[name])

    def take_average(self, keep: float) -> None:
        """Move the running average towards the weights."""
        self.average.lerp_(self.flat, 1 - keep)

    def averaged(self, size: Size) -> Network:
        """The network of the running average, on the CPU."""
        network, at = Network(size), 0
        state = {}
        for name, part in self.parts.items():
            state[name] = self.average[at : at + part.numel()].view_as(part).cpu()
            at += part.numel()
        network.load_state_dict(state)
        return network


def bfloat16_is_faster() -> bool:
    """Whether this CPU multiplies matrices of our sizes faster in bfloat16: seen from 0.6 times (Intel without AMX) to 2.4 times (AMD Zen 4)."""
    took = {}
    for kind in (torch.float32, torch.bfloat16):
        left, right = torch.randn(4096, 256).to(kind), torch.randn(256, 1024).to(kind)
        times = []
        for _ in range(8):
            began = time.perf_counter()
            left @ right
            times.append(time.perf_counter() - began)
        took[kind] = min(times)
    return took[torch.bfloat16] < took[torch.float32]


def rate_at(share: float, step: int, *, peak: float, warm_up: int, decay: float) -> float:
    """The learning rate when ``share`` of the time is gone."""
    falling = 1.0 if share < 1 - decay else max(0.0, (1 - share) / decay)
    return peak * min(1.0, (step + 1) / warm_up) * falling


def train(given: argparse.Namespace) -> None:
    """Train until the time is over; save every ``--save-every`` minutes and at the end."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    corpus = Corpus(given.data)
    torch.manual_seed(given.seed)
    network, seen = _network(given, device)
    network.dropout = given.dropout
    network.to(device)
    size = network.size
    narrow = device == "cuda" or bfloat16_is_faster()
    masters = Masters(network, given.rate, narrow=narrow)
    warm_up = 30 if given.resume else 150
    began, last_saved, log = time.time(), 0.0, []
    stream = batches(corpus, given.batch, seed=given.seed + 7919 * given.rank, multiple=8 if device == "cuda" else 1)
    for step, batch in enumerate(stream):
        elapsed = (time.time() - began) / 60
        meeting = given.processes > 1 and step % given.meet == 0
        over = torch.tensor(float(elapsed > given.minutes or step == given.steps))
        if meeting:
            distributed.broadcast(over, 0)
        if over and (meeting or given.processes == 1):
            break
        rate = rate_at(min(1.0, elapsed / given.minutes), step, peak=given.rate, warm_up=warm_up, decay=given.decay)
        parts = [z.to(device, non_blocking=True) for z in (batch.source, batch.begun, batch.ended)]
        loss = batch_loss(network, *parts)
        loss.backward()
        masters.step(rate, processes=given.processes if meeting else 1)
        if step % given.meet == 0:
            masters.take_average(min(0.9, step / (step + 100)))
        seen += batch.pieces * given.processes
        log.append(loss.detach())
        if given.rank == 0 and step % 50 == 49:
            mean = float(torch.stack(log).mean())
            log.clear()
            print(
                f"{elapsed:6.1f} min  step {step + 1}  {seen / 1e6:.2f} M pieces  loss {mean:.3f}  rate {rate:.1e}",
                flush=True,
            )
        if given.rank == 0 and elapsed - last_saved > given.save_every:
            last_saved = elapsed
            save(masters.averaged(size), given.out / "checkpoint.npz", pieces_seen=seen)
    if given.rank == 0:
        save(masters.averaged(size), given.out / "checkpoint.npz", pieces_seen=seen)


def _network(given: argparse.Namespace, device: str) -> tuple[Network, int]:
    if given.resume:
        return load(given.resume)
    import sentencepiece  # noqa: PLC0415 - a new network only asks for the number of pieces

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(given.data / "sentencepiece.model")).get_piece_size()
    vocabulary = -(-pieces // 64) * 64 if device == "cuda" else pieces
    return Network(Size(vocabulary, given.d, given.f, given.heads, given.encoder, given.decoder)), 0


def _meet_others(given: argparse.Namespace, arguments: list[str]) -> Iterable[subprocess.Popen[bytes]]:
    """Start the other processes and join them."""
    others = (
        [subprocess.Popen([sys.executable, __file__, *arguments, "--rank", str(r)]) for r in range(1, given.processes)]
        if given.rank == 0
        else []
    )
    distributed.init_process_group(
        "gloo", init_method=f"tcp://127.0.0.1:{_PORT}", rank=given.rank, world_size=given.processes
    )
    return others


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--steps", type=int, default=-1, help="stop after so many steps, for a test")
    parser.add_argument("--resume", type=Path, help="a checkpoint, or an Argos package that we made")
    for name, value in (("d", 256), ("f", 1024), ("heads", 8), ("encoder", 6), ("decoder", 2), ("batch", 4096)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--decay", type=float, default=0.35)
    parser.add_argument("--save-every", type=float, default=15, help="minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--meet", type=int, default=16, help="steps between two averagings")
    parser.add_argument("--rank", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    if not torch.cuda.is_available():
        # Two threads that share the cores with other work wait for each other at every small operation.
        torch.set_num_threads(1)
    others = _meet_others(given, arguments) if given.processes > 1 else []
    train(given)
    for other in others:
        other.wait()


if __name__ == "__main__":
    main()
