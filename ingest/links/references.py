"""Entries of reference lists as records."""

import re
from collections.abc import Sequence

from ingest.blocks.block_draft import Draft
from ingest.structure import BlockKind, Reference
from ingest.text.lines import fold

_DOI = re.compile(
    r"\bdoi:?\s*(?:https?://doi\.org/)?(10\.\d{4,9}/\S+)|https?://doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE
)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,8})\b")
_PMCID = re.compile(r"\b(PMC\d{3,9})\b")
_URL = re.compile(r"https?://\S+")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_JOURNAL = re.compile(
    r"(?P<journal>[A-Z][^.?!\d]{1,80}?(?: \([^)]{1,30}\))?)\.? (?P<year>(?:19|20)\d\d)\b(?=[ ;:.])"
)
_AUTHORS = re.compile(r"(?P<authors>[^.]{3,2000})\.\s")
_NAMED = re.compile(r"[^\W\d_]\S* (?:\S+ ){0,3}[A-Z]{1,3}(?: (?:Jr|Sr|2nd|3rd))?(?=[,;]|$)")
_DATE_ONLY = re.compile(r"\((?P<date>[^)]{4,30})\)\.\s")


def read_references(text: str, drafts: Sequence[Draft]) -> list[Reference]:
    """Return one record for each numbered entry, in order; the first entry of a number counts."""
    extents: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.reference is not None and draft.kind in {BlockKind.REFERENCE, BlockKind.PARAGRAPH}:
            extents.setdefault(draft.reference, []).append(draft)
    return [_read_entry(text, number, entry) for number, entry in extents.items()]


def _read_entry(text: str, number: int, entry: Sequence[Draft]) -> Reference:
    start, end = entry[0].start, entry[-1].end
    words = text[start:end]
    doi = next((found[1] or found[2] for found in _DOI.finditer(words)), "").rstrip(".,;")
    doi = doi.rstrip(")") if doi.count(")") > doi.count("(") else doi
    pmid = next((found[1] for found in _PMID.finditer(words)), "")
    pmcid = next((found[1] for found in _PMCID.finditer(words)), "")
    link = next((found[0] for found in _URL.finditer(words)), "").rstrip(".,;)")
    cited = [draft for draft in entry if draft.kind is BlockKind.REFERENCE]
    if len(entry) == 1:
        authors, year, title, journal = _read_line(fold(text[entry[0].body : end]))
    elif cited and cited[0] is entry[0]:
        authors, year, title, journal = _read_lines([fold(text[draft.body : draft.end]) for draft in cited])
    else:
        authors, year, title, journal = _read_prose(fold(words))
    return Reference(
        number=number,
        start=start,
        end=end,
        text=words,
        authors=authors,
        year=year,
        title=title,
        journal=journal,
        doi=doi,
        pmid=pmid,
        pmcid=pmcid,
        url=link or _address(doi, pmid),
    )


def _address(doi: str, pmid: str) -> str:
    """Return where an identifier leads: the addresses that doi.org and PubMed document."""
    if doi:
        return f"https://doi.org/{doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else ""


def _read_line(entry: str) -> tuple[str, str, str, str]:
    """Read ``Authors. Title. Journal. Year …``."""
    entry = re.sub(r"^\d{1,4}\.\s", "", entry)
    authors, rest = _split_authors(entry)
    dated = _DATE_ONLY.match(rest)
    if dated:
        year = _YEAR.search(dated["date"])
        title, _, after = rest[dated.end() :].partition(". ")
        journal = after.partition(". ")[0]
        return authors, year[1] if year else "", title, "" if journal.startswith("http") else journal
    # the journal is the last stretch before the first year that follows a full stop
    for found in _JOURNAL.finditer(rest):
        if rest[: found.start()].rstrip().endswith((".", "?", "!", ")")):
            return authors, found["year"], rest[: found.start()].strip().rstrip("."), found["journal"].strip()
    year = _YEAR.search(rest)
    return authors, year[1] if year else "", rest.partition(". ")[0], ""


def _split_authors(entry: str) -> tuple[str, str]:
    """Split ``Name AB, Name C. Title …`` or ``Organisation. (date). Title …`` after the authors."""
    found = _AUTHORS.match(entry)
    if found is None:
        return "", entry
    names, rest = found["authors"], entry[found.end() :]
    return (names, rest) if _NAMED.match(names) or _DATE_ONLY.match(rest) else ("", entry)


def _read_lines(lines: Sequence[str]) -> tuple[str, str, str, str]:
    """Read an entry whose lines are journal, title, authors and place."""
    head = lines[0]
    year = _YEAR.search(head)
    journal = re.split(r"\s(?:19|20)\d\d\b|,? Vol\b", head)[0].strip(" ,")
    others = [
        line for line in lines[1:] if not re.match(r"fetch\b|copyright\b|\[abstract id", line, re.IGNORECASE)
    ]
    named = [line for line in others if _names(line)]
    titles = [line for line in others if line not in named]
    authors = _people(named[0]) if named else ""
    title = titles[0].rstrip(".") if titles else ""
    return authors, year[1] if year else "", title, journal or head


def _people(line: str) -> str:
    """Return the people of a line of names and places (``Keus RB. Dr. Daniel den Hoed Kliniek, …``)."""
    people = _split_authors(f"{line} ")[0]
    return people if ", " in people else line.partition(";")[0].rstrip(". ")


def _names(line: str) -> bool:
    """Tell whether a line lists people: commas, and nearly every word capitalised."""
    words = [word for word in re.split(r"[\s,;]+", line) if word[:1].isalpha()]
    capitals = sum(1 for word in words if word[0].isupper())
    return line.count(",") >= 2 and capitals >= 0.85 * len(words)


def _read_prose(entry: str) -> tuple[str, str, str, str]:
    """Read an entry in running prose: a quoted title and a year, where it has them."""
    titled = re.search(r"\"([A-Z][^\"]{10,120}?),?\"(?=, (?P<journal>[A-Z][\w ]{3,40}),)", entry)
    year = _YEAR.search(entry)
    authors = re.search(r"search for ((?:[A-Z]\w+, ?){1,6})", entry)
    return (
        authors[1].strip(", ") if authors else "",
        year[1] if year else "",
        titled[1] if titled else "",
        titled["journal"] if titled else "",
    )
