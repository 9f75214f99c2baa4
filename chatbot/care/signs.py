"""Bodily signs of an emergency in everyday words, English and Spanish, over folded text.

``STRONG`` signs call for help by themselves when they are happening. ``EVENT`` signs are told in the past
tense ("collapsed") and count when the telling is fresh. Two different ``WEAK`` families together count
as one strong sign: not drinking and confused, a hot swollen leg and panting. Families follow the
warning lists that cancer wards give to patients (fever on chemotherapy, bleeding, breathing, clots,
spinal cord compression, reaction to a drug, stroke, overdose, loss of fluids).
"""

from __future__ import annotations

from chatbot.care.wording import BLOOD, CANT, CHEMO, FAR, HOT, NEAR, PILLS, THROAT, WORST, table

STRONG = table(
    breathing=(
        rf"\b{CANT} (?:to )?(?:\w+ ){{0,3}}breath\w*(?! (?:away|through its))",
        rf"\b{CANT} (?:to )?(?:get|catch|take|draw) (?:\w+ ){{0,3}}(?:breath|air)\b(?! with)",
        r"\b(?:gasping|suffocating|stopped breathing|not breathing|isnt breathing|barely breathing"
        r"|turning blue|gone blue)\b",
        r"\b(?:short of breath|shortness of breath|breathless|out of breath"
        r"|panting)\b(?! with (?:excite\w+|joy|love))",
        rf"\b(?:lips?|fingers|face|skin|hands)\b{NEAR}\b(?:blu\w+|purple|grey|gray)\b|\b(?:im|shes"
        r"|hes|wife|husband|mum|dad|baby|he|she) (?:is |looks? |went |has |going |gone "
        r"|all )*(?:blue|grey and clammy)\b",
        rf"\bbreath\w*\b{NEAR}\b(?:really bad|worse|funny|weird|strange|rattl\w+|shallow|noisy"
        r"|laboured|stops)\b",
        r"\b(?:cant|couldnt) (?:finish|get out|speak) (?:a )?(?:sentence|words?|in sentences)\b"
        rf"|\bcant talk\b{NEAR}\bbreath",
        r"\b(?:out of puff|drowning (?:when|in my)|words? between breaths|breathing (?:is |are |so "
        r"|very |really )*(?:fast|quick|heavy|bad))\b|\bhard to breathe?\b",
        rf"\bsat (?:bolt )?upright\b{NEAR}\b(?:air|breath)|\bblue (?:lips|fingers)\b",
    ),
    chest=(
        r"\b(?:pains?|tight\w*|crush\w+|pressure|squeez\w+|heav(?:y|iness)|stabbing|hurt\w*|ache"
        rf"|aching)\b{NEAR}\b(?:chest|heart)\b(?! wall)",
        rf"\bchest\b(?! (?:x|ct|scan|wall|muscle)){NEAR}\b(?:pains?|tight\w*|hurt\w*|crush\w+"
        r"|pressure|agony|heavy|burning|elephant|killing)\b",
        r"\b(?:pain|hurts|stabbing|stab|knife)\b[^.?!]{0,30}\b(?:when|every time|each time) (?:i|she"
        r"|he|we) breathes?\b",
        r"\b(?:oxygen|sats|saturation|sat)\b[^.?!]{0,15}\b[5-8]\d\b",
        r"\bhaving (?:a|another) (?:heart attack|stroke)\b|\bheart attack\b[^.?!]{0,15}\bnow\b",
        rf"\bheart\b{NEAR}\b(?:racing|pounding|beating)\b{NEAR}\b(?:1[3-9]\d|2\d\d|faint|pass out|dizzy)",
    ),
    bleeding=(
        r"\bbleed\w*\b[^.?!]{0,35}?\b(?:heav(?:y|ily)|bad(?:ly)?|hard|lots|loads|like a tap|nonstop"
        r"|non stop|non-stop"
        r"|soak\w*|gush\w*|pour\w*|flood\w*|everywhere|faint\w*|dizzy|light ?headed|out|to death"
        r"|so much|uncontrollabl\w+"
        r"|all over)\b",
        r"\b(?:heav(?:y|ily)|bad(?:ly)?|gush\w*|pour\w*|flood\w*|soak\w*|massive|uncontroll\w*"
        r"|severe\w*|profuse\w*|losing"
        rf"|lots of|loads of|pool of|pools of|full of|covered in) (?:\w+ ){{0,3}}{BLOOD}",
        rf"\b{BLOOD}\b{FAR}\b(?:wont|cant|doesnt|isnt|not|never|nothing) (?:\w+ ){{0,3}}(?:stop\w*"
        r"|slow\w*|clot\w*)\b",
        rf"\b(?:wont|cant|doesnt|didnt|not) (?:\w+ ){{0,2}}stop\w* (?:\w+ ){{0,3}}{BLOOD}"
        r"|\bcant get it to stop\b",
        r"\bblood\b[^.?!]{0,30}?\b(?:everywhere|pouring|gushing|running down|spurting|dripping"
        r"|all over|pumping)\b",
        r"\b(?:im|shes|hes|is|am|started|keep) (?:\w+ )?(?:flooding|haemorrhaging|hemorrhaging"
        r"|bleeding out)\b",
        r"\b(?:huge|massive|big|large|loads of|lots of|passing|passed) (?:\w+ ){0,2}clots\b"
        r"|\bclots\b[^.?!]{0,12}\b(?:size|big as|like|keep)\b",
        r"\b(?:drenched|puddle|pints?|litres?|bowl|bucket\w*|cupful\w*|mugful|covered|sitting|lying"
        rf"|swimming|streams?|river) (?:of |in |full of )*{BLOOD}\b",
        rf"\b{BLOOD}\b[^.?!]{{0,20}}\b(?:litres?|pints?|buckets?|more and more|streaming|by the"
        r"|in the toilet|drenched)\b|\b(?:just|only|nothing but|all|pure) blood\b",
        r"\b(?:im|shes|hes|is|started|now|been|keeps?|are)(?: \w+)? (?:haemorrhaging|hemorrhaging"
        r"|hemorraging)\b|^(?:haemorr?h?aging|hemorr?h?aging)\b|\bme desangro\b"
        r"|\bse (?:esta )?desangra\w*\b",
        r"\b(?:soak\w*|fill\w*|chang\w*|through|used)\b[^.?!]{0,30}?\b(?:pads?|towels?|sheets"
        r"|nightdress|nightie|mattress)\b",
        r"\bblood\b[^.?!]{0,30}?\b(?:back passage|bottom|bum|rectum|bowels?|stools?"
        r"|poo)\b[^.?!]{0,30}?\b(?:dizzy|faint|loads|lots|bright)",
        r"\b(?:loads|lots|passing|full) of blood\b|\bblood coming out (?:of|from)\b|\b(?:dressing"
        r"|bandage)\b[^.?!]{0,25}\bblood\b",
        r"\b(?:jet black|(?:poo|stools?|poop) (?:is |are |like |has )*(?:\w+ )?(?:black|tar\w*))\b"
        r"|\b(?:black|tarry) (?:tar|poo|stools?|poop|sticky poo)\b",
    ),
    blood_up=(
        r"\b(?:vomiting|vomits?|throwing|throws|bringing|brings|puking|puke|spitting|spewing"
        r"|coughing|coughs?|being sick|"
        rf"heaving|retching|sicking)\b{NEAR}\b(?:blood|clots|pink|coffee ground)",
        r"\bblood\b[^.?!]{0,20}?\b(?:when|every time|each time|whenever) (?:i|he|she|we) (?:cough"
        r"|vomit|sick|spit)",
        r"\b(?:coughing|bringing|spitting|throwing|cough) up (?:\w+ )?(?:red|pink)\b",
        r"\b(?:coffee grounds?|pink froth\w*|frothy pink)\b",
    ),
    collapse=(
        r"\b(?:floppy|out cold|desplom\w+|dropped to the (?:floor|ground)|eyes (?:are )?rolling"
        r"|wont answer (?:me|us)|keep (?:her|his|my) eyes open)\b|\b(?:unconscious"
        r"|unresponsive(?! to)|passing out|blacking out|lifeless|limp and)\b",
        r"\b(?:wont|cant|not|isnt|doesnt|hard to) (?:\w+ ){0,3}(?:wak(?:e|ing)|rous(?:e|ed|ing)"
        r"|come round|respond(?:ing)?(?! to)|moving)\b",
        r"\b(?:cant|couldnt) (?:wake|rouse|get a response)\b|\bhalf awake\b|\bno pulse\b",
        r"\b(?:keeps?|going to|about to|nearly|almost|might|will) (?:\w+ )?(?:faint(?:ing)?"
        r"|pass(?:ing)? out|black(?:ing)? out|collaps(?:e|ing))\b",
        r"\b(?:has|have|ive|shes|hes) (?:just )?(?:collapsed|fainted|passed out|blacked out"
        r"|lost consciousness)\b(?! (?:lung|vertebra))",
        r"\b(?:feel|feeling|getting|going) (?:\w+ ){0,3}(?:faint|like (?:i|im) (?:will "
        r"|might )?(?:faint\w*|collaps\w+|pass\w* out))\b",
    ),
    brain=(
        r"\b(?:having|has|had|in) (?:a |another )?(?:seizure|fit|convulsion)s?(?! of| as"
        r"| for)\b[^.?!]{0,30}?",
        r"\b(?:is fitting|hes fitting|shes fitting|convulsing|foaming at|eyes (?:have |are )?rolled)\b",
        rf"\b(?:face|mouth|eyelid)\b{NEAR}\b(?:droop\w*|dropp?ed|hanging|twisted|gone down|lopsided"
        r"|fallen)\b",
        r"\bwords? (?:are |is )?(?:coming out )?(?:wrong|jumbled|funny|muddled|backwards)\b"
        r"|\b(?:cant|couldnt|stopped|unable to|lost) (?:speak|talk|speech|speaking)\b(?! (?:to|with"
        r"|about|for|english))",
        r"\b(?:gone|going|went) blind\b|\blost (?:her|his|my|the) (?:sight|vision|speech)\b"
        r"|\b(?:face|arm)\b[^.?!]{0,15}\b(?:numb|tingl\w+)\b[^.?!]{0,25}\b(?:arm|face|words?|speech"
        r"|heavy)\b|\btalking (?:rubbish|funny)\b",
        r"\b(?:slurr\w+|slurry|talking gibberish|talking nonsense|not making (?:any )?sense"
        r"|cant get (?:her|his|my) words)\b",
        rf"\b(?:one|left|right) side\b{NEAR}\b(?:weak|numb|dead|gone|paralys\w+|limp)\b"
        r"|\bcant (?:lift|raise|move) (?:\w+ )?arm\b",
        rf"\b(?:worst|sudden\w*|thunderclap) (?:\w+ ){{0,2}}headache\b"
        rf"|\bsudden\w*\b{NEAR}\b(?:cant see|lost (?:my )?(?:sight|vision)|blind)",
        rf"\bsudden\w*\b{NEAR}\b(?:doesnt know|confused|cant speak|cant talk)|\bseeing (?:things"
        r"|people) (?:who|that) (?:are|is)nt\b",
    ),
    spine=(
        r"\b(?:cant|no) (?:\w+ )?(?:feel|move|feeling in|movement in|stand on"
        r"|walk on) (?:\w+ ){0,2}(?:legs?|feet|arms?|side|hands?)\b",
        r"\b(?:legs?|feet)\b[^.?!]{0,25}?\b(?:dont work|wont work|not working|wont move|gave way"
        r"|given way|giving way|gone dead|paralys\w+|like jelly|gone weak)\b",
        r"\blegs?\b[^.?!]{0,20}?\b(?:going|getting) (?:weak|numb|dead)|\b(?:numb|dead|no feeling"
        r"|paralysed) from the waist\b",
        r"\b(?:lost|losing|no) control of (?:\w+ ){0,2}(?:bowels?|bladder|wee|pee)|\b(?:wet|wetting"
        r"|soiled|soiling|messed) (?:my|him|her)self\b",
        r"\bcant (?:feel|tell) when i (?:wee|pee|wipe|go)|\bcant (?:pee|wee|pass water)\b"
        r"|\b(?:havent|hasnt) been able to (?:wee|pee|move|feel)\b|\bcant (?:hold|control) (?:my "
        r"|her |his )?(?:poo|wee|pee|bowels?|bladder)\b|\bno feeling (?:below|in|from)\b"
        r"|\blegs?\b[^.?!]{0,15}\bfrom under\b|\bsaddle\b[^.?!]{0,10}\bnumb",
    ),
    infection=(
        r"\b(?:raging|spiking|very high|sky high) (?:a )?(?:temp|temperature|fever)\b|\b(?:temp"
        r"|temperature|fever|thermometer|feverish)\b(?! (?:of )?(?:hipec|the fluid"
        rf"|chemo))[^.?!]{{0,25}}?\b(?:{HOT})\b(?! (?:years|of us|patients|people))",
        rf"\b(?:{HOT}) ?(?:c|f|degrees|degree|°c?)? ?(?:\w+ )?(?:fever|temp|temperature)\b",
        r"\b(?:fever|feverish|high temp\w*|burning up|rigors?|shivering|shivers|shaking|the shakes"
        rf"|chills)\b{FAR}\b{CHEMO}",
        rf"\b{CHEMO}\b{FAR}\b(?:fever|feverish|high temp\w*|burning up|rigors?|shivering|shaking"
        r"|the shakes|chills|very hot)\b",
        r"\b(?:shivering|shaking)\b[^.?!]{0,20}?\b(?:so (?:hard|bad\w*)|uncontroll\w*|violently"
        r"|and cant stop|wont stop|all over|and my eyes)",
        r"\bteeth (?:are )?chattering\b|\bburning up(?! calories)\b|\b(?:think|have|got|getting"
        r"|is it) (?:\w+ )?sepsis\b",
    ),
    reaction=(
        rf"\b{THROAT}\b{FAR}\b(?:clos\w+|swell\w*|swollen|swelled|tightening|tight|bigger|huge"
        r"|itch\w*|puff\w*)\b",
        r"\b(?:swollen|swelling)\b[^.?!]{0,12}\b(?:throat|tongue|lips|airway)\b",
        r"\b(?:cant|hardly|barely|struggling to|unable to) swallow\b(?! (?:the (?:price|news|cost"
        r"|fact|idea)|pills|tablets|that))|\b(?:im|is|hes|shes|keeps) choking\b|^choking\b",
        r"\bwheez\w+\b[^.?!]{0,30}\b(?:rash|hives|drip|infusion|badly|tablet)|\b(?:rash"
        r"|hives)\b[^.?!]{0,40}\b(?:wheez|swallow|breath|swell)\w*",
        r"\banaphyla\w+\b[^.?!]{0,20}\b(?:now|think|having)|\b(?:having|think its) (?:an )?anaphyla\w+",
    ),
    overdose=(
        r"\b(?:took|taken|swallowed|drank|drunk|had|has had|used|given|gave|put on"
        rf"|necked)\b[^.?!]{{0,30}}?\b(?:too many|too much|double|twice|three times|\d+ times"
        r"|wrong dose of"
        r"|triple|extra|whole|entire|all|four|4|five|5|ten"
        rf"|\d\d)\b[^.?!]{{0,25}}?\b{PILLS}\b(?! (?:my|the) (?:doctor|nurse))",
        rf"\b(?:extra|two|double|\d) (?:\w+ )?(?:fentanyl|patch\w*|morphine)\b{FAR}\b(?:drowsy|sleepy"
        r"|wake|breath|funny)\w*",
        rf"\b{PILLS}\b{FAR}\b(?:too many|all of them|all at once|by mistake|drowsy)\b",
        r"\b(?:taken|took|swallowed) (?:an )?(?:overdose|the lot|them all|everything)\b|\b(?:has"
        r"|have|ive|hes|shes|just) (?:\w+ )?(?:overdosed|od(?:d|ed))\b",
        r"\bat once\b[^.?!]{0,30}\bbarely breathing\b",
    ),
    wound=(
        rf"\b(?:wound|scar|stitches|staples|incision|cut|operation site)\b{NEAR}\b(?:burst|split"
        rf"|opened|open|come (?:apart|undone|open)|gaping|popped)\b{FAR}"
        r"\b(?:see|stuff|things?|leaking|poking|inside|out|bowel|hanging|wide|belly|guts)\b",
        r"\b(?:bowels?|guts|intestines?|insides|something)\b[^.?!]{0,25}\b(?:hanging|poking|coming"
        r"|spilling|sticking) out\b",
        rf"\b{WORST}\b{NEAR}\b(?:tummy|belly|stomach|abdomen|abdominal)\b{FAR}\b(?:cant move|vomit\w*"
        r"|throwing|floor|sick|rigid|rock hard|burst|ruptured)\b",
        rf"\b(?:tummy|belly|stomach|abdomen)\b{NEAR}\b(?:rock hard|rigid|hard as|like a (?:board|rock))\b",
    ),
)

