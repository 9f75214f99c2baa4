"""Words of somebody who may take their own life, English and Spanish, over folded text.

``CRISIS`` alone calls for help. ``DESPAIR`` and ``MEANS`` do so together, also in different sentences.
Wordings follow the warning signs that crisis lines publish: wanting to die, no reason to live, being a
burden, a plan, means at hand, saying goodbye.
"""

from __future__ import annotations

import re

_SELF = r"(?:my ?self|him ?self|her ?self|meself)"
_TREATMENT = (
    r"(?:with )?(?:the |this |my |her |his |a |any |more |another )*(?:chemo|treat|trial|drug|tablet"
    r"|pazop|drip|radio|cycle|med|scan|hormone)"
)
_PEACE = (
    r"(?:at home|in peace|in hospice|peaceful|without|with dignity|in hospital|of (?:this|cancer|old)"
    r"|before|so soon|yet|young|like)"
)
_PILLS = r"(?:pills|tablets|morphine|oramorph|meds|painkillers|fentanyl|insulin|pastillas|morfina)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


CRISIS = _any(
    # wanting to die
    r"\b(?:want|wants|wanting|ready|rather|prefer|wish|hoping) (?:\w+ )?to (?:just )?(?:die|be dead"
    rf"|kill {_SELF}|disappear forever)\b(?! {_PEACE})",
    r"\bwish (?:that )?(?:i|she|he) (?:was|were|could be) (?:dead|gone|not here)\b|\bwish (?:i|she"
    r"|he) (?:wasnt|werent) (?:here|alive)\b|\bwish id never been born\b",
    r"\b(?:dont|doesnt|didnt|no longer) (?:\w+ )?(?:want|wanna|wants)(?: to)? (?:be here|be alive"
    r"|exist|wake up|see tomorrow)\b(?! for (?:surgery|chemo))",
    r"\b(?:dont|doesnt|no longer) (?:\w+ )?want to (?:live|go on|carry on|keep going)\b(?! (?:far"
    rf"|near|in|at|on|away|alone|to|{_TREATMENT}))",
    r"\b(?:go|fall) (?:to sleep|asleep) and (?:never|not) wake\b|\bnever wake up\b"
    r"|\bnot wake up (?:tomorrow|again)\b",
    r"\b(?:rather|better) (?:be |off )(?:dead|gone)\b|\bbetter off (?:without|if) (?:me|i)\b"
    r"|\bbetter off if i\b",
    r"\b(?:dont|do not) let (?:me|myself) wake\b|\b(?:easiest|quickest|painless|best|fastest"
    r"|peaceful) (?:\w+ )?way to (?:die|end|kill|go)\b(?! (?:about|to))|\bhow (?:many"
    r"|much)\b[^.?!]{0,40}\bto kill (?:me|my ?self|you)\b",
    r"\b(?:world|family|kids|children|husband|wife|they|all|everyone"
    r"|everybody)\b[^.?!]{0,25}\b(?:better|happier|easier|place) (?:off )?(?:\w+ )?(?:without me"
    r"|if i|when im gone)\b|\bmy last (?:night|day|message|post|words)\b",
    r"\bcheck(?:ed)? out (?:for good|of (?:life|this))\b|\bgoodbye (?:everyone|everybody|all"
    r"|world)\b|\bsorry (?:everyone|everybody)\b[^.?!]{0,30}\b(?:good|bye|cant)\b"
    r"|\bchecked out for good\b",
    r"\b(?:might|may) as well be dead\b|\b(?:dont|not) deserve to (?:live|be here)\b|\b(?:tired"
    r"|sick) of (?:living|life|being alive)\b|\bnot worth living\b|\bif i jumped\b",
    r"\bya no quier[oe] estar aqui\b|\bquitarme de en ?medio\b|\bi want out\b[^?]{0,40}\b(?:pills"
    r"|tablets|life|rope)|\benough (?:pills|tablets|morphine) (?:to|here)\b",
    # no reason to live
    r"\b(?:whats the|no|see (?:the|a|any|no)|cant see (?:the|a|any)|any|the|a|without) (?:point"
    r"|reason|use|sense) (?:in |of |to )?(?:me )?(?:being here|be here|living|live|life|existing"
    rf"|going on|go on|carrying on|carry on|being alive|waking up)\b(?! (?:{_TREATMENT}|expectancy))",
    r"\b(?:nobody|noone|no body) (?:would|will|d) (?:even )?(?:miss|notice|care if) (?:me|i)\b"
    r"|\bnothing (?:left )?to live for\b|\blife (?:isnt|is not|not) worth\b",
    r"\bwhy (?:do i |should i )?bother (?:living|with life|being here|going on)\b|\blife is not worth\b",
    # ending it
    r"\b(?:end|ending|finish|finishing) (?:it all|my (?:own )?life|her (?:own )?life"
    r"|his (?:own )?life|my misery|myself)\b",
    r"\b(?:want|wants|going|like|thinking (?:of|about)|think about|ready|decided|planning|need"
    r"|thought about|how|could|might|will|ill) (?:\w+ )?(?:to )?(?:just )?"
    r"(?:end|ending|finish|finishing) (?:it|things|everything)\b(?! (?:with|by) (?:chemo|treatment|surgery))",
    r"\b(?:kill|killing|hang|hanging|shoot|shooting|gas|poison|drown|drowning|harm"
    rf"|harming) {_SELF}\b|\b(?:take|taking) (?:my|her|his) (?:own )?life\b",
    rf"\b(?:hurt|hurting|cut|cutting) {_SELF} (?:again|on purpose|properly|to|because)\b|\b(?:been"
    r"|keep|keeps|started) (?:hurting|cutting|harming) (?:my ?self|her ?self|him ?self)\b|\b(?:want"
    rf"|going|think\w*|urge\w*) (?:to |of |about )?(?:hurt|hurting|cut|cutting) {_SELF}\b"
    r"|\b(?:slit|cut|cutting) my wrists\b|\bself[- ]?harm(?:ing|ed)?\b(?! (?:rate|statist))",
    r"\b(?:im|feel|feeling|am|shes|hes|been|is|getting) (?:\w+ )?suicidal\b|\b(?:thoughts? (?:of"
    r"|about)|thinking (?:of|about)|think about|consider\w*|contemplat\w*|commit|committing"
    r"|plan\w*) suicide\b"
    r"|\bsuicidal thoughts\b",
    r"\b(?:jump|jumping|throw myself|step|stepping|walk|walking|drive|driving|crash"
    r"|crashing) (?:\w+ ){0,2}(?:off|in front of|under|into) (?:\w+ )?(?:bridge|roof|train|bus"
    r"|traffic|tree|wall|cliff|lorry|car|river|sea|building|balcony)\b",
    # a plan
    r"\b(?:planning|know|worked out|decided|plan for|plan) (?:exactly )?how (?:to|i would|i will|id"
    r"|ill|im going to) do it\b|\bdo it (?:properly|right) this time\b",
    rf"\b{_PILLS}\b[^.?!]{{0,25}}\b(?:lined up|on the table|in front of me|in my hand|saved up"
    r"|stockpiled|counted|ready)\b",
    rf"\b(?:saving|saved|stockpil\w+|hiding|hoarding|counting|collecting) (?:up )?(?:\w+ )?{_PILLS}\b",
    rf"\b(?:take|taking) (?:the lot|them all|all (?:of )?(?:my|the|these|her|his) {_PILLS}"
    r"|every (?:last )?(?:pill|tablet))\b",
    r"\b(?:got|has got|gets?|have|ive|loaded) (?:his|her|my|the|a) (?:\w+ )?(?:shotgun|gun|rope|noose)\b",
    # Spanish
    r"\b(?:quiero|quiere|quisiera|prefiero|deseo|ganas de) (?:morir(?:me|se)?|matar(?:me|se)"
    r"|desaparecer)\b(?! (?:en paz|en casa|sin))|\bme quiero (?:morir|matar)\b",
    r"\bno quier[oe] (?:seguir |ya )?(?:vivir|viviendo|seguir|despertar|existir)\b(?! (?:\w+ndo\b"
    r"|lejos|cerca|en |sol|con la quimio|la quimio|el tratamiento|con el trat))",
    r"\b(?:quitar|acabar con|terminar con|quitando) ?(?:me|se)? (?:mi |la |su )?vida\b|\b(?:quitarme"
    r"|quitarse|arrancarme) la vida\b|\bacabar con todo\b",
    r"\b(?:matarme|matarse|suicidarme|suicidarse|ahorcarme|hacerme dano|cortarme las venas)\b"
    r"|\bse quiere (?:matar|morir)\b|\b(?:pensamientos|ideas|pensando en|pienso en"
    r"|ideas de) (?:de )?suicid\w+",
    r"\b(?:sin|no (?:le )?(?:veo|tiene|encuentro)(?: el)?|no hay|que|para que) (?:sentido|razon"
    r"|motivo)?\s?(?:a |de |para |en )?(?:seguir (?:viviendo|aqui|con vida)|vivir mas)\b",
    r"\b(?:mejor|felices) (?:\w+ )?sin mi\b(?! \w)|\bojala (?:estuviera muert\w|no despert\w+"
    r"|me muera)\b|\bmejor (?:estar )?muert[oa]\b",
    r"\b(?:tomar|tomarme|tomarmel\w+|tomado|tome|tomo) tod[ao]s?\b[^.?!]{0,20}\b(?:pastillas"
    r"|morfina)|\b(?:pastillas|morfina)\b[^.?!]{0,40}\btomarmel\w+ tod",
)

