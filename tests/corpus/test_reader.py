"""Reading any folder of documents: what is kept, and every way to be refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import AsWrittenError, CorpusError
from corpus.reader import page_starts, read_corpus, readable_part
from tests.corpus.folders import SARCOMA, UTERUS, entry, sha256, write_corpus


def read_one(directory: Path, content: bytes) -> str:
    """Return the text of a corpus of one document with this content."""
    directory.mkdir(exist_ok=True)
    (directory / "a.txt").write_bytes(content)
    (directory / "sources.toml").write_text(entry("a", "a.txt", content), encoding="utf-8")
    return read_corpus(directory).documents[0].text


def test_reads_a_folder(tmp_path: Path) -> None:
    corpus = read_corpus(write_corpus(tmp_path))
    assert [(found.source.doc_id, found.text) for found in corpus.documents] == [
        ("u", UTERUS),
        ("s", SARCOMA),
    ]
    assert corpus.plain_questions == ()
    source = corpus.documents[0].source
    assert (source.title, source.authors, source.dates, source.date) == ("unknown", (), (), "unknown")


def test_a_byte_order_mark_is_the_first_code_point(tmp_path: Path) -> None:
    assert read_one(tmp_path, b"\xef\xbb\xbfUterus.\r\n") == "\ufeffUterus.\r\n"


def test_line_ends_stay(tmp_path: Path) -> None:
    assert read_one(tmp_path, b"a\r\nb\rc\nd") == "a\r\nb\rc\nd"


def test_a_byte_order_mark_before_the_manifest_is_fine(tmp_path: Path) -> None:
    manifest = write_corpus(tmp_path) / "sources.toml"
    manifest.write_bytes(b"\xef\xbb\xbf" + manifest.read_bytes())
    assert len(read_corpus(tmp_path).documents) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    content=st.one_of(
        st.binary(max_size=80), st.text(max_size=40).map(lambda text: text.encode("utf-8", "ignore"))
    )
)
def test_any_bytes_are_kept_or_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    try:
        text = read_one(tmp_path, content)
    except CorpusError as error:
        assert "a.txt" in str(error)
        assert "\n" not in str(error)
    else:
        assert text.encode() == content


def test_latest_date_is_shown_unless_the_entry_says_otherwise(tmp_path: Path) -> None:
    dates = 'dates = [{date = "2002-11", meaning = "a"}, {date = "2004", meaning = "b"}]\n'
    for more, shown in (
        (dates, "2004"),
        (dates + 'date = "2002-11"', "2002-11"),
        (dates + 'date = "unknown"', "unknown"),
    ):
        (tmp_path / "a.txt").write_text("A.")
        (tmp_path / "sources.toml").write_text(entry("a", "a.txt", "A.", more))
        assert read_corpus(tmp_path).documents[0].source.date == shown


def test_documents_in_subfolders(tmp_path: Path) -> None:
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / "a.txt").write_text("A.")
    (tmp_path / "sources.toml").write_text(entry("a", "leaflets/a.txt", "A."))
    assert read_corpus(tmp_path).documents[0].source.file == "leaflets/a.txt"


def append(text: str) -> Callable[[Path], None]:
    """Return a change that adds ``text`` to the manifest."""

    def change(directory: Path) -> None:
        with (directory / "sources.toml").open("a", encoding="utf-8") as manifest:
            manifest.write(text)

    return change


def put(name: str, content: bytes) -> Callable[[Path], None]:
    """Return a change that writes a file."""

    def change(directory: Path) -> None:
        (directory / name).write_bytes(content)

    return change


def new_document(content: bytes, more: str = "") -> Callable[[Path], None]:
    """Return a change that adds the document ``n`` with this content."""

    def change(directory: Path) -> None:
        put("new.txt", content)(directory)
        append(entry("n", "new.txt", content, more))(directory)

    return change


def remove(name: str) -> Callable[[Path], None]:
    """Return a change that removes a file."""

    def change(directory: Path) -> None:
        (directory / name).unlink()

    return change


def link_out(directory: Path) -> None:
    """Add a document that is a link to a file outside."""
    outside = directory.parent / "outside.txt"
    outside.write_text("Secret.")
    (directory / "link.txt").symlink_to(outside)
    append(entry("l", "link.txt", "Secret."))(directory)


def link_round(directory: Path) -> None:
    """Add a document that is a link to itself."""
    (directory / "link.txt").symlink_to(directory / "link.txt")
    append(entry("l", "link.txt", ""))(directory)


def folder_as_document(directory: Path) -> None:
    """Add a document that is a folder."""
    (directory / "folder.txt").mkdir()
    append(entry("f", "folder.txt", ""))(directory)


def plain(*lines: object, name: str = "plain_questions.jsonl") -> Callable[[Path], None]:
    """Return a change that writes plain questions, one line each."""
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return put(name, ("\n".join(written) + "\n").encode())


GOOD = {"doc": "u", "quote": "The uterus is small.", "questions": ["how big is the womb?"]}

NEEDED = 'sha256 = "' + "0" * 64 + '"\n'
BAD = {
    "no manifest": (remove("sources.toml"), "holds no sources.toml: draft one with `aswritten sources new"),
    "empty manifest": (put("sources.toml", b""), "names no document: give each one a [[source]] table."),
    "broken TOML": (append("[[source]\n"), "is not valid TOML: "),
    "manifest not UTF-8": (put("sources.toml", b"\xff"), "is not UTF-8 (byte 0): save it as UTF-8."),
    "unknown table": (append("[extra]\n"), "unknown table or field 'extra': only [corpus] and [[source]]"),
    "unknown field": (
        append(entry("n", "n.txt", "", "titel = 'x'")),
        "entry 3 (n): unknown field 'titel'; the fields are",
    ),
    "missing field": (
        append("[[source]]\ndoc_id = 'n'\n" + NEEDED),
        "entry 3 (n): the field 'file' is missing.",
    ),
    "bad id": (append(entry("a b", "n.txt", "")), "the field 'doc_id' must be text made of letters, digits"),
    "bad hash": (
        append("[[source]]\ndoc_id='n'\nfile='n'\nsha256='A'\n"),
        "'sha256' must be text made of 64 lower-case",
    ),
    "number as title": (
        append(entry("n", "n.txt", "", "title = 4")),
        "the field 'title' must be text in quotes",
    ),
    "empty title": (
        append(entry("n", "n.txt", "", "title = ' '")),
        "the field 'title' must be text in quotes",
    ),
    "authors as text": (
        append(entry("n", "n.txt", "", "authors = 'me'")),
        "the field 'authors' must be a list of names",
    ),
    "dates as text": (
        append(entry("n", "n.txt", "", "dates = '2004'")),
        "the field 'dates' must be a list of",
    ),
    "date without meaning": (
        append(entry("n", "n.txt", "", "dates = [{date='2004'}]")),
        "the field 'dates' must be a list of { date = ",
    ),
    "no such day": (
        append(entry("n", "n.txt", "", "dates = [{date='2004-02-30', meaning='m'}]")),
        "'2004-02-30' is not a date such as",
    ),
    "shown date not stated": (
        append(entry("n", "n.txt", "", "date = '2004'")),
        "date = '2004' must be one of its 'dates'",
    ),
    "path upwards": (append(entry("n", "../n.txt", "")), "file = '../n.txt' must stay inside the folder"),
    "absolute path": (
        append(entry("n", "/etc/passwd", "")),
        "file = '/etc/passwd' must stay inside the folder",
    ),
    "windows path": (append(entry("n", "..\\\\n.txt", "")), "must stay inside the folder"),
    "link outwards": (link_out, "link.txt leads out of"),
    "link to itself": (link_round, "link.txt cannot be read: it is a link to itself."),
    "missing document": (remove("uterus.txt"), "uterus.txt is missing from"),
    "a folder": (folder_as_document, "folder.txt is missing from"),
    "too long a name": (append(entry("n", "n" * 300, "")), "cannot be read: File name too long."),
    "changed document": (
        put("uterus.txt", b"Other."),
        "uterus.txt is not the file that sources.toml describes: put",
    ),
    "not UTF-8": (new_document(b"caf\xe9"), "new.txt is not UTF-8 (byte 3): save it as UTF-8."),
    "NUL": (
        new_document(b"a\0b"),
        "new.txt holds a NUL character (at 1), so it is no text: save it as UTF-8.",
    ),
    "empty": (new_document(b""), "new.txt is empty: remove it and its entry, or put its text back."),
    "blank": (new_document(b"\xef\xbb\xbf \r\n"), "new.txt is empty: remove it and its entry"),
    "id twice": (
        append(entry("u", "sarcoma.txt", SARCOMA)),
        "sources.toml has the id 'u' twice: give sarcoma.txt",
    ),
    "file twice": (
        append(entry("n", "./uterus.txt", UTERUS)),
        "sources.toml names the file uterus.txt twice (u, n): keep",
    ),
    "content twice": (
        new_document(UTERUS.encode()),
        "new.txt has the same content as uterus.txt: keep one of the two.",
    ),
    "changed original": (
        new_document(b"N.", f"original = 'sarcoma.txt'\noriginal_sha256 = '{sha256('?')}'"),
        "sarcoma.txt has changed since its text was extracted: `aswritten sources update",
    ),
    "plain: not JSON": (
        plain(GOOD, "", "{"),
        "plain_questions.jsonl, line 3: this must be a JSON object with",
    ),
    "plain: a list": (
        plain([1]),
        "line 1: this must be a JSON object with the fields doc, quote,",
    ),
    "plain: unknown field": (
        plain({**GOOD, "x": 1}),
        "line 1: unknown field 'x'; the fields are doc, quote,",
    ),
    "plain: no quote": (
        plain({**GOOD, "quote": " "}),
        "line 1: the field 'quote' must be text copied from that document.",
    ),
    "plain: doc a number": (
        plain({**GOOD, "doc": 0}),
        "line 1: the field 'doc' must be the id of a document.",
    ),
    "plain: no questions": (
        plain({**GOOD, "questions": []}),
        "line 1: the field 'questions' must be a list of texts",
    ),
    "plain: empty question": (
        plain({**GOOD, "questions": ["a", " "]}),
        "line 1: the field 'questions' must be a list of texts",
    ),
    "plain: half a character": (
        plain({**GOOD, "questions": ["\ud83d"]}),
        "line 1: this must be a JSON object with the fields",
    ),
    "plain: unknown document": (
        plain({**GOOD, "doc": "x"}),
        "line 1: there is no document 'x' in sources.toml.",
    ),
    "plain: not verbatim": (
        plain(GOOD, {**GOOD, "quote": "the uterus is small."}),
        "line 2: the quote is not in uterus.txt word for word: 'the uterus is small.'; copy it from there.",
    ),
    "plain: no language": (
        plain(GOOD, name="plain_questions.spa.jsonl"),
        "name it plain_questions.jsonl, or",
    ),
    "plain: not UTF-8": (
        put("plain_questions.jsonl", b"\xff"),
        "plain_questions.jsonl is not UTF-8 (byte 0)",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_folders_are_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    change, message = BAD[name]
    directory = write_corpus(tmp_path / "folder")
    change(directory)
    with pytest.raises(CorpusError) as caught:
        read_corpus(directory)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, AsWrittenError)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"There is no folder .*: name a folder that holds a sources\.toml\."
    ):
        read_corpus(tmp_path / "none")


def test_several_broken_documents_are_counted(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    remove("sarcoma.txt")(directory)
    new_document(b"\xff")(directory)
    with pytest.raises(CorpusError, match=r"sarcoma.txt is missing .* \(1 more: `aswritten sources check"):
        read_corpus(directory)


def test_readable_part_names_the_rest(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    plain({"doc": "s", "quote": "rare", "questions": ["common?"]}, GOOD)(directory)
    remove("sarcoma.txt")(directory)
    corpus, broken = readable_part(directory)
    assert [found.source.doc_id for found in corpus.documents] == ["u"]
    assert [(found.doc_id, found.file) for found in broken] == [("s", "sarcoma.txt")]
    assert "sarcoma.txt is missing from" in broken[0].reason
    assert [entry.doc_id for entry in corpus.plain_questions] == ["u"]


def test_readable_part_of_a_sound_folder_is_the_corpus(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    assert readable_part(directory) == (read_corpus(directory), ())


def test_nothing_readable(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    remove("sarcoma.txt")(directory)
    remove("uterus.txt")(directory)
    with pytest.raises(CorpusError, match=r"holds no readable document. uterus.txt is missing"):
        readable_part(directory)


def test_plain_questions_and_their_languages(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    plain({**GOOD, "questions": ["¿qué tamaño?"]}, name="plain_questions.es.jsonl")(directory)
    # U+2028 ends a line for str.splitlines, but not in JSON Lines.
    plain(json.dumps({**GOOD, "questions": ["how\u2028big?"]}, ensure_ascii=False))(directory)
    found = read_corpus(directory).plain_questions
    assert [(entry.language, entry.start, entry.end, entry.questions) for entry in found] == [
        ("en", 0, 20, ("how\u2028big?",)),
        ("es", 0, 20, ("¿qué tamaño?",)),
    ]


def test_fingerprint_changes_with_entry_text_and_questions(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    seen = {read_corpus(directory).fingerprint}
    assert read_corpus(directory).fingerprint in seen
    changes = (plain(GOOD), append('title = "T"\n'), new_document(b"N."))
    for change in changes:
        change(directory)
        seen.add(read_corpus(directory).fingerprint)
    assert len(seen) == 1 + len(changes)


@given(pages=st.lists(st.text(alphabet="ab\n", max_size=5), min_size=1, max_size=5))
def test_page_starts_cut_the_text_into_its_pages(pages: list[str]) -> None:
    text = "\f".join(pages)
    starts = page_starts(text)
    if len(pages) == 1:
        assert starts == ()
    else:
        ends = (*(start - 1 for start in starts[1:]), len(text))
        assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == pages


def test_a_pdf_of_one_page_has_page_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "a.pdf.extracted.txt").write_text("A.")
    more = f"original = 'a.pdf'\noriginal_sha256 = '{sha256('%PDF')}'"
    (tmp_path / "sources.toml").write_text(entry("a", "a.pdf.extracted.txt", "A.", more))
    document = read_corpus(tmp_path).documents[0]
    assert (document.pages, document.source.original) == ((0,), "a.pdf")
