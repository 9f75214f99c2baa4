"""Which sentences cannot stand alone: they open with a pronoun or connective."""

from functools import partial

from ingest.languages import compiled

_OPENING = 120
_QUOTES = "\"'“‘([ "
_OPENS = r"(?i)<opens>(?![\w’'-])"
_EARLY = r"(?i)(?:\S+\s+){0,6}?<early>"
_STANDS_ALONE = r"(?i)<expletive> <judged>\b|<generic>"
_pattern = partial(compiled, table="leaning")


def leans(sentence: str) -> bool:
    """Tell whether a sentence refers back in its opening words."""
    opening = sentence[:_OPENING].lstrip(_QUOTES)
    return not _stands_alone(opening) and bool(
        _pattern(_OPENS).match(opening) or _pattern(_EARLY).match(opening)
    )


def opens_leaning(sentence: str) -> bool:
    """Tell whether its very first word or phrase refers back, be it across a paragraph's end."""
    opening = sentence[:_OPENING].lstrip(_QUOTES)
    return not _stands_alone(opening) and bool(_pattern(_OPENS).match(opening))


def _stands_alone(opening: str) -> bool:
    return bool(_pattern(_STANDS_ALONE).match(opening))
