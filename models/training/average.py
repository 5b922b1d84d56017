"""Average checkpoints: the last one with those of earlier trainings that it goes back to.

python average.py 0.65=LAST.npz 0.2=BEFORE.argosmodel 0.15=EARLIER.argosmodel OUT.npz

Each training ended with a rate of nothing, somewhere else on the rim of one basin; the mean of their weights lies deeper in it
(Izmailov et al. 2018, Wortsman et al. 2022). Weights add up to 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from checkpoint import load, save


def main(arguments: list[str]) -> None:
    """Run the command line."""
    *sources, out = arguments
    shares = [(float(share), load(Path(path))) for share, _, path in (source.partition("=") for source in sources)]
    if abs(sum(share for share, _ in shares) - 1) > 1e-6:
        sys.exit("the weights do not add up to 1")
    network, _ = shares[0][1]
    states = [(share, other.state_dict()) for share, (other, _) in shares]
    network.load_state_dict({name: sum(share * state[name] for share, state in states) for name in states[0][1]})
    save(network, Path(out), pieces_seen=max(seen for _, (_, seen) in shares))


if __name__ == "__main__":
    main(sys.argv[1:])
