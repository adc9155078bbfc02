"""A user's own types as a table: what is right, and what is refused with its place and cure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.ontology import PLOVER, load_ontology
from detente.errors import TableError

HEAD = "name,parent,definition,seeds\n"


def write(folder, text):
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_ontology_is_a_table(tmp_path):
    text = HEAD + "port closure,sanction,Closes a port,close port; block harbour ;\n"
    (kind,) = load_ontology(write(tmp_path, text)).values()
    assert (kind.name, kind.parent, kind.quad) == ("port closure", "SANCTION", 4)
    assert kind.definition == "Closes a port"
    assert kind.seeds == ("close port", "block harbour")


def test_seeds_or_a_definition_are_enough_and_columns_come_in_any_order(tmp_path):
    text = "parent,seeds,name\nAID,send rice|ship maize,food\n"
    (kind,) = load_ontology(write(tmp_path, text)).values()
    assert (kind.definition, kind.seeds) == ("", ("send rice", "ship maize"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,definition,seeds\nA,x,y\n", "line 1 has no column 'parent'"),
        ("name,parent,definitoin\nA,AID,x\n", "did you mean 'definition'"),
        ("name,parent,name\nA,AID,B\n", "column 'name' stands there twice"),
        (HEAD, "holds no row"),
        ("", "no column 'name'"),
        (HEAD + ",AID,x,y\n", "line 2, column 'name' is empty"),
        (HEAD + "A,AID,x,y\n\nA,AID,x,y\n", "line 4, column 'name' is 'A'; expected each name once"),
        (HEAD + "A,SANCTIONS,x,y\n", "line 2, column 'parent' is 'SANCTIONS'.*mean 'SANCTION'"),
        (HEAD + "A,,x,y\n", "line 2, column 'parent' is empty"),
        (HEAD + "A,AID,,\n", "line 2, column 'definition' is empty; expected a definition, or seeds"),
        (HEAD + "A,AID,,;;\n", "line 2, column 'definition' is empty"),
        (HEAD + f"{'A' * 61},AID,x,y\n", "line 2, column 'name' is 'A+…'; expected 1 to 60"),
        (HEAD + "A\u202eB,AID,x,y\n", "printable"),
        (HEAD + f"A,AID,{'x' * 501},y\n", "line 2, column 'definition'.*at most 500"),
        (HEAD + f"A,AID,x,{'y' * 501}\n", "line 2, column 'seeds'.*at most 500"),
        (HEAD + "A,AID,one, two,y\n", "line 2 has 5 cells.*quotation marks"),
        (HEAD + '"A\nB",AID,x,y\nC,NO,x,y\n', "line 2, column 'name'"),
        (HEAD + '"A,AID,x,y\n', "line 2: .*close every quotation mark"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named_with_its_place_and_the_cure(tmp_path, text, says):
    with pytest.raises(TableError, match=says) as caught:
        load_ontology(write(tmp_path, text))
    assert "own.csv" in str(caught.value)
    assert caught.value.cure


def test_a_file_that_is_none_is_an_error_of_ours(tmp_path):
    with pytest.raises(TableError, match="cannot read"):
        load_ontology(tmp_path / "none.csv")
    with pytest.raises(TableError, match="cannot read"):
        load_ontology(tmp_path)
    latin = tmp_path / "latin.csv"
    latin.write_bytes((HEAD + "Zölle,SANCTION,x,y\n").encode("latin-1"))
    with pytest.raises(TableError, match="UTF-8"):
        load_ontology(latin)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "A,AID,x,y\n").replace("\n", "\r\n").encode())
    assert list(load_ontology(path)) == ["A"]


@given(st.text(max_size=200) | st.text(max_size=80).map(lambda rest: HEAD + rest))
def test_any_text_is_an_ontology_or_a_table_error(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    found, refused = {}, "any.csv"
    try:
        found = load_ontology(path)
    except TableError as error:
        refused = str(error)
    assert "any.csv" in refused
    assert all(kind.parent in PLOVER and kind.name == name for name, kind in found.items())
