"""Long titles of agreements are one name."""

from __future__ import annotations

from detente.language.titles import joined


def labels(text: str, names: dict[str, str] | None = None) -> list[str]:
    forms = text.split()
    return joined(forms, [0] * len(forms), [(names or {}).get(form, "O") for form in forms])


def test_a_long_title_is_one_name():
    found = labels(
        "under the Treaty on Gradual Removal and Sharing of Coastal Weapons , signed",
        {"Coastal": "B-ORG", "Weapons": "I-ORG", ",": "O"},
    )
    assert found[2] == "B-LAW"
    assert found[3:11] == ["I-LAW"] * 8
    assert found[11:] == ["O", "O"]


def test_a_short_one_and_an_agreement_in_small_letters_stay_as_tagged():
    assert set(labels("the Agreement on Fisheries was signed")) == {"O"}
    assert set(labels("an agreement on Trade Rules Of Origin was signed")) == {"O"}


def test_what_follows_a_title_begins_anew():
    found = labels("Convention on Joint Lake Water saved", {"Water": "B-ORG", "saved": "I-ORG"})
    assert found == ["B-LAW", "I-LAW", "I-LAW", "I-LAW", "I-LAW", "B-ORG"]
