"""Who says it, when, for whom, and where it stands, in plain words."""

import re
from datetime import date

from chatbot.answer import CitedReference, NoticeKind, Quote
from chatbot.languages import Words
from chatbot.languages.catalogue import ISO, voice_label, written_date
from corpus.document import UNKNOWN
from corpus.drafting import EXTRACTED_SUFFIX
from ingest.structure import Voice

_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")


def known(text: str) -> str:
    """``text``, or nothing where the document does not state it."""
    return "" if text.strip().lower() == UNKNOWN else text.strip()


def date_words(stated: str, texts: Words) -> str:
    """The date that a document states, in words; that it states none, where it does not."""
    return written_date(stated, texts.language) if known(stated) else texts.date_unknown


def age_words(quote: Quote, texts: Words, *, today: date) -> str:
    """How old a quote is, where its notices say that it is old (``chatbot.quoting.citing``); else nothing."""
    match = ISO.fullmatch(quote.date)
    if match is None or NoticeKind.DATED not in quote.notices:
        return ""
    return texts("years_old", count=today.year - int(match.group(1)))


def title_words(title: str, file: str) -> str:
    """The title of a document; where it has none, a name that people can read, made of its file's."""
    name = file.rsplit("/", 1)[-1].removesuffix(EXTRACTED_SUFFIX)
    stem = re.sub(r"^[\d\W_]+(?=[^\W\d_])", "", name.rsplit(".", 1)[0])
    words = " ".join(re.split(r"[\W_]+", stem)).strip()
    return known(title) or (words[:1].upper() + words[1:] if words else file)


def voice_words(quote: Quote, texts: Words) -> str:
    """Who speaks: the publisher by name where there is one, a doctor of the publisher's, else the kind."""
    if quote.voice == "publisher" and known(quote.publisher):
        return known(quote.publisher)
    if quote.voice == "clinician" and known(quote.publisher):
        return texts("doctor_at", publisher=known(quote.publisher))
    return voice_label(quote.voice, texts.language)


def audience_words(audience: str, texts: Words) -> str:
    """For whom a document was written."""
    key = f"audiences.{audience}"
    return texts[key] if key in texts else known(audience) or texts.audience_unknown


def reference_links(reference: CitedReference) -> tuple[tuple[str, str], ...]:
    """(label, address) of a cited study: only well-formed identifiers become links."""
    links = []
    if _DOI.fullmatch(reference.doi):
        links.append((f"doi {reference.doi}", f"https://doi.org/{reference.doi}"))
    if reference.pmid.isdecimal():
        links.append((f"PMID {reference.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"))
    if re.fullmatch(r"PMC\d+", reference.pmcid):
        links.append((reference.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"))
    if not links and re.fullmatch(r"https?://[^\s<>\"]+", reference.url):
        links.append((reference.url, reference.url))
    return tuple(links)


def is_note_on(note: Quote, quote: Quote) -> bool:
    """Say whether ``note`` is the editor's note that corrects ``quote``."""
    return (
        NoticeKind.SUPERSEDED in quote.notices and note.voice == Voice.EDITOR and note.doc_id == quote.doc_id
    )


def differ(one: Quote, other: Quote) -> bool:
    """Say whether two quotes of a part are among those that give different figures for the same thing."""
    return NoticeKind.SOURCES_DIFFER in one.notices and NoticeKind.SOURCES_DIFFER in other.notices
