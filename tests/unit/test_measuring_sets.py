"""Opening sets, asking the chain, and ``evaluate`` as a whole, with a chain made by hand."""

import gzip
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import detente.measuring as measuring
from detente.coding import relation
from detente.errors import DataError, WrongLanguage
from detente.measuring import (
    actors,
    chain,
    evaluation,
    extraction,
    files,
    gold,
    plv,
    polnear,
    summary,
    werner,
)
from detente.measuring.werner import Triple
from detente.reading.draft import Draft
from detente.records import (
    Annotation,
    Article,
    Claim,
    Event,
    Mention,
    Party,
    Reading,
    Span,
    Summary,
    SummarySentence,
    Words,
)
from detente.settings import ComponentSettings, Settings

TEXT = "Arland bombed Borland, Cerland said. She left."


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mention(words):
    return Mention(words, at(words), "country", words, at(words), country=words[:3].upper())


def party(words):
    return Party(words, "", words[:3].upper(), "GOV")


def made_reading(text=TEXT, **changes):
    """A reading of TEXT: Arland assaults Borland on Cerland's word."""
    claim = Claim(
        "c1", "a", "Cerland", (), None, at("said"), (at("Arland bombed Borland"),), "indirect",
        "asserted", None, 0.9,
    )  # fmt: skip
    event = Event(
        "e1", "a", "c1", "PLOVER", "ASSAULT", "", (), party("Arland"), party("Borland"), "happened",
        None, None, "unknown", None, (), at("bombed"), (at("Arland bombed Borland"),), -9.0, 0.8,
    )  # fmt: skip
    words = Words((), (), (), (), (), (), (), (), np.zeros((0, 384), np.float32))
    annotation = Annotation(
        "a",
        (Span(0, len(text)),),
        tuple(mention(name) for name in ("Arland", "Borland", "Cerland")),
        words,
    )
    told = Summary((SummarySentence(Span(0, 36), text[:36]),))
    parts = {"claims": (claim,), "events": (event,), "summary": told} | changes
    return Reading(Article("a", text), annotation, voices=(), sides=(), **parts)


def read(page):
    if "nicht" in page.content:
        raise WrongLanguage("a report in German", "English")
    assert page.clean
    return made_reading()


