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
    return _opens_with(sentence, _OPENS, _EARLY)


def opens_leaning(sentence: str) -> bool:
    """Tell whether its very first word or phrase refers back, be it across a paragraph's end."""
    return _opens_with(sentence, _OPENS)


def _opens_with(sentence: str, *shapes: str) -> bool:
    opening = sentence[:_OPENING].lstrip(_QUOTES)
    alone = _pattern(_STANDS_ALONE).match(opening)
    return not alone and any(_pattern(shape).match(opening) for shape in shapes)
