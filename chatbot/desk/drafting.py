"""A reply put together from templates and ticked quotes, and nothing else."""

from chatbot.desk.case import Case, CaseQuestion
from chatbot.desk.checking import Draft, Label, label_draft, sentences
from chatbot.desk.quoting import QuoteBlock, quote_block
from chatbot.desk.templates import Templates
from ingest.text.lines import fold


def build_draft(case: Case, templates: Templates, *, mood: str = "") -> Draft:
    """Build the reply: greeting, help first if urgent, each question's quotes or lack of them, closing.

    ``mood``: a name among the templates' kind words; of any other there are none.
    """
    kind = templates.kind_words.get(mood)
    many = len(case.questions) > 1
    paragraphs: list[str | QuoteBlock] = [templates.greeting]
    if case.found.urgent:
        paragraphs.append(templates.urgent)
    if kind:
        paragraphs.append(kind.opening)
    for number, question in enumerate(case.questions, start=1):
        paragraphs += _about(question, templates, templates.ordinal(number) if many else "")
    if _needs_personal(case):
        paragraphs.append(templates.say("personal"))
    if any(isinstance(paragraph, QuoteBlock) for paragraph in paragraphs):
        paragraphs.append(templates.say("closing"))
    if kind:
        paragraphs.append(kind.closing)
    paragraphs.append(templates.farewell)
    earlier = build_draft(case.before, templates, mood=mood).paragraphs if case.before else ()
    return Draft(
        paragraphs=tuple(paragraphs),
        earlier=tuple(paragraph for paragraph in earlier if isinstance(paragraph, str)),
        gone=tuple(quote_block(item, templates) for item in case.gone),
    )


def carry_over(old_text: str, old: Draft, new: Draft) -> str:
    """Return the text of ``new`` with what the staff member made of ``old_text``.

    Their own sentences keep their places, and a template's sentence that they took out or replaced stays out.

    A sentence of theirs stays behind the template or quote it stood behind; where that is gone, behind the
    one before. What is left of a changed quote is not theirs and is not kept. Two drafts that differ in their
    language alone have the same places.
    """
    same_places = _keys(old) == _keys(new)
    order = {p.key if isinstance(p, QuoteBlock) else p: number for number, p in enumerate(new.paragraphs)}
    behind: dict[int, list[str]] = {}
    anchor = line = -1
    pieces = label_draft(old_text, old)
    for piece in pieces:
        if piece.label is Label.STAFF:
            here = old_text.count("\n", 0, piece.start)
            own = behind.setdefault(anchor, [])
            if own and here == line:
                own[-1] += f" {piece.text}"
            else:
                own.append(piece.text)
            line = here
        elif piece.label is not Label.CHANGED:
            at = order.get(piece.key) if piece.key else _holding(piece.text, new, anchor)
            if at is None and same_places:
                at = _holding(piece.text, old, anchor)
            anchor, line = anchor if at is None else at, -1
    standing = {fold(piece.text) for piece in pieces if piece.label is Label.TEMPLATE}
    paragraphs = [*behind.get(-1, [])]
    for number, paragraph in enumerate(new.paragraphs):
        if isinstance(paragraph, QuoteBlock):
            paragraphs.append(paragraph.text)
        elif paragraph in old.paragraphs:
            paragraphs.append(" ".join(s for s in sentences(paragraph) if fold(s) in standing))
        elif not same_places or any(fold(s) in standing for s in sentences(str(old.paragraphs[number]))):
            paragraphs.append(paragraph)
        paragraphs += behind.get(number, [])
    return "\n\n".join(filter(None, paragraphs))


def _keys(draft: Draft) -> list[str]:
    """The quotes of a draft in their places among the templates, which count as ""."""
    return [paragraph.key if isinstance(paragraph, QuoteBlock) else "" for paragraph in draft.paragraphs]


def _holding(sentence: str, draft: Draft, anchor: int) -> int | None:
    """The paragraph of the templates that holds a sentence; of several the one that comes next.

    A reply may name whom to turn to more than once.
    """
    places = [n for n, p in enumerate(draft.paragraphs) if isinstance(p, str) and sentence in p]
    return next((place for place in places if place >= anchor), places[0] if places else None)


def _about(question: CaseQuestion, templates: Templates, ordinal: str) -> list[str | QuoteBlock]:
    """The paragraphs on a question: its quotes or the lack of them. ``ordinal``: "" for the only one."""
    if not question.ticked:
        name = "personal" if question.found.personal else "no_source"
        one, many = name if question.found.personal else f"{name}_single", f"{name}_many"
        return [templates.say(many, ordinal=ordinal) if ordinal else templates.say(one)]
    heading = templates.say("answer_many", ordinal=ordinal) if ordinal else templates.answer_single
    paragraphs: list[str | QuoteBlock] = [heading]
    if question.found.differ and len({item.quote.doc_id for item in question.ticked}) > 1:
        paragraphs.append(templates.differ)
    return [*paragraphs, *(quote_block(item, templates) for item in question.ticked)]


def _needs_personal(case: Case) -> bool:
    """Say whether quotes need the word that they decide nothing; without quotes it stands in their place."""
    flagged = [question for question in case.questions if question.found.personal]
    return any(question.ticked for question in flagged) or (case.found.personal and not flagged)
