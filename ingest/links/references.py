"""Entries of reference lists as records."""

import re
from collections.abc import Sequence

from ingest.blocks.block_draft import BlockDraft
from ingest.structure import BlockKind, Reference

_DOI = re.compile(
    r"\bdoi:?\s*(?:https?://doi\.org/)?(10\.\d{4,9}/\S+)|https?://doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE
)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,8})\b")
_PMCID = re.compile(r"\b(PMC\d{3,9})\b")
_URL = re.compile(r"https?://\S+")


def read_references(text: str, drafts: Sequence[BlockDraft]) -> list[Reference]:
    """Return one record for each numbered entry, in order; the first entry of a number counts."""
    extents: dict[int, list[BlockDraft]] = {}
    for draft in drafts:
        if draft.reference is not None and draft.kind in {BlockKind.REFERENCE, BlockKind.PARAGRAPH}:
            extents.setdefault(draft.reference, []).append(draft)
    return [_read_entry(text, number, entry) for number, entry in extents.items()]


def _read_entry(text: str, number: int, entry: Sequence[BlockDraft]) -> Reference:
    start, end = entry[0].start, entry[-1].end
    words = text[start:end]
    doi = next((found[1] or found[2] for found in _DOI.finditer(words)), "").rstrip(".,;")
    doi = doi.rstrip(")") if doi.count(")") > doi.count("(") else doi
    pmid = next((found[1] for found in _PMID.finditer(words)), "")
    pmcid = next((found[1] for found in _PMCID.finditer(words)), "")
    link = next((found[0] for found in _URL.finditer(words)), "").rstrip(".,;)")
    if not link and (doi or pmid):  # where doi.org and PubMed say that they lead
        link = f"https://doi.org/{doi}" if doi else f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    return Reference(
        number=number, start=start, end=end, text=words, doi=doi, pmid=pmid, pmcid=pmcid, url=link
    )
