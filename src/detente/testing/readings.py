"""Readings made by hand, for tests of whatever takes a reading.

:func:`sample_reading` is a whole one, written by us about invented people: two sides, a state-owned
relay, a threat, a denial, a claim within a claim, an unnamed source, furniture and a rejection.
``drafting.Draft`` builds others.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.records import (
    Annotation,
    Article,
    Claim,
    Event,
    Furniture,
    MadeBy,
    Party,
    Reading,
    Rejection,
    Summary,
    SummarySentence,
    Voice,
)
from detente.testing.drafting import Draft
from detente.wire import no_words

TITLE = "Oslo threatens to close its ports in mackerel dispute"
BODY = """\
Norway’s fisheries minister, Ingrid Solheim, warned on Tuesday that Oslo would close its ports to \
Icelandic trawlers unless Reykjavik accepts a lower mackerel quota, the broadcaster NRK reported. \
“We have been patient for three seasons,” she said.

Iceland halted its quota talks with Norway last week. Its foreign minister, Jon Arnason, denied \
that his country had broken the coastal states agreement.

Unnamed officials in Brussels said the European Union might offer to mediate. Arnason added that \
Solheim had promised him a meeting in May.

This exchange signals how fragile the arrangement has become."""
TEXT = f"{TITLE}\n\n{BODY}"
PUBLISHED = date(2024, 3, 7)


def sample_draft() -> Draft:
    """The draft of the sample's text."""
    return Draft(TEXT, TITLE, "sample")


def sample_article() -> Article:
    """The sample's article, as the reading room would hand it on."""
    return Article(
        article_id="sample",
        text=TEXT,
        title=TITLE,
        outlet="North Sea Courier",
        byline="By A. Writer",
        published=PUBLISHED,
        published_basis="given",
        previous_title="Herring prices fall",
        next_title="A bridge for Bergen",
        furniture=(
            Furniture("No time to read?", "summary button"),
            Furniture("Subscribe to our newsletter", "newsletter line"),
        ),
    )


def sample_annotation() -> Annotation:
    """Sentences and resolved mentions of the sample."""
    draft = sample_draft()
    norway: dict[str, Any] = {"country": "NOR", "sector": "GOV", "confidence": 0.95}
    iceland: dict[str, Any] = {"country": "ISL", "sector": "GOV", "confidence": 0.95}
    solheim = norway | {"person": "Ingrid Solheim", "chain": "solheim", "role": "minister"}
    arnason = iceland | {"person": "Jon Arnason", "chain": "arnason", "role": "minister"}
    mentions = (
        draft.mention("oslo-title", "Oslo", "place", chain="oslo", actor_id="NOR", **norway),
        draft.mention(
            "solheim",
            "Norway’s fisheries minister, Ingrid Solheim",
            "person",
            head="Ingrid Solheim",
            **solheim,
        ),
        draft.mention("oslo", "Oslo", "place", 2, chain="oslo", actor_id="NOR", **norway),
        draft.mention("trawlers", "Icelandic trawlers", "group", country="ISL", sector="BUS"),
        draft.mention("reykjavik", "Reykjavik", "place", actor_id="ISL", **iceland),
        draft.mention(
            "nrk",
            "the broadcaster NRK",
            "outlet",
            head="NRK",
            actor_id="outlet-nrk",
            country="NOR",
            sector="MED",
        ),
        draft.mention("iceland", "Iceland", "country", 2, actor_id="ISL", **iceland),
        draft.mention("norway", "Norway", "country", 2, actor_id="NOR", **norway),
        draft.mention(
            "arnason",
            "Its foreign minister, Jon Arnason",
            "person",
            head="Jon Arnason",
            **arnason,
        ),
        draft.mention("officials", "Unnamed officials in Brussels", "group", sector="IGO"),
        draft.mention("eu", "the European Union", "organisation", country="EU", sector="IGO"),
        draft.mention("arnason-2", "Arnason", "person", 2, **arnason),
        draft.mention("solheim-2", "Solheim", "person", 2, **solheim),
    )
    return Annotation("sample", draft.sentences(), mentions, no_words())


