"""Which sentences cannot stand alone: they open with a pronoun or connective."""

from __future__ import annotations

import re

_PRONOUN = (
    r"they|these|this|those|such|it|its|their|he|she|his|her|them|either of|neither of|both of|"
    r"some of (?:these|this|them|the)|most of (?:these|this|them)|many of (?:these|them)|"
    r"(?:all|each|none|one|two|half) of (?:these|those|them)|each has|another|others?|one|that is|that's|that’s|"
    r"when one stops|the (?:latter|former|other|company|exception|same)|(?:in|at|for|to|from|among|with|of|on|by|"
    r"under|after|before|during|despite|because of|apart from|as a result of) (?:this|these|those|such|that|them|it)"
)
_CONNECTIVE = (
    r"however|but|therefore|thus|hence|consequently|so|and|or|nor|yet|also|in addition|additionally|moreover|"
    r"furthermore|otherwise|instead|nevertheless|nonetheless|for example|for instance|for (?:this|that) reason|"
    r"usually this|\w+ly,? (?:this|these|they)|then|even (?:then|so)|similarly|likewise|in contrast|by contrast|conversely|on the other hand|as a result|"
    r"meanwhile|certainly|suddenly|currently,? we|not only|still|again|especially if|what to do then|"
    r"if (?:that|this|so|not)\b.{0,12}|pero|sin embargo|además|por eso|este|esta|estos|estas"
)
_OPENS = re.compile(rf"[\"'“‘(\[]{{0,3}}(?:{_PRONOUN}|{_CONNECTIVE})(?![\w’'-])", re.IGNORECASE)
_EARLY = re.compile(r"(?:\S+\s+){0,6}?(?:these|those)\s+(?!who\b|that\b|which\b|with\b|people\b)[a-z]", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"it(?:[’']s| is| was| may| might| can| could| will| would| should)(?: not)?(?: also)?(?: be)?(?: \w+ly| very| "
    r"much| only| always| often)?(?: an?)?(?: very| highly| much)? (?:important|vital|difficult|hard|easy|easier|"
    r"necessary|worthwhile|worth|possible|impossible|essential|best|better|good|satisfying|likely|unlikely|clear|"
    r"recommended|known|helpful|useful|advisable|estimated|believed|thought|doctordee)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?:one (?:is|feels|can|should|doesn|has|must|would)|those (?:who|people)|this (?:page|site|"
                      r"website|summary|information|section|website|pdq)|these articles|another? \w+ (?:is|are) )",
                      re.IGNORECASE)


def leans(sentence: str) -> bool:
    """Tell whether a sentence refers back in its opening words."""
    opening = sentence[:120].lstrip("\"'“‘([ ")
    if _EXPLETIVE.match(opening) or _GENERIC.match(opening):
        return False
    return bool(_OPENS.match(opening)) or bool(_EARLY.match(opening))
