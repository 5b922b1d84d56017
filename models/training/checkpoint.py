"""Networks as files: int8 checkpoints, CTranslate2 folders, Argos packages, and back again.

A package holds all that is needed to go on training (rows of int8 and a scale each; the loss of exactness is far below a
step of the optimiser's), so the package that ships is its own checkpoint and no other has to be kept.
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
from pathlib import Path

import numpy as np
import torch
from network import Network, Size

__all__ = ["load", "restore", "save", "write_ctranslate2", "write_package"]

_CT2_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_EPOCH = (2026, 1, 1, 0, 0, 0)  # zip members carry one date, so that the same network gives the same bytes


def save(network: Network, path: Path, *, pieces_seen: int) -> None:
    """Write a network as rows of int8 and their scales: a quarter of its size in float32."""
    arrays: dict[str, np.ndarray] = {}
    for name, value in network.state_dict().items():
        if value.ndim == 2:
            scale = value.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
            arrays[f"{name}.rows"] = (value / scale).round().to(torch.int8).cpu().numpy()
            arrays[f"{name}.scale"] = scale.cpu().numpy()
        else:
            arrays[name] = value.cpu().numpy()
    about = json.dumps({"size": network.size.as_dict(), "pieces_seen": pieces_seen})
    np.savez_compressed(path, about=np.array(about), **arrays)


def load(path: Path) -> tuple[Network, int]:
    """Read what ``save`` wrote, or restore an Argos package: the network and how many target pieces it has seen."""
    if path.suffix == ".argosmodel":
        return restore(path)
    with np.load(path) as arrays:
        about = json.loads(str(arrays["about"]))
        state = {}
        for name in arrays.files:
            if name.endswith(".rows"):
                plain = name.removesuffix(".rows")
                state[plain] = torch.from_numpy(arrays[name].astype(np.float32) * arrays[f"{plain}.scale"])
            elif name != "about" and not name.endswith(".scale"):
                state[name] = torch.from_numpy(arrays[name])
    network = Network(Size(**about["size"]))
    network.load_state_dict(state)
    return network, about["pieces_seen"]


def write_ctranslate2(network: Network, vocabulary: list[str], folder: Path) -> None:
    """Write the network as a CTranslate2 folder in int8."""
    from ctranslate2.specs import transformer_spec  # noqa: PLC0415 - training runs without CTranslate2

    size = network.size
    spec = transformer_spec.TransformerSpec.from_config(
        (size.encoder, size.decoder), size.heads, pre_norm=True, alignment_layer=-1, alignment_heads=size.heads
    )
    for side, norm in ((spec.encoder, network.encoder_norm), (spec.decoder, network.decoder_norm)):
        side.scale_embeddings = True
        side.position_encodings.encodings = _array(network.positions)
        _put_norm(side.layer_norm, norm)
    embedding = _array(network.embedding.weight)
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = _array(network.bias)
    for layer, (attention, feed) in zip(spec.encoder.layer, network.encoder, strict=True):
        _put(layer.self_attention, attention, ("query_key_value", "out"))
        _put_feed(layer.ffn, feed)
    for layer, (attention, cross, feed) in zip(spec.decoder.layer, network.decoder, strict=True):
        _put(layer.self_attention, attention, ("query_key_value", "out"))
        _put(layer.attention, cross, ("query", "key_value", "out"))
        _put_feed(layer.ffn, feed)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.config.decoder_start_token, spec.config.add_source_eos = "<s>", True
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _array(value: torch.Tensor) -> np.ndarray:
    return value.detach().float().cpu().numpy()


def _put_norm(spec: object, norm: torch.nn.LayerNorm) -> None:
    spec.gamma, spec.beta = _array(norm.weight), _array(norm.bias)  # type: ignore[attr-defined]


def _put(spec: object, attention: torch.nn.Module, matrices: tuple[str, ...]) -> None:
    _put_norm(spec.layer_norm, attention.norm)  # type: ignore[attr-defined]
    for linear, name in zip(spec.linear, matrices, strict=True):  # type: ignore[attr-defined]
        linear.weight = _array(getattr(attention, name).weight)


def _put_feed(spec: object, feed: torch.nn.Module) -> None:
    _put_norm(spec.layer_norm, feed.norm)  # type: ignore[attr-defined]
    spec.linear_0.weight, spec.linear_1.weight = _array(feed.up.weight), _array(feed.down.weight)  # type: ignore[attr-defined]


def write_package(  # noqa: PLR0913 - what a package says of itself, each by its name
    folder: Path, pieces: Path, out: Path, *, version: str, pieces_seen: int, lexicon_weight: float
) -> None:
    """Zip a CTranslate2 folder and its SentencePiece model as an Argos package, the same bytes each time."""
    metadata = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": "fr",
        "from_name": "French",
        "to_code": "en",
        "to_name": "English",
        "target_prefix": "",
        "target_pieces_seen": pieces_seen,
        "lexicon_weight": lexicon_weight,
    }
    members = {"metadata.json": json.dumps(metadata, indent=2).encode(), "sentencepiece.model": pieces.read_bytes()}
    members |= {f"model/{file.name}": file.read_bytes() for file in sorted(folder.iterdir())}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(f"fr_en/{name}", _EPOCH), content, zipfile.ZIP_DEFLATED)


def restore(package: Path) -> tuple[Network, int]:
    """Bring the network of an Argos package that we made back, to go on training with it."""
    with zipfile.ZipFile(package) as archive:
        metadata = json.loads(archive.read("fr_en/metadata.json"))
        weights = _read_ctranslate2(archive.read("fr_en/model/model.bin"))
    layers = {
        side: len({m[1] for name in weights if (m := re.match(rf"{side}/layer_(\d+)/", name))})
        for side in ("encoder", "decoder")
    }
    embedding = weights["decoder/embeddings/weight"]
    size = Size(
        vocabulary=embedding.shape[0],
        d=embedding.shape[1],
        f=weights["encoder/layer_0/ffn/linear_0/weight"].shape[0],
        heads=int(weights["encoder/num_heads"]),
        encoder=layers["encoder"],
        decoder=layers["decoder"],
        longest=weights["decoder/position_encodings/encodings"].shape[0],
    )
    network = Network(size)
    network.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in _state(weights, size).items()})
    return network, int(metadata.get("target_pieces_seen", 0))


def _state(weights: dict[str, np.ndarray], size: Size) -> dict[str, np.ndarray]:
    """CTranslate2's variables under our names."""
    state = {"embedding.weight": weights["decoder/embeddings/weight"], "bias": weights["decoder/projection/bias"]}

    def norm(ours: str, theirs: str) -> None:
        state[f"{ours}.weight"], state[f"{ours}.bias"] = weights[f"{theirs}/gamma"], weights[f"{theirs}/beta"]

    def part(ours: str, theirs: str, matrices: tuple[str, ...], linear: str) -> None:
        norm(f"{ours}.norm", f"{theirs}/layer_norm")
        for at, name in enumerate(matrices):
            state[f"{ours}.{name}.weight"] = weights[f"{theirs}/{linear}_{at}/weight"]

    for side, count in (("encoder", size.encoder), ("decoder", size.decoder)):
        norm(f"{side}_norm", f"{side}/layer_norm")
        for n in range(count):
            theirs = f"{side}/layer_{n}"
            part(f"{side}.{n}.0", f"{theirs}/self_attention", ("query_key_value", "out"), "linear")
            if side == "decoder":
                part(f"{side}.{n}.1", f"{theirs}/attention", ("query", "key_value", "out"), "linear")
            part(f"{side}.{n}.{1 if side == 'encoder' else 2}", f"{theirs}/ffn", ("up", "down"), "linear")
    return state


def _read_ctranslate2(content: bytes) -> dict[str, np.ndarray]:
    """The variables of a ``model.bin`` (binary version 6), int8 rows brought back to float32."""
    at = 0

    def take(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{form}", content, at)
        at += struct.calcsize(f"<{form}")
        return int(value)

    def text() -> str:
        nonlocal at
        length = take("H")
        at += length
        return content[at - length : at - 1].decode()

    take("I"), text(), take("I")  # version, name and revision of the format
    found: dict[str, np.ndarray] = {}
    for _ in range(take("I")):
        name = text()
        shape = [take("I") for _ in range(take("B"))]
        kind = _CT2_TYPES[take("B")]
        length = take("I")
        found[name] = np.frombuffer(content, kind, length // np.dtype(kind).itemsize, at).reshape(shape)
        at += length
    for name in [n for n in found if n.endswith("/weight_scale")]:
        weight = name.removesuffix("_scale")
        found[weight] = found[weight].astype(np.float32) / found.pop(name)[:, None]
    return found