def sample_claims() -> tuple[Claim, ...]:
    """A relayed threat, a quotation, a denial, an unnamed hedge, one claim within another."""
    draft = sample_draft()
    return (
        draft.claim(
            "c-warn",
            "solheim",
            "warned",
            "Oslo would close its ports to Icelandic trawlers unless Reykjavik accepts a lower "
            "mackerel quota",
            relays=("nrk",),
            stance="conditional",
        ),
        draft.claim(
            "c-patient",
            "solheim",
            "she said",
            "We have been patient for three seasons,",
            quotation="direct",
        ),
        draft.claim(
            "c-deny",
            "arnason",
            "denied",
            "his country had broken the coastal states agreement",
            stance="denied",
        ),
        draft.claim(
            "c-mediate", "officials", draft.span("said", 2),
            "the European Union might offer to mediate", stance="hedged",
        ),
        draft.claim(
            "c-meeting", "arnason-2", "added", "Solheim had promised him a meeting in May"
        ),
        draft.claim(
            "c-promise", "solheim-2", "promised", "a meeting in May", stance="predicted",
            within="c-meeting",
        ),
    )  # fmt: skip


def sample_events() -> tuple[Event, ...]:
    """Four events: a threat, a halt, a refusal, and a promise on somebody's word."""
    draft = sample_draft()
    norway = Party("solheim", "NOR", "NOR", "GOV")
    iceland = Party("reykjavik", "ISL", "ISL", "GOV")
    last_week = {"first_day": date(2024, 2, 26), "last_day": date(2024, 3, 3)}
    tuesday = {"first_day": date(2024, 3, 5), "last_day": date(2024, 3, 5)}
    return (
        draft.event(
            "e-threaten",
            "THREATEN",
            "warned",
            "warned on Tuesday that Oslo would close its ports to Icelandic trawlers",
            TITLE,
            initiator=norway,
            recipient=iceland,
            day_basis="relative",
            about=("mackerel quota",),
            intensity=-6.4,
            **tuesday,
        ),
        draft.event(
            "e-halt",
            "SANCTION",
            "halted",
            "Iceland halted its quota talks with Norway last week",
            initiator=Party("iceland", "ISL", "ISL", "GOV"),
            recipient=Party("norway", "NOR", "NOR", "GOV"),
            day_basis="relative",
            about=("mackerel quota",),
            intensity=-5.6,
            **last_week,
        ),
        draft.event(
            "e-reject",
            "REJECT",
            "denied",
            "denied that his country had broken the coastal states agreement",
            initiator=Party("arnason", "", "ISL", "GOV"),
            recipient=None,
            first_day=PUBLISHED,
            last_day=PUBLISHED,
            day_basis="article",
            intensity=-4.0,
        ),
        draft.event(
            "e-promise",
            "AGREE",
            "promised",
            "Solheim had promised him a meeting in May",
            claim_id="c-meeting",
            initiator=Party("solheim-2", "", "NOR", "GOV"),
            recipient=Party("arnason-2", "", "ISL", "GOV"),
            intensity=4.8,
        ),
    )


def sample_reading() -> Reading:
    """The whole reading; its shares are those of the text, which has 94 words."""
    draft = sample_draft()
    sentences = draft.sentences()
    norway = ("c-warn", "c-patient", "c-promise")
    first, halted = sentences[1], sentences[3]
    return Reading(
        article=sample_article(),
        annotation=sample_annotation(),
        claims=sample_claims(),
        events=sample_events(),
        summary=Summary(
            (
                SummarySentence(first, first.quote(TEXT), "", ("e-threaten",), ("c-warn",)),
                SummarySentence(halted, halted.quote(TEXT), "", ("e-halt",), ()),
            )
        ),
        voices=(
            Voice("Ingrid Solheim", "NOR", 26 / 94, norway, ("NRK",), True),
            Voice("Jon Arnason", "ISL", 16 / 94, ("c-deny", "c-meeting")),
            Voice("Unnamed officials in Brussels", "", 7 / 94, ("c-mediate",)),
        ),
        sides=(
            Voice("Norway", "NOR", 26 / 94, norway, ("NRK",), True),
            Voice("Iceland", "ISL", 16 / 94, ("c-deny", "c-meeting")),
            Voice("others", "", 7 / 94, ("c-mediate",)),
        ),
        rejections=(Rejection("x1", "coding", "a meeting is only promised, not held"),),
        made_by=(MadeBy("detente", "0", "sample"),),
    )


def sample_parts() -> tuple[Article, Annotation, tuple[Claim, ...], tuple[Event, ...]]:
    """Article, annotation, claims and events of the sample, as a summariser is handed them."""
    return sample_article(), sample_annotation(), sample_claims(), sample_events()