EVENT = table(
    collapse=(
        r"\b(?:collapsed(?! (?:lung|vertebra))|fainted|passed out|blacked out|lost consciousness"
        r"|keeled over|se (?:desmayo|cayo)|me desmaye)\b",
    ),
    bleeding=(
        r"\b(?:bled|haemorrhaged|sangro|sangre much\w+|started to bleed|started bleeding"
        r"|began to bleed)\b",
    ),
    blood_up=(
        r"\b(?:vomited|threw up|coughed up|coughed|was sick|brought up|puked"
        r"|spat)\b[^.?!]{0,20}\bblood\b|\b(?:vomito|tosio) sangre\b",
    ),
    brain=(r"\b(?:had|has had|tuvo) (?:a |another |una )?(?:seizure|fit|convulsion|stroke)\b(?! of)",),
    legs=(r"\blegs (?:gave|went)\b", r"\bspeech went\b"),
)

WEAK = table(
    unwell=(
        r"\b(?:so weak|cant lift|cant get (?:up|out of bed)|cant stand|agony|unreal|unbearable|raging"
        r"|all shaky|very ill|really ill|dangerously|scared)\b",
    ),
    parched=(
        r"\b(?:havent|hasnt|not) (?:\w+ )?(?:drunk|drank|eaten|kept)\b|\bsandpaper\b"
        r"|\bkeeps? (?:being sick|vomiting|throwing up)\b",
    ),
    tingling=(r"\blegs?\b[^.?!]{0,15}\b(?:tingl\w+|numb)\b|\bthighs? (?:feel|are|is|gone) numb\b",),
    faint=(
        r"\b(?:faint|dizzy|light ?headed|woozy|wobbly|clammy|going grey|gone grey|mareada?|palida?"
        r"|cold sweats?|black round|sweating)\b",
    ),
    confused=(
        r"\b(?:confused|delirious|disorientated|disoriented|seeing (?:things|people)"
        r"|doesnt know (?:me|who|what day|where)|hallucinat\w+"
        r"|very sleepy|so sleepy|so drowsy|very drowsy|confundid\w|desorientad\w|no me reconoce)\b",
    ),
    dry=(
        r"\bcant keep (?:\w+ ){0,3}down\b|\bbeen sick (?:\d+|twenty|ten|loads|all)\b|\bdehydrated\b"
        r"|\bvomiting (?:all|non|every|for|since)\b",
        r"\b(?:no wee|no pee|hasnt (?:weed|peed|passed)|havent (?:weed|peed|passed)|no urine"
        r"|wee is (?:\w+ )?brown|no orina|not (?:weed|peed))\b",
        r"\bno retiene nada\b|\bcant stop (?:vomiting|being sick)\b",
    ),
    bleeding=(r"\b(?:bleeding|bleed|blood|sangrando|sangro|hemorragia|bright red)\b",),
    through=(r"\b(?:gone|going|went|goes|soaked) (?:right )?through\b|\b(?:sheets|nightdress|mattress)\b",),
    clot_leg=(
        r"\b(?:leg|calf|thigh|ankle|arm|pierna)\b[^.?!]{0,30}\b(?:double|purple|swelled|swollen"
        r"|swelling|hot|huge|massive|balloon|hinchada)\b",
    ),
    puffing=(r"\b(?:puffing|wheezing|wheezy|breathing fast|puffed)\b",),
    racing=(r"\b(?:heart|pulse)\b[^.?!]{0,15}\b(?:racing|pounding|fluttering|1[2-9]\d)\b",),
    shivery=(
        r"\b(?:shivering|shivery|shakes|shaking|rigors?|hot and cold|shaky and hot|all shaky|fever"
        r"|feverish|temblando|fiebre|temp 3[45])\b",
    ),
    pus=(
        r"\bflushed\b[^.?!]{0,15}\b(?:port|line|picc)\b",
        r"\b(?:port|line|picc|wound|scar)\b[^.?!]{0,25}\b(?:pus|oozing|red hot|smells?)\b",
        r"\bchemo on\b",
    ),
    cord=(
        r"\b(?:awful|terrible|severe|bad) back pain\b|\bback is (?:in )?agony\b",
        r"\blegs? (?:is |are )?(?:weak|going weak|heavy)\b",
    ),
)
