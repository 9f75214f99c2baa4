"""Which sentences cannot stand alone: they open with a pronoun or connective."""

import re

_THESE = "(?:this|these|those|such|that|them|it)"
_PRONOUNS = (
    "they these this those such it its their he she his her them another others? one",
    rf"{{either,neither,both}} of|{{some,most,many,all,each,none,one,two,half}} of {_THESE}",
    r"each has|some of the",
    r"that(?: is|['’]s)|when one \w+s|the (?:latter|former|other|company|exception|same)",
    rf"{{in,at,for,to,from,among,with,of,on,by,under,after,before,during,despite}} {_THESE}",
    rf"(?:because of|apart from|as a result of) {_THESE}",
)
_CONNECTIVES = (
    "however but therefore thus hence consequently so and or nor yet also additionally moreover furthermore "
    "otherwise instead nevertheless nonetheless then similarly likewise conversely meanwhile certainly "
    "suddenly still again pero además este esta estos estas",
    r"in addition|for (?:example|instance)|even (?:then|so)|(?:in|by) contrast",
    r"on the other hand|as a result",
    r"(?:\w+ly,?|often|sometimes) (?:this|these|they)|currently,? we|not only",
    r"what to do then|especially if|if (?:that|this|so|not)\b.{0,12}|sin embargo|por eso",
)
_OPENING = 120
_QUOTES = "\"'“‘([ "
_ALTERNATIVES = re.compile(r"\{([a-z,]+)\}")


def _choice(words: str, *phrases: str) -> str:
    """Return a pattern of words and phrases; ``{a,b}`` in a phrase is a choice."""
    expanded = (
        _ALTERNATIVES.sub(lambda found: f"(?:{found[1].replace(',', '|')})", each) for each in phrases
    )
    return "|".join([*words.split(), *expanded])


_OPENS = re.compile(rf"(?:{_choice(*_PRONOUNS)}|{_choice(*_CONNECTIVES)})(?![\w’'-])", re.IGNORECASE)
_EARLY = re.compile(
    r"(?:\S+\s+){0,6}?(?:these|those)\s+(?!who\b|that\b|which\b|with\b|people\b)[a-z]", re.IGNORECASE
)
_EXPLETIVE = re.compile(
    r"it(?:[’']s| is| was| may| might| can| could| will| would| should)(?: not)?(?: also)?(?: be)?"
    r"(?: \w+ly| very| much| only| always| often)?(?: an?)?(?: very| highly| much)? "
    r"(?:important|vital|difficult|hard|easy|easier|necessary|worthwhile|worth|possible|impossible|essential|best|"
    r"better|good|satisfying|likely|unlikely|clear|recommended|known|helpful|useful|advisable|estimated|believed|"
    r"thought|\w+['’]s (?:\w+ )?opinion)\b",
    re.IGNORECASE,
)
"""``It is important to …``: an ``it`` that refers to nothing before."""
_GENERIC = re.compile(
    r"one (?:is|feels|can|should|doesn|has|must|would)\b|those (?:who|people)\b|another? \w+ (?:is|are)\b|"
    r"(?:this|these) (?:\w+ ){0,3}(?:page|site|website|summary|information|section|articles?)\b",
    re.IGNORECASE,
)
"""``This page …``, ``Those who …``, ``One should …``: no earlier sentence is meant."""


def leans(sentence: str) -> bool:
    """Tell whether a sentence refers back in its opening words."""
    opening = sentence[:_OPENING].lstrip(_QUOTES)
    return not _stands_alone(opening) and bool(_OPENS.match(opening) or _EARLY.match(opening))


def opens_leaning(sentence: str) -> bool:
    """Tell whether its very first word or phrase refers back, be it across a paragraph's end."""
    opening = sentence[:_OPENING].lstrip(_QUOTES)
    return not _stands_alone(opening) and bool(_OPENS.match(opening))


def _stands_alone(opening: str) -> bool:
    return bool(_EXPLETIVE.match(opening) or _GENERIC.match(opening))
