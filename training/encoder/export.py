"""Turn a checkpoint into what ships: ``encoder.onnx`` (int8 per channel) and plain numpy heads.

``python -m training.encoder.export --run DIR --silver FILE``. Writes into ``src/detente``: the language model
folder, ``attribution/weights/roles.npz`` and ``coding/weights/pairs.npz``, each with its sha256 in a manifest.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.encoder.network import UNDER, WIDTH, Network, base_folder, distance_bucket
from training.encoder.train import TYPES

LANGUAGE = ("tag", "entity", "arc_", "rel_")
ATTRIBUTION = ("cue", "role_")
PAIRS = ("pair_initiator", "pair_recipient", "pair_none", "pair_word", "pair_score", "pair_out")
CODING = (*PAIRS, "pair_type", "pair_plv", "trigger", "side_", "status")
CAMEO = (*PAIRS, "pair_root")


class Bare(nn.Module):
    """The encoder: what it makes of each piece, at last and under the layers that a task may have of its own."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(
        self, pieces: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        found = self.encoder(
            input_ids=pieces, attention_mask=torch.ones_like(pieces), token_type_ids=types,
            output_hidden_states=True,
        )  # fmt: skip
        return found.last_hidden_state, found.hidden_states[UNDER]


def load(runs: list[Path]) -> tuple[Network, dict]:
    """The network of a run, or the mean of several that began with the same weights."""
    labels = json.loads((runs[0] / "labels.json").read_text())
    network = Network(
        len(labels["tags"]), len(labels["relations"]), len(labels["entities"]), len(TYPES)
    )
    states = [torch.load(run / "checkpoint.pt", map_location="cpu")["network"] for run in runs]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0)
        if value.dtype.is_floating_point
        else value
        for name, value in states[0].items()
    }
    network.load_state_dict(mean)
    network.eval()
    return network, labels


def encoder_onnx(network: Network, out: Path, int8: bool = True) -> None:
    network.encoder.set_attn_implementation("eager")
    example = (torch.tensor([[101, 2000, 102]]), torch.tensor([[0, 1, 0]]))
    write_onnx(
        Bare(network.encoder), example, out, (["pieces", "types"], ["states", "under"]), int8
    )


def write_onnx(
    module: nn.Module, example: tuple[torch.Tensor, ...], out: Path, names: tuple[list[str], list[str]],
    int8: bool = True,
) -> None:  # fmt: skip
    """The module for texts of any length, in 8 bits or whole. ``names``: of what goes in, and of what comes out."""
    full = out.with_suffix(".fp32.onnx")
    torch.onnx.export(
        module, example, str(full), input_names=names[0], output_names=names[1],
        dynamic_axes={name: {1: "n"} for each in names for name in each}, opset_version=17, dynamo=False,
    )  # fmt: skip
    if int8:
        quantize_dynamic(full, out, per_channel=True, weight_type=QuantType.QInt8)
        full.unlink()
    else:
        full.rename(out)
    onnx.checker.check_model(str(out))


def heads(network: Network, prefixes: tuple[str, ...], out: Path) -> None:
    weights = {
        name: value.detach().numpy().astype(np.float16)
        for name, value in network.state_dict().items()
        if not name.startswith("encoder") and name.startswith(prefixes)
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as stream:
        np.savez_compressed(stream, **dict(sorted(weights.items())))


def write_manifest(folder: Path) -> None:
    names = sorted(
        p.name for p in folder.iterdir() if p.suffix in {".onnx", ".npz", ".json", ".gz"}
    )
    digests = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in names
        if name != "MANIFEST.json"
    }
    (folder / "MANIFEST.json").write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n")


@torch.no_grad()
def reference(network: Network, out: Path) -> None:
    """What the heads answer to made-up vectors: the numpy twins are held to it by a unit test."""
    size, cue = 14, 5
    states = torch.randn(1, size, WIDTH, generator=torch.Generator().manual_seed(1))
    place, only = torch.arange(size), torch.tensor([0])
    sentence = torch.tensor([0] * 8 + [1] * 6)
    quote = torch.tensor([0] * 3 + [1] * 5 + [0] * 6)
    child = states[0]
    heads_of = torch.tensor([1, 1, 1, 2, 3, 4, 5, 6, 9, 9, 9, 10, 11, 12])
    roles = network.roles(
        states, only, states[:, cue], distance_bucket(place - cue).unsqueeze(0),
        ((sentence - sentence[cue]).clamp(-3, 3) + 3).unsqueeze(0),
        torch.ones(1, size, dtype=torch.long), (quote + 2 * quote[cue]).unsqueeze(0),
    )  # fmt: skip
    mask = torch.ones(1, 8, dtype=torch.bool)
    schemes, looked = network.pairs(states[:, :8], only, mask, states[:, 1], states[:, 6])
    sides = network.sides(
        states, only, states[:, cue], distance_bucket(place - cue).unsqueeze(0),
        ((sentence - sentence[cue]).clamp(-3, 3) + 3).unsqueeze(0),
    )  # fmt: skip
    np.savez_compressed(
        out, trigger=network.trigger(child).softmax(-1).numpy(), sides=sides[0].softmax(-1).numpy(),
        status=network.status(child).softmax(-1).numpy(),
        states=child.numpy(), sentence=sentence.numpy(), quote=quote.numpy(), cue=cue,
        heads_of=heads_of.numpy(), tag=network.tag(child).argmax(1).numpy(),
        arcs=network.arcs(states)[0].numpy(),
        relation=network.labels(child, child[heads_of]).argmax(1).numpy(),
        cue_logits=network.cue(child).numpy(), roles=roles[0].log_softmax(-1).numpy(),
        pair=schemes["type"][0].softmax(-1).numpy(), plv=schemes["plv"][0].softmax(-1).numpy(), looked=looked[0].numpy(),
    )  # fmt: skip


def export(runs: list[Path], silver: Path, package: Path, int8: bool = True) -> None:
    network, labels = load(runs)
    model = package / "language" / "model"
    model.mkdir(parents=True, exist_ok=True)
    encoder_onnx(network, model / "encoder.onnx", int8)
    shutil.copy(base_folder() / "tokenizer.json", model / "tokenizer.json")
    heads(network, LANGUAGE, model / "heads.npz")
    named = {k: sorted(labels[k], key=labels[k].get) for k in ("tags", "relations", "entities")}
    (model / "labels.json").write_text(json.dumps(named, indent=1) + "\n")
    with silver.open("rb") as stream:
        lemmas = pickle.load(stream)["lemmas"]
    table = {
        f"{form}|{tag}": lemma for (form, tag), lemma in sorted(lemmas.items()) if form != lemma
    }
    with (
        (model / "lemmas.json.gz").open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as z,
    ):
        z.write(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode())
    write_manifest(model)
    heads(network, ATTRIBUTION, package / "attribution" / "weights" / "roles.npz")
    write_manifest(package / "attribution" / "weights")
    reference(network, package.parents[1] / "tests" / "unit" / "heads_reference.npz")
    heads(network, CODING, package / "coding" / "weights" / "pairs.npz")
    write_manifest(package / "coding" / "weights")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, nargs="+", required=True, help="several are averaged")
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("--package", type=Path, default=Path("src/detente"))
    parser.add_argument("--fp32", action="store_true", help="skip quantisation (for ablations)")
    options = parser.parse_args()
    export(options.run, options.silver, options.package, not options.fp32)