class TestFiles:
    def test_each_way_of_being_wrong_is_told(self, tmp_path):
        (tmp_path / "empty.jsonl").write_text("\n")
        (tmp_path / "list.jsonl").write_text("[1]\n")
        (tmp_path / "bad.jsonl").write_text("{\n")
        (tmp_path / "latin").write_bytes(b"caf\xe9")
        wrong = {
            "nothing.jsonl": "no file", "": "folder", "empty.jsonl": "no line",
            "list.jsonl": "not an object", "bad.jsonl": "line 1 is not JSON", "latin": "not UTF-8",
        }  # fmt: skip
        for name, message in wrong.items():
            with pytest.raises(DataError, match=message) as caught:
                files.read_jsonl(tmp_path / name, "rows", ("a",))
            assert caught.value.expected

    def test_a_missing_key_is_named_with_its_line(self, tmp_path):
        path = tmp_path / "rows.jsonl"
        path.write_text('{"a": 1}\n\n{"b": 1}\n')
        with pytest.raises(DataError, match="line 3 lacks a"):
            files.read_jsonl(path, "rows", ("a",))

    def test_tables(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_text('a,b\n"1,\n2",3\n')
        assert files.read_table(path, "a table", ("a",), ",") == [{"a": "1,\n2", "b": "3"}]
        with pytest.raises(DataError, match="no column c"):
            files.read_table(path, "a table", ("c",), ",")
        path.write_text("a,b\n1\n")
        with pytest.raises(DataError, match="too short"):
            files.read_table(path, "a table", ("a", "b"), ",")
        path.write_text("a,b\n")
        with pytest.raises(DataError, match="no row"):
            files.read_table(path, "a table", ("a", "b"), ",")
        path.write_text("a\n" + "x" * 200_000 + "\n")
        with pytest.raises(DataError, match="not a table"):
            files.read_table(path, "a table", ("a",), ",")

    def test_damaged_gzip_and_json(self, tmp_path):
        path = tmp_path / "x.json.gz"
        path.write_bytes(gzip.compress(b'{"a": 1}'))
        assert files.read_json(path) == {"a": 1}
        path.write_bytes(b"\x1f\x8bxx")
        with pytest.raises(DataError, match="cannot read"):
            files.read_json(path)
        path.write_bytes(gzip.compress(b"{"))
        with pytest.raises(DataError, match="not JSON"):
            files.read_json(path)

    def test_folders(self, tmp_path):
        file = tmp_path / "f"
        file.write_text("")
        with pytest.raises(DataError, match="is a file"):
            files.require_folder(file, "a folder")
        with pytest.raises(DataError, match="no folder"):
            files.require_folder(tmp_path / "none", "a folder")


class TestChain:
    def test_a_refused_report_is_an_empty_reading_and_is_counted(self):
        rows = [
            {"article_id": "a", "text": TEXT, "published": "2024-03-01"},
            {"article_id": "b", "text": "Das ist nicht Englisch.", "published": None},
        ]
        answers, refused = chain.gold_readings(rows, read)
        assert refused == 1
        assert [answer["article_id"] for answer in answers] == ["a", "b"]
        assert answers[0]["events"][0]["type"] == "ASSAULT"
        assert answers[1]["events"] == []

    @pytest.mark.parametrize(
        ("text", "day"),
        [("2024-03-01T10:00", date(2024, 3, 1)), ("2024-13-01", None), ("March", None), ("", None)],
    )
    def test_days(self, text, day):
        assert chain.day_of(text) == day

    def test_an_event_is_a_triple_and_its_claim_a_statement_of_the_speaker(self):
        assert chain.triples(made_reading()) == [
            Triple("Arland", "Borland", 19),
            Triple("Cerland", "Arland", 1),
            Triple("Cerland", "Borland", 1),
        ]
        assert chain.triples(made_reading(), statements=False) == [Triple("Arland", "Borland", 19)]

    def test_a_cue_that_triggers_an_event_is_no_statement(self):
        event = made_reading().events[0]
        speech = made_reading(events=(event.__class__(
            *(at("said") if name == "trigger" else getattr(event, name)
              for name in event.__dataclass_fields__)
        ),))  # fmt: skip
        assert all(triple.root != 1 for triple in chain.triples(speech))

    def test_parties_left_out_and_claims_without_speaker_give_no_triple(self):
        reading = made_reading()
        fields = reading.events[0].__dataclass_fields__
        event = type(reading.events[0])(
            *(None if f == "recipient" else getattr(reading.events[0], f) for f in fields)
        )
        fields = reading.claims[0].__dataclass_fields__
        claim = type(reading.claims[0])(
            *(None if f == "speaker" else getattr(reading.claims[0], f) for f in fields)
        )
        assert chain.triples(made_reading(events=(event,), claims=(claim,))) == []

    def test_an_addressee_takes_the_statement(self):
        reading = made_reading()
        fields = reading.claims[0].__dataclass_fields__
        claim = type(reading.claims[0])(
            *("Borland" if f == "addressee" else getattr(reading.claims[0], f) for f in fields)
        )
        found = chain.triples(made_reading(claims=(claim,), events=()))
        assert found == [Triple("Cerland", "Borland", 1)]

    def test_surface_words_win_over_the_speakers_name(self):
        surface = SimpleNamespace(source=(at("She"),), cue=(at("left"),), content=())
        found = chain.attributions(TEXT, "a", read, lambda _article, _annotation: [surface])
        assert found[0].source == (at("She"),)
        by_claim = chain.attributions(TEXT, "a", read, None)
        assert by_claim[0].source == (at("Cerland"),)
        assert by_claim[0].content == (at("Arland bombed Borland"),)

    def test_a_pair_is_answered_by_the_event_that_shares_its_words(self):
        first = made_reading().events[0]
        fields = first.__dataclass_fields__
        swapped = type(first)(
            *({"type": "AID", "initiator": first.recipient, "recipient": first.initiator}.get(
                f, getattr(first, f)) for f in fields)
        )  # fmt: skip

        def coded(_page):
            return made_reading(events=(first, swapped))

        assert chain.type_among_events(coded, TEXT, at("Borland"), at("Arland")) == "AID"
        assert chain.type_among_events(coded, TEXT, at("Arland"), None) == "ASSAULT"
        assert chain.type_among_events(lambda _p: made_reading(events=()), TEXT, None, None) == ""

    def test_what_is_refused_answers_nothing(self):
        text = "Das ist nicht Englisch."
        assert chain.attributions(text, "a", read, None) == []
        assert chain.sentence_triples(text, "a", read) == []
        assert chain.summary(text, "a", read) == ()
        assert chain.type_among_events(read, text, None, None) == ""

        def refuse(_page):
            raise WrongLanguage("German")

        assert isinstance(chain.body(b"<p>", "a", "", refuse), WrongLanguage)

    def test_the_body_of_a_page_is_the_text_without_its_title(self):
        def titled(page):
            assert page.media_type == "text/html"
            return Draft(("Title", "Body.", "More."), title="Title")

        assert chain.body(b"<p>", "a", "", titled) == "Body.\n\nMore."
        assert chain.body(b"<p>", "a", "", lambda _: Draft(("Body.",), title="Other")) == "Body."


class TestLoading:
    def test_gold(self, tmp_path):
        path = tmp_path / "gold.jsonl"
        row = {"article_id": "a", "text": "x", "mentions": [], "claims": [], "events": {}}
        path.write_text(json.dumps(row) + "\n")
        with pytest.raises(DataError, match="events of 'a'"):
            gold.load(path)

    def test_plv(self, tmp_path):
        path = tmp_path / "plv.tsv"
        path.write_text("marked_sentence\tgold_root\n<s>A</s> aids <t>B</t>.\tAID\n")
        (row,) = plv.load(path)
        assert (row.sentence, row.source, row.target, row.root) == (
            "A aids B.", Span(0, 1), Span(7, 8), "AID",
        )  # fmt: skip
        path.write_text("marked_sentence\tgold_root\n<s>A</s> aids <t>B</t>.\tHUG\n")
        with pytest.raises(DataError, match="the root 'HUG'"):
            plv.load(path)

    def test_plv_folds_are_even_and_keep_a_sentence_together(self):
        rows = [plv.Row(f"Sentence {i // 2}.", None, None, "AID") for i in range(40)]
        folds = plv.folds(rows)
        assert [folds.count(fold) for fold in range(5)] == [8] * 5
        assert folds[0::2] == folds[1::2]
        assert plv.folds(rows[::-1]) == folds[::-1]

    def test_werner(self, tmp_path):
        path = tmp_path / "w.csv"
        path.write_text(
            "text,label\n"
            "A hits B.,<triplet> A <subj> B <obj> Fight <triplet>  <subj> B <obj> Fight\n"
        )
        (row,) = werner.load(path)
        assert (row.triples, row.part) == ((Triple("A", "B", 19),), "all")
        for label in ("<triplet> A <subj> B <obj> Dance", "<triplet> A B"):
            path.write_text(f"text,label\nA hits B.,{label}\n")
            with pytest.raises(DataError, match="row 1"):
                werner.load(path)

    def test_polnear_takes_the_first_annotator(self, tmp_path):
        for name in ("text", "attributions"):
            (tmp_path / name).mkdir()
        (tmp_path / "text" / "paper_day_title.txt").write_text("Ann said yes.")
        with pytest.raises(DataError, match="no text"):
            polnear.load(tmp_path)
        mark = "T1\tCue 4 8\tsaid\nT2\tContent 9 12\tyes\nE1\tAttribution:T1 Cue:T1 Content:T2\n"
        (tmp_path / "attributions" / "paper_day_title_aa11.ann").write_text(mark)
        (tmp_path / "attributions" / "paper_day_title_bb22.ann").write_text("")
        (document,) = polnear.load(tmp_path)
        assert document.attributions[0].content == (Span(9, 12),)

    def test_extraction_knows_both_formats(self, tmp_path):
        with pytest.raises(DataError, match="no ground truth"):
            extraction.load(tmp_path)
        (tmp_path / "html").mkdir()
        (tmp_path / "html" / "p1.html.gz").write_bytes(gzip.compress(b"<p>One.</p>"))
        truth = tmp_path / "ground-truth.json"
        truth.write_text('{"p1": {"articleBody": "One.", "url": "http://x"}}')
        (page,) = extraction.load(tmp_path)
        assert (page.body, page.url) == ("One.", "http://x")
        assert evaluation.page_bytes(page.file) == b"<p>One.</p>"
        truth.rename(tmp_path / "ground_truth.json")
        (tmp_path / "ground_truth.json").write_text('{"p1.html.gz": {"body": ["One.", "Two."]}}')
        assert extraction.load(tmp_path)[0].body == "One.\n\nTwo."

    @pytest.mark.parametrize(
        ("truth", "message"),
        [("[]", "not an object"), ("{}", "names no page"), ('{"p": {}}', "no articleBody"),
         ('{"p": {"body": "x"}}', "no page")],
    )  # fmt: skip
    def test_extraction_errors(self, tmp_path, truth, message):
        (tmp_path / "ground_truth.json").write_text(truth)
        with pytest.raises(DataError, match=message):
            extraction.load(tmp_path)

    def test_a_damaged_page(self, tmp_path):
        (tmp_path / "p.gz").write_bytes(b"\x1f\x8b")
        with pytest.raises(DataError, match="cannot read"):
            evaluation.page_bytes(tmp_path / "p.gz")

    def test_summary_knows_both_formats(self, tmp_path):
        folder = tmp_path / "abs" / "ptr_generator"
        folder.mkdir(parents=True)
        (folder / "src.txt").write_text("<t> rain fell . it was cold . </t>\n")
        (folder / "ref.txt").write_text("<t> rain fell .it froze . </t>\n")
        (document,) = summary.load(tmp_path)
        assert document.sentences == ("Rain fell.", "It was cold.")
        assert document.references == (("rain fell", "it froze"),)
        (folder / "ref.txt").write_text("one\ntwo\n")
        with pytest.raises(DataError, match="1 sources and 2 references"):
            summary.load(tmp_path)
        with pytest.raises(DataError, match=r"no src\.txt"):
            summary.load(folder.parent)
        path = tmp_path / "s.jsonl"
        path.write_text('{"text": "Rain fell. It froze.", "references": ["It froze."]}\n')
        assert summary.load(path)[0].references == (("It froze.",),)
        path.write_text('{"text": "Rain fell.", "references": []}\n')
        with pytest.raises(DataError, match="no list of texts"):
            summary.load(path)


class TestEvaluate:
    @pytest.fixture(autouse=True)
    def hand_made_chain(self, monkeypatch):
        def made(settings):
            return SimpleNamespace(settings=settings, read_page=read, actors="the actor base")

        monkeypatch.setattr(evaluation, "pipeline", made)

    def write_gold(self, tmp_path, texts):
        path = tmp_path / "gold.jsonl"
        rows = [made_reading().to_json() | {"article_id": str(i), "text": t}
                for i, t in enumerate(texts)]  # fmt: skip
        path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows))
        return path

    def test_gold(self, tmp_path):
        path = self.write_gold(
            tmp_path, [TEXT, "Das ist nicht Englisch, aber so lang es sein muss."]
        )
        result = evaluation.evaluate("gold", path)
        assert result["set"] == "gold"
        assert result["n"] == 2
        assert result["figures"]["refused"] == 1
        assert result["figures"]["events_strict_p"] == 1.0
        assert result["figures"]["events_strict_r"] == 0.5
        assert result["seconds"] > 0
        assert evaluation.evaluate("gold", path, limit=1)["n"] == 1

    def test_werner_of_a_guest_coder(self, tmp_path):
        path = tmp_path / "w.csv"
        label = "<triplet> Arland <subj> Borland <obj> Fight"
        path.write_text(f'text,label\n"{TEXT}",{label}\n')
        guest = Settings(components=ComponentSettings(coder="guest"))
        figures = evaluation.evaluate("werner", path, settings=guest)["figures"]
        assert figures["relaxed_cameo_r"] == 1.0

    def test_werner_of_our_own_coder(self, tmp_path, pipeline, monkeypatch):
        monkeypatch.setattr(evaluation, "pipeline", lambda _settings: pipeline)
        path = tmp_path / "w.csv"
        label = "<triplet> Norway <subj> Chile <obj> Disapprove"
        path.write_text(f"text,label\nNorway condemned Chile on Monday.,{label}\n")
        assert evaluation.evaluate("werner", path)["figures"]["relaxed_cameo_r"] == 1.0

    def test_polnear_of_a_guest_attributor(self, tmp_path):
        for name in ("text", "attributions"):
            (tmp_path / name).mkdir()
        (tmp_path / "text" / "a.txt").write_text(TEXT)
        marks = [("Source", "Cerland"), ("Cue", "said"), ("Content", "Arland bombed Borland")]
        lines = [
            f"T{i}\t{role} {at(words).start} {at(words).stop}\t{words}"
            for i, (role, words) in enumerate(marks)
        ]
        lines.append("E1\tAttribution:T1 Source:T0 Cue:T1 Content:T2")
        (tmp_path / "attributions" / "a_x1.ann").write_text("\n".join(lines))
        guest = Settings(components=ComponentSettings(attributor="guest"))
        result = evaluation.evaluate("polnear", tmp_path, settings=guest)
        assert result["figures"]["who_said_what_f1"] == 1.0

    def test_plv_of_a_guest_coder(self, tmp_path):
        path = tmp_path / "plv.tsv"
        marked = TEXT.replace("Arland", "<s>Arland</s>").replace("Borland", "<t>Borland</t>")
        path.write_text(f"marked_sentence\tgold_root\n{marked}\tASSAULT\n")
        guest = Settings(components=ComponentSettings(coder="guest"))
        result = evaluation.evaluate("plv", path, settings=guest)
        assert result["figures"]["root_macro_f1"] == 1.0

    def test_plv_of_our_own_coder(self, tmp_path, monkeypatch):
        path = tmp_path / "plv.tsv"
        path.write_text("marked_sentence\tgold_root\n<s>A</s> aids.\tAID\n")
        asked = []

        def classify(words, source, target):
            asked.append((words, source, target))
            return "AID"

        annotator = SimpleNamespace(
            annotate=lambda article, _actors: SimpleNamespace(words=article.text)
        )
        made = SimpleNamespace(settings=Settings(), annotator=annotator, actors=None)
        monkeypatch.setattr(evaluation, "pipeline", lambda _settings: made)
        monkeypatch.setattr(relation, "classify", classify)
        assert evaluation.evaluate("plv", path)["figures"]["root_macro_f1"] == 1.0
        assert asked == [("A aids.", Span(0, 1), None)]

    def test_summary(self, tmp_path):
        path = tmp_path / "s.jsonl"
        path.write_text(json.dumps({"text": TEXT, "references": [TEXT[:36]]}) + "\n")
        assert evaluation.evaluate("summary", path)["figures"]["rouge1"] == 1.0

    def test_actors(self, tmp_path, monkeypatch):
        asked = []

        def score_actors(path, base):
            asked.append((path.read_text().splitlines(), base))
            return {"country_right": 1, "country_accuracy": 1.0}

        monkeypatch.setattr(actors, "score_actors", score_actors)
        path = tmp_path / "cases.jsonl"
        path.write_text("{}\n\n[]\n")
        result = evaluation.evaluate("actors", path, limit=1)
        assert (result["n"], result["figures"]["country_right"]) == (1, 1)
        assert asked == [(["{}"], "the actor base")]
        assert evaluation.evaluate("actors", path)["n"] == 2

    def test_an_unknown_set_is_answered_with_the_nearest(self, tmp_path):
        with pytest.raises(DataError, match="did you mean 'polnear'"):
            evaluation.evaluate("polner", tmp_path)
        with pytest.raises(DataError, match="choose one of them"):
            evaluation.evaluate("xyzzy", tmp_path)

    def test_a_limit_below_one_is_refused(self, tmp_path):
        with pytest.raises(DataError, match="limit is 0"):
            evaluation.evaluate("gold", tmp_path, limit=0)

    @pytest.mark.parametrize("name", evaluation.SETS)
    def test_a_path_that_does_not_exist_is_a_data_error(self, tmp_path, name):
        with pytest.raises(DataError, match="there is no"):
            evaluation.evaluate(name, tmp_path / "missing")

    def test_the_package_offers_what_it_promises(self):
        assert set(measuring.SETS) == {
            "gold", "plv", "werner", "polnear", "actors", "extraction", "summary",
        }  # fmt: skip
        assert callable(measuring.evaluate)
        with pytest.raises(AttributeError, match="nothing"):
            measuring.nothing  # noqa: B018


ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", evaluation.SETS)
def test_every_set_has_its_heading_in_the_reference(name):
    page = (ROOT / "docs/reference/measuring.md").read_text(encoding="utf-8")
    assert f"\n## `{name}`: " in page


def test_every_benchmark_has_its_line_in_the_readme():
    page = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
    scripts = sorted(path.name for path in (ROOT / "benchmarks").glob("bench_*.py"))
    assert [name for name in scripts if f"`{name}`" not in page] == []
