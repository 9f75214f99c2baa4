"""Whether a text tells of an emergency or a crisis that is happening now.

A sign counts when it is put as happening: the time word nearest to it decides ("last winter" or
"since this morning"), a sign under "what is", "symptom of" or "if I get" is asked about in general, one
after "no" or "never" is absent, and in a story of somebody who has died only what is put as now counts.
"""

from __future__ import annotations

import re

from chatbot.care.crisis import CRISIS, DESPAIR, MEANS, NOT_MEANT
from chatbot.care.folding import fold, pieces
from chatbot.care.signs import EVENT, STRONG, WEAK
from chatbot.care.signs_spanish import STRONG_SPANISH

_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_PAST = re.compile(
    r"\b(?:years?|months?|decades?) (?:ago|back|earlier|later|before)\b|\blast (?:year|month"
    rf"|christmas|easter|{_MONTHS})\b"
    rf"|\b(?:back )?in (?:the )?(?:(?:19|20)\d\d|{_MONTHS}|[5-9]0s|past)\b|\b(?:since|from|until"
    r"|till) (?:19|20)\d\d\b|\bback (?:in|then|when)\b"
    r"|\bfor (?:\w+ )?(?:years|months|decades|a year|ages)\b|\b(?:always|used to|previously"
    r"|at diagnosis|history of|as a (?:child|kid|teenager|girl|boy))\b"
    r"|\bwhen (?:i|she|he|we) (?:was|were|had|got|first)\b|\bwhen they (?:told|found)\b"
    r"|\bat the end\b|\bin (?:theatre|labour)\b"
    r"|\bduring (?:the |my |her |his )?(?:op\w*|surgery|labour|birth|biopsy|procedure)\b"
    r"|\bbefore (?:the |my |her |his |they |i was |she was )(?:op\b|operation|surgery|hysterectomy"
    r"|diagnos\w+|took|found)"
    r"|\bhace (?:\w+ )?(?:anos?|mes(?:es)?)\b|\bel ano pasado\b|\ben (?:19|20)\d\d\b"
    r"|\bdurante (?:anos|meses)\b|\bantes del? (?:la |diagnostico|operacion)"
    rf"|\ben {_MONTHS}\b|\bal final\b|\bcuando (?:era|tenia|estaba|me dijeron)\b"
)
_NOW = re.compile(
    r"\b(?:now|tonight|today|at the moment|currently|suddenly|all of a sudden|came on|just"
    r"|help (?:me|us|please|she|shes|he|hes|im|my|i)|please help|pls help|help$|urgent\w*|ambulance"
    r"|999|911|112|a&e|still|keeps?"
    r"|so far|yesterday|wont stop|cant stop|here alone|home alone|what do (?:i|we) do"
    r"|what should (?:i|we) do)\b"
    r"|\bthis (?:morning|evening|afternoon|minute|instant|weekend)\b|\b(?:minutes|hours?) ago\b"
    r"|\b(?:in|for|over) (?:an|the last|the past|half an|\d+) hours?\b"
    r"|\blast (?:night|hour|few hours)\b|\ball (?:day|night|morning)\b|\bsince (?:this|last night"
    r"|lunch\w*|breakfast|dinner|i woke|midnight|noon|\d+ ?(?:am|pm)|early)\b"
    r"|\b(?:ahora|ayuda|esta (?:manana|noche|tarde)|hoy|de repente|acaba de|acabo de|urgente"
    r"|desde (?:anoche|ayer|esta|hace una hora)|que hago|en este momento)\b"
)
_RESOLVED = re.compile(
    r"\b(?:fine|ok|okay|well|better|recovered|alright|good|bien) (?:now|again|ahora"
    r"|since)\b(?=[,.!?)]|$| (?:and|but|thank|what|does|is|how))"
    r"|\bhome and well\b|\bfeeling (?:well|fine|better)\b|\bya (?:cerro|paso|estoy bien|esta bien)\b"
    r"|\bturned out to be\b|\bwas taken away\b"
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|without|isnt|arent|wasnt|hasnt|havent|hadnt|didnt|doesnt|dont|nor|neither"
    r"|sin|nunca|ni|ya no|no tengo|no tiene|no tuve)"
    r"(?: (?:any|a|the|really|had|have|has|got|in|been|having|feeling|actually|even|of|heavy|bad"
    r"|tuve|mas|tengo|un|una))* $"
)
_DEAD = re.compile(
    r"\b(?:died|passed away|passed on|passed in|late (?:husband|wife|dad|mum|brother|sister|partner"
    r"|son|daughter)|god rest|rest in peace|rip|bereaved"
    r"|(?:lost|perdi a|perdimos a) (?:my|our|mi|nuestr[oa]) (?:\w+ )?(?:husband|wife|dad|mum|brother"
    r"|sister|partner|son|daughter|gran|friend|aunt|uncle|espos[oa]|mama|hij[oa])"
    r"|fallecio|murio|muerto)\b"
)
_GENERAL = re.compile(
    r"\b(?:whats|what (?:are|does|do|counts|causes|happens|kills|temp\w*|to do|if)|which|define"
    r"|definition|meaning|how (?:common|often|many|likely|is|are|do|does|dangerous|hot|long)"
    r"|percent\w*|statistic\w*|risks? of|chances? of|rates? of|numbers? of|signs? of|symptoms?"
    r"|side effects?|effects? of|difference|why (?:do|does|is|are|would)|(?:can|could|does|do|did"
    r"|will|would|may|might) "
    r"(?:\w+ ){0,6}(?:cause|give|make|lead|bring)|when (?:should|do|to|people|patients)|at what"
    r"|in case|leaflet|page says|(?:patients|people|women|men|visitors?|persons?|someone|somebody"
    r"|anyone)"
    r"|if (?:\w+ ){0,2}(?:get|gets|got|have|has|develop\w*|start\w*|had|runs?|were|becomes?)"
    r"|se considera|que (?:es|son|significa|pasa)|sintomas?|efectos?|senal(?:es)?|porcentaje"
    r"|cuant[oa]s"
    r"|si (?:me|te|le|se|tengo|alguien|hay)|cuando hay|puede (?:causar|dar|provocar))\b"
)
_ASKED = re.compile(
    r"\W*(?:and |so |but |y )?(?:is|are|can|could|does|do|did|how|what|whats|why|which|where|when|who"
    r"|will|would|should|define|at|es|son|puede|hay|cuando|como|la quimio puede)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:i|im|ive|my|me|mine|she|shes|her|he|hes|his|him|we|our|mum|dad|wife|husband|partner|son"
    r"|daughter|brother|sister|gran|grandpa|aunt|uncle|friend|mi|me|estoy|tengo|mama|papa|espos[oa]"
    r"|se|le|siento)\b"
)
_PRESENT = re.compile(
    r"\b(?:im|ive|shes|hes|i cant|she cant|he cant|i keep|she keeps|he keeps|i feel"
    r"|is it normal (?:to|that)|my \w+ (?:is|are|has|wont|keeps)|(?:mum|dad|wife|husband|gran) (?:is"
    r"|has|cant|keeps)"
    r"|estoy|tengo|siento|esta|me)\b[^,]*$"
)
_HAD = re.compile(
    r"(?<!ive )(?<!have )(?<!has )(?<!shes )(?<!hes )(?<!just )\b(?:had|was|were|tuve|tuvo|tenia)"
    r"(?: (?:a|an|the|some|really|very|so|bad|such|this|terrible|awful|massive|severe|one|my|high"
    r"|her|una?|mucho|muy|bit|of|having|running|for)){0,4} $"
)
_OTHER_CREATURE = re.compile(
    r"\b(?:cat|cats|dog|dogs|puppy|kitten|hamster|rabbit|horse|vet|paw|gato|perro)\b"
)
_NOT_A_BODY = re.compile(
    r"\b(?:hipec|heated|hot chemo|perfus\w+)\b|\b(?:tumou?r|cancer|sarcoma|lms|mets|nodules?|emails?"
    r"|clinic|office)\b[^.?!]{0,30}\brespon[ds]\w*"
)
_AT_LARGE = re.compile(
    r"\b(?:several|some|many|these|those|our|most|other|all|of|when|how do|do) (?:of our |of the "
    r"|the )?(?:patients|people|women|men|ladies|visitors|pacientes|personas|mujeres)\b"
    r"|\b(?:patients|people|women|men|someone|somebody) (?:come|on|with|who|get|have|having)\b"
)

