"""What the bench's first page says of a set with mistakes."""

from types import SimpleNamespace
from typing import cast

from chatbot.languages import words_of
from chatbot.web.site import Site
from evals.questions.read import Problem
from evals.web.front import _told


def test_of_many_mistakes_fifty_are_listed_and_the_others_counted() -> None:
    site = cast(Site, SimpleNamespace(texts=words_of("pages", "en"), documents={}))
    mistakes = [Problem(file="own.jsonl", line=line, message="<b>") for line in range(1, 53)]
    told = _told(site, "trouble", "Nothing was run.", mistakes)
    assert told.count("<li>") == 51
    assert told.count("&lt;b&gt;") == 50
    assert "<li>And 2 more.</li></ul>" in told
