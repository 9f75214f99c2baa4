"""The desk as the page uses it: comment in, case and reply out; what may be kept, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chatbot.answerer import Answerer, whom_to_ask
from chatbot.desk.case import Case
from chatbot.desk.checking import Draft
from chatbot.desk.drafting import build_draft
from chatbot.desk.finding import Finder
from chatbot.desk.identifiers import Identifier, find_identifiers
from chatbot.desk.saving import DraftStore
from chatbot.desk.templates import Templates, load_all_templates
from chatbot.desk.unanswered import Encode
from corpus.entities import EntityFinder
from ingest.structure import ParsedDocument


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A case with its reply. ``draft`` is the program's, ``text`` holds the staff member's changes.

    ``language`` is the templates', ``mood`` the kind words picked, "" for none.
    """

    case: Case
    language: str
    mood: str
    draft: Draft
    text: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a support desk works with. ``store`` is None when nothing may be kept."""

    finder: Finder
    documents: Mapping[str, ParsedDocument]
    templates: Mapping[str, Templates]
    encode: Encode
    store: DraftStore | None
    names: EntityFinder

    @classmethod
    def over(
        cls,
        answerer: Answerer,
        *,
        store: DraftStore | None = None,
        templates: Mapping[str, Templates] | None = None,
    ) -> Desk:
        """Make a desk over the program's answerer.

        ``templates`` are the reply's own sentences by language, the packaged ones by default; whom they send
        people to is what the corpus says.
        """
        index = answerer.index
        return cls(
            finder=Finder(answerer),
            documents={document.source.doc_id: document for document in index.documents},
            templates={
                language: replace(one, turn_to=whom_to_ask(index.subject.about, language))
                for language, one in (templates or load_all_templates()).items()
            },
            encode=lambda texts: index.encoder.read(texts).vectors,
            store=store,
            names=index.subject.finder,
        )

    def reply(self, case: Case, *, language: str, mood: str = "") -> Reply:
        """Return the reply that the program gives to a case, in ``language``."""
        draft = build_draft(case, self.templates[language], mood=mood)
        return Reply(case=case, language=language, mood=mood, draft=draft, text=draft.text)

    def point(self, text: str) -> tuple[Identifier, ...]:
        """What may identify a person: a capital in the name of an illness or a drug makes it no person's."""
        return tuple(
            found
            for found in find_identifiers(text)
            if found.kind not in {"name", "place"}
            or self.names.without(found.text).strip(" .")
            or not self.names.find(found.text).by_group
        )