DESPAIR = _any(
    r"\bcant (?:go on|do this|do it|take (?:it|this|any|much)|cope|face (?:it|this|another|any|tomorrow))\b",
    r"\b(?:no hope|hopeless|give up|giving up|had enough|im done|im a burden|a burden to"
    r"|want it (?:all )?to (?:stop|be over|end)|not going (?:to go )?through)\b",
    r"\b(?:cant see|see no) (?:a |any )?(?:reason|future|way out)\b|\bno way out\b|\bno puedo mas\b"
    r"|\bno aguanto\b|\bsoy una carga\b",
)
MEANS = _any(
    rf"\b(?:all my|all the|got my|got all|enough|bottle of|box of) (?:\w+ )?{_PILLS}\b"
    r"|\b(?:the bridge|the roof|train tracks|shotgun|a rope)\b",
    r"\b(?:written|writing|wrote|left) (?:\w+ )?(?:letters?|notes?|goodbyes?)\b|\b(?:say|saying"
    r"|said) (?:my )?goodbyes?\b|\bfinish it\b",
    r"\b(?:wanted|want) (?:somebody|someone|you) to know\b|\b(?:tengo|todas las) pastillas\b"
    r"|\bcarta de despedida\b",
)
NOT_MEANT = _any(
    r"\bsuicid\w+ (?:rates?|risk|gene|prevention|statistics|numbers|therapy|awareness"
    r"|ideation for)\b|\b(?:bereaved|lost|died) (?:\w+ )?(?:by|to) suicide\b",
    r"\b(?:rates?|risk|prevention|definition|numbers?|attempted|terapia genica) (?:of )?suicid"
    r"|\bmas suicidios\b",
    r"\b(?:not|isnt|arent|never|wasnt|no longer|nunca) (?:\w+ )?(?:suicidal|suicide|going to (?:kill"
    r"|harm|hurt))\b|\b(?:dont|not) (?:\w+ )?(?:want|going|wanting|planning) to (?:die|harm|kill)\b",
    r"\b(?:took|taken|taking) his own life\b|\btook (?:her|their) own li|\bwaste of\b",
)
