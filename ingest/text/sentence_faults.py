"""What is broken in a sentence of our copy: lost lists, evidence, marks, links, endings."""

import re
from functools import partial

from ftfy.badness import BADNESS_RE

from ingest.languages import compiled
from ingest.structure import Fault, FaultKind

_EVIDENCE = r"(?i)<evidence>\s*\(.{1,200}\)\s*:$"
_ANNOUNCES_ONE = r"(?i)\b<announces_one>:$"
_ANNOUNCES_MANY = r"(?i)\b<announces_many>\b"
_VERB = r"(?i)\b<verb>\b"
_RELATIVE = r"(?i)\b<relative>\b"
_DANGLING = r"(?i)\b<dangling>$"
_NEVER_LAST = r"(?i)(?:\b<never_last>|,)$"
_SAYS_NOTHING = r"(?i)<says_nothing>"
_pattern = partial(compiled, table="sentences")
_WORD = re.compile(r"\S+")
_LINK = re.compile(
    r"(?P<see>\b(?:[Ss]ee|at|visit|[Cc]heck|in)\s(?:[A-Z][\w’'-]*\s?){1,5}\s\.)|"
    r"(?P<gap>\S{1,40}\s\.(?=\s|$))|(?P<click>\b[Cc]lick [Hh]ere\b|\bFind out (?:why|how|more)\b)|"
    r"(?P<cut>https?://\S{1,300}…)|(?P<mail>\[email\s?protected\])|(?P<at>\b[Aa]vailable at:$)|"
    r"(?P<bare>(?:\b[Ss]ee|\b[Cc]heck) (?:[A-Z][\w-]*(?:\s(?:to |of |and )?(?=[A-Z]))?){1,6}(?=[.\s]*$))"
)
_REASONS = {
    "see": "the link that this names was lost",
    "gap": "the link before the full stop was lost",
    "click": "the link was lost",
    "cut": "the address is cut short",
    "mail": "the e-mail address was hidden from copies",
    "at": "the address was lost",
    "bare": "the page that this names was a link",
}


def announces_lost_list(sentence: str) -> bool:
    """Tell whether a sentence that nothing follows announces a list (``… include the following:``).

    A noun phrase without a verb of its own (``Some other factors which can affect a prognosis:``)
    heads the prose below it and announces nothing that is lost.
    """
    if (
        not sentence.endswith(":")
        or announces_evidence(sentence)
        or _pattern(_ANNOUNCES_ONE).search(sentence[-60:])
    ):
        return False
    main_clause = _pattern(_RELATIVE).split(sentence, maxsplit=1)[0]
    return bool(_pattern(_VERB).search(main_clause)) or bool(_pattern(_ANNOUNCES_MANY).search(sentence))


def announces_evidence(sentence: str) -> bool:
    """Tell whether a line is ``Evidence (…):``, whose evidence is not in the copy."""
    return bool(_pattern(_EVIDENCE).match(sentence))


def breaks_off(sentence: str) -> bool:
    """Tell whether a sentence stops in the middle (``… maintained by the``)."""
    ending = sentence[-30:].rstrip()
    return bool(_pattern(_DANGLING).search(ending)) or ending.endswith(("'s", "’s"))


def ends_in_article(sentence: str) -> bool:
    """Tell whether a sentence ends in a word that none can end in; "… the people you live with" may."""
    return bool(_pattern(_NEVER_LAST).search(sentence[-30:]))


def says_nothing(sentence: str) -> bool:
    """Tell whether a sentence is mere courtesy or a pointer (``Thank you for your comment.``)."""
    return len(sentence) <= 160 and bool(_pattern(_SAYS_NOTHING).match(sentence))


def sentence_faults(text: str, start: int, end: int) -> list[Fault]:
    """Return the faults that show in a sentence's own words; ``text`` is the document."""
    faults: list[Fault] = []
    words = text[start:end]
    if breaks_off(words):
        faults.append(Fault(FaultKind.SENTENCE_CUT, start, end, "the sentence stops in the middle"))
    elif words.endswith((";", ",")):
        faults.append(Fault(FaultKind.SENTENCE_CUT, start, end, "what followed the last mark was lost"))
    for found in _WORD.finditer(words):
        if "\N{REPLACEMENT CHARACTER}" in found[0] or BADNESS_RE.search(found[0]):
            reason = "letters were garbled when the text was saved"
            faults.append(Fault(FaultKind.GARBLED, start + found.start(), start + found.end(), reason))
    for found in _LINK.finditer(words):
        name = found.lastgroup or "gap"
        faults.append(Fault(FaultKind.LINK_LOST, start + found.start(), start + found.end(), _REASONS[name]))
    return faults