_SOLVED_NEXT = re.compile(r"\b(?:fine|well|better|scan|clear|today i ran|alive)\b")
_CLAUSE_CHARS = 20
"""How many characters further away a time word seems when a comma stands between."""

_ALONE = STRONG | STRONG_SPANISH


def is_urgent(text: str) -> bool:
    """Say whether ``text`` tells of an emergency or a crisis that is happening now."""
    sentences = pieces(fold(text))
    return _in_crisis(sentences) or _in_danger(sentences)


def _in_crisis(sentences: list[str]) -> bool:
    despair = means = False
    for sentence in sentences:
        if NOT_MEANT.search(sentence):
            continue
        said = CRISIS.search(sentence)
        if said and not _at_large(sentence[: said.start()]) and _nearest_time(sentence, said) != "past":
            return True
        despair = despair or DESPAIR.search(sentence) is not None
        means = means or MEANS.search(sentence) is not None
    return despair and means


def _in_danger(sentences: list[str]) -> bool:
    mourning = any(_DEAD.search(sentence) for sentence in sentences)
    weak: set[str] = set()
    for place, sentence in enumerate(sentences):
        alone, events, faint = (_matches(table, sentence) for table in (_ALONE, EVENT, WEAK))
        if not (alone or events or faint) or _OTHER_CREATURE.search(sentence) or _RESOLVED.search(sentence):
            continue
        following = sentences[place + 1] if place + 1 < len(sentences) else ""
        if any(_happening(sentence, sign, mourning=mourning) for _, sign in alone):
            return True
        for _, sign in events:
            if (
                _fresh(sentence, sign, following)
                and not _absent(sentence, sign)
                and not _asked_in_general(sentence, sign)
            ):
                return True
        weak |= {name for name, sign in faint if _happening(sentence, sign, mourning=mourning)}
    return len(weak) > 1


