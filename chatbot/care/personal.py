"""Whether a text asks the program for a choice, a verdict, a dose or a prognosis for one person.

A question that merely mentions a person ("is chemo usual at stage 1, my husband is dreading it") asks
for general knowledge. So do where to look, whom to ring and what to ask. A matter far from illness
("should I buy a car") is not for a care team.
"""

from __future__ import annotations

import re

from chatbot.care.folding import fold, pieces

_KIN = (
    r"(?:mum|dad|wife|husband|partner|son|daughter|brother|sister|gran|grandpa|aunt|auntie|uncle"
    r"|friend|niece|nephew|cousin|child|boy|girl|kids?"
    r"|mum in law|dad in law|fiance|boyfriend|girlfriend|family|parents?|old man)"
)
_NEAREST = r"(?:mum|dad|gran|grandpa|husband|wife|son|daughter|sister|brother|partner)"
_ONE = rf"(?:i|we|she|he|{_NEAREST}|(?:my|our) (?:\w+ ){{0,3}}?{_KIN})"
_ME = rf"(?:me|us|her|him|mum|dad|gran|grandpa|(?:my|our) (?:\w+ )?(?:yrs? |years? )?(?:old )?{_KIN})"
_OF_ONE = rf"(?:my|our|her|his|mums|dads|my {_KIN}s)"
_IS_ONE = rf"(?:am i|im i|are we|is (?:she|he|{_NEAREST}|(?:my|our) (?:\w+ )?{_KIN}))"
_ABOUT = r"(?:\w+ ){0,3}"
_TREATING = (
    r"(?:chemo\w*|radio\w*|radiation|rays|surgery|op|operation|treatment|trial|pills?|tablets?"
    r"|drugs?|pazopanib|votrient|hormones?|letrozole|hysterectomy"
    r"|amputation|hipec|scans?|biopsy|transfusion|port|antibiotics?|ovaries|another \w+"
    r"|second opinion|more \w+)"
)
_ERRAND_VERB = (
    r"(?:send|get (?:a |an |my |the |some |copies|hold|in touch|there|help|it (?:looked|read|seen)"
    r"|them (?:looked|read)|to|access|on|onto|into|rid|out)|find|read|see (?:a |an |the |your |my "
    r"|some|one|what|where|dr|doctor)|register|join|book|order"
    r"|ask|speak|talk|contact|call|ring|phone|email|write|post|look|search|download|print|copy|claim"
    r"|park|apply|enrol\w*|sign up|pay|bring|come (?:to|in|along|for|there|over|and see)"
    r"|be (?:referred|seen|contacted|charged|asked|put)|hear|visit|request|upload|share"
    r"|have (?:(?:the|a|your|an|that) (?:\w+ )?(?:email|number|list|copy|address|link|name|phone"
    r"|date|leaflet|form|report|appointment|call|consult\w*|opinion|video|pdf|page|reference)|copies"
    r"|my (?:slides|records|scans|pathology|tissue|tumou?r|notes|results|data))|know|learn"
    r"|understand|make an|expect|use (?:the|your|this)|attend|watch|view|trust|tell (?:if|the)"
    r"|work out|add|start a|qualify|donate|take (?:part|a look|notes|my (?:slides|records|scans))"
    r"|travel grant|meet (?:a|the|your|other)|someone|anyone|a |the |this|that|it|they|my|we\b"
    r"|still (?:get|find|send|see))"
)
_ERRAND = (
    r"(?:call|ring|phone|contact|email|e-mail|write|ask|look|find|search|read|bring|book|send|post"
    r"|expect|use to|speak to|talk to|go for (?:information|help)"
    r"|be (?:reading|asking|looking|scanned|checked|seen)|turn|dial|number)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_CHOICE = _any(
    r"\bwhats your (?:pick|choice|advice|view|opinion|verdict|answer)\b|\bdo i (?:go|carry on|stop"
    r"|take|accept|keep|cancel|wait)\b|\bhow (?:soon|long before) can i\b|\bwhen can i (?!(?:see"
    r"|find|get (?:the|my)|speak|expect|book))|\bwould you (?:operate|be worried)\b|\bneed advice\b"
    r"|\bplease advise\b",
    r"\bme opero o\b|\btengo (?:posibilidades|esperanza|alguna)\b|\bes grave lo mio\b"
    r"|\bestoy curad[oa]\b|\bmissed a (?:dose|tablet|pill)\b[^.]{0,30}\b(?:what|do i|now)\b"
    r"|\bif (?:this|it|she|he) (?:was|were) your\b",
    r"\b(?:who|which|what) (?:\w+ ){0,3}?(?:would|should|do|shall|will) (?:you|i|we) (?:go|pick"
    r"|choose|trust|take|vote)\b|\b(?:choose|pick|decide) between\b(?<!doctors choose between)"
    r"|\bmust (?:i|we|she|he|my \w+)\b(?! (?:come|go (?:in|to)|pay|bring|travel|send|ring|call))",
    rf"\b(?:should|shall|ought|shouldnt|oughtnt) {_ONE}\b(?! (?:have (?:been|seen|known|shown))\b)",
    rf"\b(?:if|whether|think|reckon|thinking) (?:that )?{_ONE} (?:should|ought to|shouldnt|need to|must)\b",
    r"\b(?:would|will|could|might) you (?:just |honestly |personally |please |yourself "
    r"|ever )?(?:let|choose|pick|take it|have it|do it|go for|go with|trust|recommend (?:me|for me"
    r"|my|that i|i)|advise (?:me|us|my|i)|suggest (?:i|we|me|my|he|she)"
    r"|risk|bother|go ahead|refuse|stop|say (?:yes|no)|have (?:the|chemo|surgery|your))\b",
    r"\b(?:do|can|could) (?:you|your \w+|they) (?:\w+ )?(?:recommend|advise|suggest) (?:me|us|my"
    r"|that i|that we|i|we|he|she)\b",
    r"\bwhat (?:would|do|should|can) (?:you|your (?:doctors?|team)|they) (?:do(?! for)(?! with)"
    r"|choose|pick|go for|recommend|advise|suggest)\b(?! (?:with|if someone|for (?:people|patients"
    r"|women|the|endo|lms|leio|uter|recur|stage|retro|stubborn)))",
    rf"\bif (?:you were|it was|it were|you was) (?:me|you|in my|your|{_ME})\b|\bin (?:my|our|her"
    r"|his) (?:shoes|place|position|situation|case)\b",
    r"\bwhat (?:should|shall|am|are|is) (?:i|we|she|he) (?:to )?do\b|\bwhat to do (?:about|with"
    r"|for) (?:my|mum|dad|me)\b",
    r"\b(?:pick|choose|decide) (?:one |it )?for (?:me|us)\b|\bhelp (?:me|us) (?:to )?(?:choose"
    r"|decide|pick)\b|\bmake (?:the|this|my) decision\b|\badvise (?:me|us)\b",
    r"\b(?:which|what)(?:s| is| are| would be)? (?:\w+ )?(?:best|better|right|safest|safer|wisest"
    rf"|wiser|most suitable|suitable) (?:\w+ ){{0,2}}for {_ME}\b(?! (?:kind|type|stage))",
    r"\b(?:better|best|right|wise|wiser|sensible|suitable|worth it|enough|too much|too many"
    rf"|too risky|safer|dangerous|bad|good idea|harmful|necessary) for {_ME}\b(?! (?:kind|type))",
    r"\bin your (?:honest |humble |professional |medical )?opinion\b|\bwhat (?:is|are|s"
    r"|s your) your (?:opinion|advice|view|verdict|thoughts?)\b|\byour (?:advice|honest opinion"
    r"|verdict)\b|\byes or no\b",
    r"\b(?:do you|dont you|would you|you) (?:think|reckon|believe|suppose"
    r"|guess)\b[^.?!]{0,40}\b(?:i|im|ive|my|mine|we|she|he|hes|shes|her|his|mum|dad|its|me)\b"
    r"|\bwhat (?:do|would) you (?:think|reckon|make of)\b",
    r"\b(?:do|have|take|operate|go for|accept) (?:it|this|that|the \w+|on \w+|\w+ \w+ \w+) or not\b"
    r"|\bor (?:do|shall|should) (?:i|we)\b|\b(?:do|will) (?:i|we) (?:do|go for|choose|pick|take"
    r"|say yes|have) (?:the|it|this|that)\b",
    rf"\bworth (?:it )?(?:{_ME}|having|doing|going|trying|the risk|it at)\b[^.?!]{{0,30}}\b(?:me|my|i"
    r"|her|his|mum|dad|us)\b|\bworth it (?:for|at) (?:me|my)\b|\bworth me\b"
    r"|\bis it time (?:to (?:stop|give up|let)|for hospice)\b",
)
_COMMAND = re.compile(
    r"(?:^|[,;:] ?|\b(?:please|just|pls|can you|could you|would you|so|and|then) )tell (?:me"
    r"|us) (?:\w+ )?(?:what|which(?: one)?|whether|if)"
    r" (?:\w+ )?(?:to|i|is (?:best|right|better)|treatment)\b"
)
_VERDICT = _any(
    rf"\b{_IS_ONE} (?:\w+ )?(?:ok|okay|safe|allowed|alright|all right|fine|right|wrong|mad|crazy"
    r"|stupid|silly|well enough|fit (?:enough|for)|strong enough|too (?:old|young|weak|ill|frail|far"
    r"|late|sick|fat|big|thin)|doing (?:the|right|wrong)|a (?:good |suitable )?candidate|eligible"
    r"|suitable|better off|being|going to be (?:ok|alright|fine|here|cured)|mad|daft|unreasonable"
    r"|overreacting|paranoid|losing|kidding|wasting|likely|really (?:ill|dying))\b",
    r"\b(?:too \w+|(?:good|bad|right|wrong|best|better|safer|wise|poor) (?:\w+ )?(?:choice|idea"
    r"|option|plan|thing|bet)|any (?:good|use|point|sense)|any sense in|the point) (?:for|in"
    rf"|of) {_ME}\b",
    r"\bis it (?:\w+ )?(?:ok|okay|safe|mad|crazy|stupid|wrong|silly|selfish|reasonable|foolish|daft"
    r"|bad|malo|right) (?:of|for|that|if) (?:me|i|we|my|us)\b|\bkinder to (?:stop|let|go)\b",
    r"\bdoes (?:this|that|it|the \w+) mean (?:that )?(?:i|im|ive|my|she|shes|he|hes|mum|dad"
    r"|we)\b(?! (?:type|kind))(?![^.?!]{0,20}\b(?:stage|grade)\b)|\bdoes (?:it|this|that) (?:sound"
    r"|look|seem) (?:like|as|bad|normal|ok|serious)\b",
    r"\bis (?:this|my|the|her|his|that) (?:\w+ ){1,4}normal\b(?! (?:part|for (?:lms|sarcoma|a )|in"
    r"|treatment|thing))|, (?:is )?(?:that |this |it )?normal\?|\b(?:weeks|months|days) (?:on|later"
    r"|after)\b[^.?!]{0,20}\bnormal\b",
    r"\b(?:is|would|will|was|are) (?:it|this|that|they|\w+) (?:be )?(?:\w+ )?(?:ok|okay|safe|alright"
    r"|all right|wise|dangerous|risky|harmful|sensible|too late|too soon|too risky|a good idea"
    rf"|a bad idea) (?:for|if|that) (?:{_ME}|i|she|he|we)\b",
    r"(?<!how )(?<!where )(?<!who )(?<!what )(?<!when )(?<!number )\b(?:can|could|may|would"
    rf"|might) {_ONE} (?:still |really |even |safely |please |also |just |possibly |be able to "
    rf"|be allowed to |have to |need to )*+(?!{_ERRAND_VERB})(?:\w+)\b(?! (?:a look|out (?:if|what"
    r"|more|about|how)|it (?:read|looked)|more about|a second opinion without))",
    rf"\b(?:do|does) {_ONE} (?:really |still |actually |even |honestly )?(?:need|have to (?:have|do"
    r"|take|go|keep|stop|worry))\b(?! (?:a referral|insurance|an id|an? (?:mri|ct|pet|scan|doctor"
    r"|specialist|expert|special\w*)|doctors|regular|any papers|to (?:bring|pay|travel|send|be"
    r"|register|come|book|ring|call)|an appointment|insurance|a passport))",
    r"\b(?:i )?need (?:to )?(?:panic|worry|be (?:worried|scared))\b|\b(?:be|get) worried\b"
    r"|\bsomething to worry\b",
    r"\b(?:is|are) (?:this|that|these|it|they|things?) (?:\w+ )?(?:normal|a bad sign|bad news"
    r"|serious|dangerous)\b(?! (?:for (?:lms|sarcoma|a )|in (?:lms|sarcoma)|to be|part|that (?:lms"
    r"|they|a )))(?=[^.?!]{0,12}(?:$|[.?!,]|or|for me|after|that (?:i|my)|weeks|\d|when i|to still))",
    r"\bis it (?:\w+ )?(?:ok|okay|safe|alright|all right|fine|wise|dangerous|risky|bad|sensible"
    r"|a good idea) to\b[^.?!]{0,60}\b(?:my|i|im|ive)\b",
    r"\bis (?:it|this|that) normal (?:to still|to feel|that i|for me|for my|i|my|after|\d"
    r"|to be (?:so|still|bleeding|in))",
    rf"\b(?:have|has|do|does|is it|could it be that) {_ONE} (?:got |have |really have "
    r"|actually have )(?:cancer|sarcoma|lms|leiomyosarcoma|a sarcoma|a tumou?r)\b"
    rf"|\bdo i have\b[^.?!]{{0,15}}\b(?:cancer|sarcoma)\b",
    r"\b(?:is|could|are|was) (?:my|this|the|her|his|mums|dads|our) (?:\w+ ){0,4}(?:lump|bump"
    r"|growth|mass|swelling|spot|nodule|fibroid|cyst|bleeding|pain|cancer|tumou?r|sarcoma|lms"
    r"|case)\b[^.?!]{0,25}\b(?:a )?(?:bad kind|bad one|bad sort|that kills|coming back|sarcoma"
    r"|cancer|cancerous|malignant|serious|harmless)\b(?! (?:or (?:a )?fibroid)? ?(?:symptom|sign))",
    r"\b(?:was|were|did|have|am) (?:i|we) (?:\w+ )?(?:right|wrong|do the (?:right|wrong)"
    r"|make a mistake|made a mistake|done the (?:right|wrong))\b|\b(?:too late|too old|too young"
    rf"|right) for {_ME}\b",
    r"\b(?:would|will|could|is|does|do) (?:the |this |a |more |another "
    rf"|hormone )?{_TREATING} (?:\w+ )?(?:help|work for|benefit|be right for|right for|suit|save|cure"
    rf"|harm|hurt|kill) {_ME}\b",
    rf"\bdoes (?:she|he|mum|dad|gran|(?:my|our) \w+) need (?:\w+ ){{0,2}}{_TREATING}",
    rf"\b(?:what|how much|how many|which) (?:\w+ ){{0,4}}(?:dose|mg|amount|tablets?|pills?|morphine"
    rf"|paracetamol|{_TREATING})? ?(?:\w+ )?(?:should|shall|can|do|must|would"
    rf"|could) {_ONE} (?:\w+ )?(?:take|have|be (?:getting|on|having|taking)|need|use|go|ask for"
    r"|give)\b",
    r"\bhow (?:much|many)\b[^.?!]{0,40}\bshould (?:my|i|she|he|mum|dad|we)\b|\b(?:what"
    r"|which) dose\b[^.?!]{0,30}\b(?:for me|right for|i)\b|\benough for (?:me|her|him)\b",
)
_PROGNOSIS = _any(
    rf"\bwill {_ONE} (?:\w+ )?(?!(?:be (?:contacted|charged|asked|able|sent|told|seen|given"
    r"|referred))|(?:get|hear|have to|need|receive|see (?:a|the|dr|you|your|other))\b)(?:last|ever"
    r"|live|die|be|recover|cope|manage|beat|need|walk|see|survive|lose|get|make|have|still)\b",
    r"\b(?:do|have|stand) (?:i|we|she|he) (?:have |stand |got )?(?:a|any"
    r"|much of a) (?:\w+ )?(?:chance|hope)\b|\bon borrowed time\b|\bwill (?:this|it) get me\b"
    r"|\bhow (?:bad|serious) is (?:it for me|my|mine|mums|dads|her|his)\b|\bam i in remission\b",
    r"\bhave (?:i|we) got (?:long|a chance|any chance|time|much|months|years|cancer|sarcoma"
    r"|any hope)\b|\bis (?:it|this) (?:now )?(?:curtains|the end|game over|over|hopeless|terminal"
    r"|fatal|goodbye)\b(?: for)?(?: for (?:me|us|her|him|mum|dad))?\b(?=\W*$)",
    r"\bhow (?:likely|sure|certain) (?:am i|are we|is (?:she|he|mum|dad))\b"
    r"|\bwhat (?:\w+ )?(?:chances?|hope|odds|future) (?:do|have|has|does|is there for) (?:i|we|she"
    r"|he|mum|dad|me|my)\b|\bso am i\b|\bwould you say\b[^.?!]{0,30}\b(?:i|im|ive|my|me|she|he|shes"
    r"|hes|mum|dad)\b",
    rf"\b(?:will|am|is|are|can|could|going to|gonna) (?:{_ONE}|it|this"
    rf"|the cancer) (?:\w+ ){{0,2}}(?:die|dying|survive|make it|pull through|live (?:to|through|long"
    r"|until|till)|beat (?:it|this)|get (?:through|better)|recover|kill (?:me|her|him|us)|terminal"
    r"|curable|cured|be (?:ok|okay|alright|all right|alive|cured|here|fine)|gonna die|a goner"
    r"|doomed)\b",
    rf"\b{_ONE} (?:is |are |am )?(?:going to|will) (?:die|survive|make it|be (?:ok|alright|fine"
    rf"|cured))\b[^.!]{{0,30}}\?|\b(?:am|is) (?:i|she|he|mum|dad) going to (?:die|survive|make it"
    r"|live|be)\b",
    rf"\b(?:will|can) {_ONE} (?:\w+ )?(?:see|be here|meet|hold|walk"
    rf"|make)\b[^.?!]{{0,40}}\b(?:christmas|birthday|wedding|grow|graduat\w*|grandkids?|grandchild\w*"
    r"|baby|summer|year|aisle|next)\b",
    rf"\bhow (?:much )?(?:long|longer|time|many (?:months|years|weeks))\b (?:\w+ ){{0,3}}?(?:have|has"
    rf"|do|does|will|would|can|did|before|until|till) (?:you think )?{_ONE}\b(?! (?:take|wait|stay"
    r"|need|have to (?:wait|be|stay|keep)|be (?:in|off|on|scanned|followed)|keep"
    rf"|go)\b)[^.?!]{{0,25}}(?:\b(?:got|have|left|live|last|survive|has|die|dies|go)\b|\?|$)",
    rf"\bhow (?:much time|long) (?:do you think |you reckon )?{_ONE} (?:has|have|have got|has got"
    r"|got)\b|\bhow long (?:ive|have i|shes|hes) got\b|\b(?:time|days|months|years) (?:ive|have i"
    r"|i have|she has|he has|shes|hes) (?:got )?left\b",
    r"\b(?:whats|what are|what is|what|give me|tell me|how (?:good|bad) (?:are|is)) (?:\w+ )?(?:my"
    r"|our) (?:own |personal |real |honest )?(?:chances?|odds|prognosis|outlook|life expectancy"
    r"|survival)\b|\b(?:mums|dads|her|his|wifes|husbands|sisters|brothers) (?:chances?"
    r"|odds) of (?:surviv|beating|making|getting|pulling)\w*|\b(?:her|his|mums|dads) prognosis\?",
    r"\bgive me (?:my|a) prognosis\b|\bwill (?:mine|my (?:\w+ )?(?:cancer|sarcoma|tumou?r|lms"
    r"|leiomyosarcoma|leio)) (?:\w+ )?(?:come back|return|spread|kill|grow)\b|\b(?:is|has) (?:mine"
    r"|my (?:\w+ )?(?:cancer|sarcoma|tumou?r|lms)) (?:going to |gonna )?(?:come|coming|returned?"
    r"|return|back|spread|spreading|kill|curable)\b",
)
_SPANISH = _any(
    r"\b(?:debo|debemos|debe (?:mi|ella|el)\b|deberian? (?:mi|ella|el|yo|mama|papa)\b"
    r"|deberia(?:mos)?(?! (?:hacer|haber)se)|tengo que|tendria que)(?! (?:llamar|preguntar|pagar"
    r"|viajar|llevar|enviar|mandar|buscar))(?: \w+)",
    r"\bque (?:haria[ns]?|hariais|me (?:recomienda|aconseja|sugiere|conviene)\w*|nos (?:recomienda"
    r"|aconseja)\w*|hago|hacemos|opina\w*|piensa\w*|tratamiento me)\b|\bme (?:recomienda|aconseja"
    r"|conviene|sugiere)\w*\b",
    r"\ben (?:mi|nuestro|su) (?:lugar|caso)\b|\bdigame\b[^.?!]{0,12}\b(?:cual|que|si)\b"
    r"|\belij\w+ por mi\b|\b(?:cree|crees|piensa|piensas|creen) (?:usted |ustedes )?que\b"
    r"|\b(?:si o no|o no)\b$|\b(?:operamos|opero|sigo|dejo|hacemos|acepto)\b[^.?!]{0,30}\bo (?:no|la"
    r"|lo|me|esper\w+|\w+o)\b",
    r"\b(?:me|se|nos) (?:voy|va|ire|vamos|ira) a (?:morir|curar|salvar|recuperar)\b|\bvoy a (?:morir"
    r"|sobrevivir|vivir|curarme|estar bien)\b|\bva a (?:morir|sobrevivir|vivir|curarse)\b"
    r"|\bme (?:curare|morire|salvare)\b|\bsobrevivir(?:e|a)\b",
    r"\bcuant\w+ (?:tiempo |meses |anos |vida )?(?:de vida )?(?:me|le|nos) queda\w*\b|\b(?:mi"
    r"|nuestro) (?:propio )?pronostico\b|\bmis (?:probabilidades|posibilidades|chances)\b",
    r"\b(?:puedo|podria|puede (?:mi|ella|el)\b|(?:mi|mama|papa) (?:\w+ )?puede) (?:\w+ )?(?:tomar"
    r"|dejar|parar|seguir|beber|comer|viajar|volar|manejar|conducir|trabajar|nadar|suspender"
    r"|saltar\w*|retrasar|esperar|tener|hacer ejercicio|volver|usar|fumar|cargar)\b",
    r"\b(?:es|seria) (?:seguro|malo|peligroso|bueno|mejor|conveniente|recomendable|demasiado tarde"
    r"|tarde) (?:para|que) (?:mi|me|el|ella|yo|nosotros)\b|\b(?:mejor|bueno|malo|seguro"
    r"|conviene)\b[^.?!]{0,30}\bpara (?:mi|ella|el)\b(?! (?:sarcoma|tumor|tratamiento|cirug|primer"
    r"|pacient))",
    r"\bes normal que (?:me|tenga|siga|todavia|sienta|a mi|mi)\b|\b(?:tengo que|debo|hay que"
    r"|deberia) (?:preocuparme|asustarme|preocupar)\b|\bsoy (?:muy|demasiado) (?:mayor|viej\w"
    r"|joven)\b",
    r"\b(?:necesito|necesita (?:mi|ella|el)) (?:la |una |otra |hacerme )?(?:quimio\w*|radio\w*"
    r"|cirugia|operacion|biopsia)\b|\btengo (?:yo )?(?:cancer|sarcoma)\b[^.?!]{0,25}\b(?:o|verdad)\b"
    r"|\b(?:sera|es) cancer (?:mi|lo que tengo)",
    r"\b(?:que|cual|cuanta|cuantas) (?:dosis|morfina|pastillas)\b[^.?!]{0,15}\b(?:debo|puedo|tomo"
    r"|me toca)\b|\b(?:que|cual) (?:elijo|escojo|tomo|hago)\b|\bes malo si\b|\bsera que (?:tengo|me"
    r"|voy|es)\b|\bdebo\b|\bcuanto tiempo de vida tiene (?:mi|ella|el|mama|papa)\b"
    r"|\bvale la pena\b[^.?!]{0,25}\b(?:en mi caso|para mi|a mi edad|mi mama|mi papa)\b"
    r"|\bhago bien\b",
)
_ERRAND_QUESTION = re.compile(
    r"\b(?:whom|where|wheres|which (?:phone )?(?:number|phone|department|line|page|website)|how"
    rf"|how often|how soon|what (?:number|questions?|papers?|documents?))\b[^.?!]{{0,25}}?\b(?:should"
    rf"|shall|do|can|could|must) {_ONE}\b"
    rf"|\b(?:who|what) (?:should|do|can) {_ONE} (?:need to |have to )?(?:be )?{_ERRAND}\w*\b"
    rf"|\bwhat should {_ONE} (?:be )?{_ERRAND}\w*\b|\bhow often\b|\bwhy (?:do|does|should|can|cant"
    rf"|must|would|will|is|am|are|did) |\b(?:which|wich|what) (?:\w+ ){0, 2}(?:scans?|tests?|checks?"
    r"|check ups?|checkups|doctors?|specialists?|hospitals?) (?:\w+ )?(?:do|should|can|will) "
    rf"|\bwhen should {_ONE}\b"
    r"|\b(?:a (?:que|cual) numero|a quien|donde|como|que) (?:debo|puedo|tengo que) (?:llamar"
    r"|preguntar|buscar|pedir|ir|mandar|llevar)"
)
_DOSE = re.compile(r"\bhow (?:much|many|long|likely)\b|\bdose\b|\bmg\b")
_ILLNESS = re.compile(
    r"\b(?:chemo\w*|quimio\w*|kemo|radio\w*|radiation|rays|surg\w+|op|operat\w+|tumou?r\w*|cancer\w*"
    r"|sarcoma\w*|lms|leio\w*|ess|gist|fibroids?|wombs?|uter\w+|hysterectomy|scan\w*|cts?|mri"
    r"|biops\w+|doctor\w*|oncolog\w+|nurse"
    r"|hospital\w*|clinic\w*|tablets?|pills?|drugs?|dose|dox\w*|gem\w*|docetaxel|pazopanib"
    r"|trabect\w+|eribulin|ifos\w+|stage|grade|hospice|terminal|treat\w+|trial|second opinion"
    r"|ovar\w+|hormon\w+"
    r"|morphine|lump|bump|mets|recover\w*|remission|diagnos\w+|operacion|tratamiento|medic\w+|tomo)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:bitcoin|crypto|shares|gold|mortgage|remortgage|iphone|samsung|phone|celular|laptop"
    r"|computer|printer|wifi|tv|cats?|dogs?|puppy|kitten|rabbit|gardens?|lawn|fence|hedge|trees?"
    r"|plants?|roses|recipe|bake|baking|bread|cake|cook\w*|tea tonight"
    r"|football|team to|striker|cricket|rugby|weather|snow|rain|wedding guest|wear|car|cars|bike"
    r"|tyres?|petrol|diesel|electric|solar|boiler|paint|carpet|sofa|curtains|rent|landlord|tenant"
    r"|tax|taxman|ebay|amazon|netflix"
    r"|passport|visa|train|parking|park|yellow line|homework|essay|exam|uni|degree|password|excel"
    r"|python|wifi|broadband|pension|savings|dolares|euros|auto|coche|invest\w*|buy|sell|comprar"
    r"|vender|playstation|xbox|movie|song|birthday|present|gift|mac|pc|microwave|foil|shed|marathon"
    r"|planning permission)\b"
)


_REQUESTS = (_CHOICE, _COMMAND, _VERDICT, _PROGNOSIS, _SPANISH)


def asks_personal_advice(text: str) -> bool:
    """Say whether ``text`` asks for a recommendation, a verdict, a dose or a prognosis for one person."""
    folded = fold(text)
    if _ELSEWHERE.search(folded) and not _ILLNESS.search(folded):
        return False
    return any(_asks(sentence) for sentence in pieces(folded))


def _asks(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in _REQUESTS) and not _is_errand(sentence)


def _is_errand(sentence: str) -> bool:
    return _ERRAND_QUESTION.search(sentence) is not None and _DOSE.search(sentence) is None
