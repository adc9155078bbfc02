"""For guests behind our doors: a fake and a conformance suite for each seam.

>>> from detente.testing import check_summariser, sample_parts
>>> from detente.testing import FakeSummariser
>>> check_summariser(FakeSummariser(), [sample_parts()])
"""

from __future__ import annotations

from detente.testing.conformance import (
    check_actor_base,
    check_annotator,
    check_attributor,
    check_coder,
    check_extractor,
    check_source,
    check_summariser,
)
from detente.testing.drafting import Draft
from detente.testing.fakes import (
    FakeActorBase,
    FakeAnnotator,
    FakeAttributor,
    FakeCoder,
    FakeExtractor,
    FakeSource,
    FakeSummariser,
)
from detente.testing.readings import sample_parts, sample_reading

__all__ = [
    "Draft",
    "FakeActorBase",
    "FakeAnnotator",
    "FakeAttributor",
    "FakeCoder",
    "FakeExtractor",
    "FakeSource",
    "FakeSummariser",
    "check_actor_base",
    "check_annotator",
    "check_attributor",
    "check_coder",
    "check_extractor",
    "check_source",
    "check_summariser",
    "sample_parts",
    "sample_reading",
]