def _fresh(sentence: str, sign: re.Match[str], following: str) -> bool:
    """Whether an event told in the past tense has only just happened, by the nearest time word."""
    when = _nearest_time(sentence, sign)
    if when:
        return when == "now"
    return _NOW.search(following) is not None and _SOLVED_NEXT.search(following) is None


def _matches(table: dict[str, re.Pattern[str]], sentence: str) -> list[tuple[str, re.Match[str]]]:
    return [(name, match) for name, pattern in table.items() for match in pattern.finditer(sentence)]


def _happening(sentence: str, sign: re.Match[str], *, mourning: bool) -> bool:
    when = _nearest_time(sentence, sign)
    if when == "past" or _absent(sentence, sign) or _NOT_A_BODY.search(sentence):
        return False
    if when == "now":
        return not _supposed(sentence, sign)
    if mourning or _HAD.search(sentence[: sign.start()]):
        return False
    return not _asked_in_general(sentence, sign)


def _absent(sentence: str, sign: re.Match[str]) -> bool:
    return _NEGATED.search(sentence[: sign.start()]) is not None


def _nearest_time(sentence: str, sign: re.Match[str]) -> str:
    """Return "past" or "now", whichever stands nearest to ``sign`` in its sentence; "" if neither does."""

    def distance(time: re.Match[str]) -> int:
        between = sentence[min(time.end(), sign.end()) : max(time.start(), sign.start())]
        return len(between) + _CLAUSE_CHARS * between.count(",")

    past = min((distance(time) for time in _PAST.finditer(sentence)), default=None)
    now = min((distance(time) for time in _NOW.finditer(sentence)), default=None)
    if past is None:
        return "" if now is None else "now"
    return "now" if now is not None and now <= past else "past"


_IF = re.compile(
    r"\b(?:if|in case|when) (?:\w+ ){0,2}(?:get|gets|got|have|has|develop\w*|start\w*|had|someone"
    r"|somebody|you)\b[^,]{0,25}$|\bsi (?:me|te|alguien)\b[^,]{0,25}$"
)


def _supposed(sentence: str, sign: re.Match[str]) -> bool:
    return _IF.search(sentence[: sign.start()]) is not None


def _asked_in_general(sentence: str, sign: re.Match[str]) -> bool:
    """Whether the clause with ``sign`` asks about it, or speaks of people at large."""
    start = sentence.rfind(",", 0, sign.start()) + 1
    before = sentence[start : sign.start()]
    after = sentence[sign.end() : sign.end() + 25]
    if _supposed(sentence, sign):
        return True
    if _PRESENT.search(before) or _PRESENT.search(before + sign[0]):
        return False
    if _GENERAL.search(before) or _GENERAL.search(sign[0]) or _GENERAL.search(after.partition(",")[0]):
        return True
    if _AT_LARGE.search(sentence[: sign.start()]):
        return True
    clause = sentence[start : sign.end()]
    return _ASKED.match(clause) is not None and _SOMEBODY.search(clause) is None


def _at_large(before: str) -> bool:
    if _AT_LARGE.search(before):
        return True
    return _GENERAL.search(before) is not None and _SOMEBODY.search(before) is None
