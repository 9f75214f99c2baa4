"""A document's page holds the whole document, and marks exactly the range it is asked for."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from chatbot.languages import words_of
from chatbot.rendering.document_page import render_document
from chatbot.web.plain_pages import listing_page, source_page
from ingest.structure import ParsedDocument
from tests.chatbot.web.fake_answerer import real_documents

ENGLISH = words_of("pages", "en")

DOCUMENTS = {document.source.doc_id: document for document in real_documents()}
FORM = re.compile(r"[\s|:–-]+")
"""White space and the bars and rules of pipe tables: the page draws tables instead."""


def bare(text: str) -> str:
    return FORM.sub("", text)


def drawn(document: ParsedDocument, marked: tuple[int, int] | None) -> BeautifulSoup:
    soup = BeautifulSoup(render_document(document, ENGLISH, marked=marked), "html.parser")
    for label in soup.select(".speaker"):
        label.decompose()
    return soup


@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_the_whole_document_is_there(doc_id: str) -> None:
    document = DOCUMENTS[doc_id]
    assert bare(drawn(document, None).get_text()) == bare(document.text)


@given(st.data())
def test_the_marked_text_is_the_range_asked_for(data: st.DataObject) -> None:
    document = DOCUMENTS[data.draw(st.sampled_from(sorted(DOCUMENTS)))]
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(document.text), start + 400)))
    soup = drawn(document, (start, end))
    assert bare("".join(mark.get_text() for mark in soup.select("mark"))) == bare(document.text[start:end])
    assert len(soup.select("mark#quote")) == (1 if soup.select("mark") else 0)


def test_headings_go_down_one_level_at_a_time() -> None:
    for document in DOCUMENTS.values():
        levels = [1] + [int(tag.name[1]) for tag in drawn(document, None).find_all(re.compile("^h[2-6]$"))]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
        assert len(levels) > 3


def test_voices_are_told_apart_in_the_thread() -> None:
    soup = BeautifulSoup(render_document(DOCUMENTS["001"], ENGLISH, marked=None), "html.parser")
    replies = soup.select(".box.reply")
    assert len(replies) > 10
    said = {label.get_text() for box in replies for label in box.select(".speaker")}
    assert said == {"Hospital staff, in reply to a visitor"}
    assert len(soup.select(".box.editor-note")) == 1


@pytest.mark.parametrize(
    ("start", "end"), [("x", "9"), ("-1", "5"), ("9", "9"), ("5", "99999999"), ("٣", "٩٩٩٩٩٩"), ("5", "")]
)
def test_a_broken_mark_shows_the_document_without_one(start: str, end: str) -> None:
    reply = source_page(DOCUMENTS, "000", start, end, ENGLISH)
    assert reply.status_code == 200
    shown = bytes(reply.body).decode()
    assert "<mark" not in shown
    assert ENGLISH.source_bad_mark in shown


def test_an_unknown_document_is_a_kind_404() -> None:
    reply = source_page(DOCUMENTS, "<script>", "", "", ENGLISH)
    assert reply.status_code == 404
    shown = bytes(reply.body).decode()
    assert "/source/003" in shown
    assert "<script>" not in shown


def test_what_a_document_does_not_state_is_said_to_be_unstated() -> None:
    page = BeautifulSoup(bytes(listing_page("documents", DOCUMENTS, ENGLISH).body), "html.parser")
    facts = [facts.get_text(" ", strip=True) for facts in page.select(".cards > li .facts")]
    assert len(facts) == len(DOCUMENTS)
    assert facts[0].startswith("Publisher not stated Authors not stated")
    assert not any("unknown" in fact for fact in facts)
