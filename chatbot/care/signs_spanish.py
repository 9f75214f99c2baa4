"""Bodily signs of an emergency in everyday Spanish, over folded text (no accents); see ``signs.py``."""

from __future__ import annotations

from chatbot.care.wording import FAR, HOT, table

STRONG_SPANISH = table(
    respiracion=(
        r"\bno (?:puedo|puede|logro|logra|podemos) (?:\w+ ){0,2}(?:respirar|tragar)\b|\b(?:me|le"
        r"|nos) falta (?:\w+ ){0,2}(?:el )?aire\b",
        r"\b(?:me|se) (?:estoy |esta )?ahog(?:o|a|ando)\b|\b(?:me|le) cuesta (?:\w+ )?respirar\b"
        r"|\brespira (?:raro|mal|muy|con)\b",
        r"\b(?:labios|cara|dedos)\b[^.?!]{0,15}\b(?:morad\w+|azul\w*)\b|\bdificultad para respirar\b"
        r"|\bfalta de aire\b|\bno respira\b",
    ),
    pecho=(
        r"\b(?:dolor|opresion|presion|punzada)\b[^.?!]{0,20}\b(?:en el |del? )?pecho\b"
        r"|\bpecho\b[^.?!]{0,15}\b(?:duele|aprieta|oprime|arde)\b",
        r"\b(?:duele|aprieta)\b[^.?!]{0,12}\bel pecho\b|\bestoy? (?:teniendo|dando) un infarto\b"
        r"|\b(?:le|me) esta dando un (?:infarto|derrame|ataque)",
    ),
    sangre=(
        r"\bsangr(?:o|a|ando)\b[^.?!]{0,40}\b(?:much\w+|no para|no se detiene|empap\w+|coagulos"
        r"|mare\w+|sin parar|demasiado|a chorros)",
        r"\bsangre\b[^.?!]{0,10}\ba chorros\b|\bno (?:para|deja|paro|dejo) de sangrar\b"
        r"|\bmucha sangre\b|\bcharco de sangre\b|\bsangra (?:la|mi|su) \w+",
        r"\bempap\w+\b[^.?!]{0,25}\b(?:toallas?|compresas?|sabanas?|ropa)|\bcoagulos (?:enormes"
        r"|grandes)\b|\btengo (?:una )?hemorragia\b",
        r"\b(?:vomit|tos|escup)(?:o|a|e|iendo|ando)\b[^.?!]{0,15}\bsangre\b"
        r"|\bsangre\b[^.?!]{0,12}\b(?:al toser|al vomitar|cuando to)",
        r"\bhemorragia\b[^.?!]{0,20}\b(?:no para|fuerte|ahora)",
    ),
    desmayo=(
        r"\b(?:se acaba de|me acabo de|voy a|se va a) (?:desmay\w+|caer)\b|\b(?:esta "
        r"|quedo )?inconsciente\b|\bno (?:despierta|reacciona|responde(?! a))\b",
        r"\bconvulsionando\b|\besta teniendo (?:una )?(?:convulsion\w*|ataque)\b"
        r"|\bperdio el conocimiento\b|\bme desmayo\b|\bse desmaya\b",
        r"\b(?:cara|boca)\b[^.?!]{0,20}\b(?:torcid\w+|caid\w+|torcio|cayo)\b|\b(?:torcio"
        r"|cayo)\b[^.?!]{0,12}\b(?:cara|boca)\b|\bno habla bien\b",
        r"\b(?:perdi|perdio) (?:la )?(?:fuerza|sensibilidad|habla|vista)\b|\bno (?:controlo|controla"
        r"|aguanto) la orina\b|\bno (?:siento|siente|puedo mover"
        r"|puede mover) (?:\w+ ){0,2}(?:piernas?|brazos?|pies)\b|\bme orine encima\b|\bhabla raro\b",
    ),
    fiebre=(
        rf"\b(?:fiebre|temperatura|calentura|termometro)\b[^.?!]{{0,25}}\b(?:{HOT})\b(?! anos)"
        rf"|\b(?:{HOT}) (?:grados )?de (?:fiebre|temperatura|calentura)\b",
        rf"\b(?:fiebre|escalofrios|temblando|calentura)\b{FAR}\bquimio|\bquimio\w*\b{FAR}\b(?:fiebre"
        r"|escalofrios|temblando|calentura)\b",
        r"\b(?:fiebre|temblando)\b[^.?!]{0,20}\bescalofrios\b|\bescalofrios\b[^.?!]{0,20}\bfiebre\b",
    ),
    reaccion=(
        r"\b(?:garganta)\b[^.?!]{0,15}\b(?:cierra|cerrando|hinch\w+)|\b(?:cierra"
        r"|cerrando)\b[^.?!]{0,10}\bgarganta\b",
        r"\b(?:lengua|labios)\b[^.?!]{0,20}\bhinchad\w+|\bhinchad\w+\b[^.?!]{0,10}\b(?:lengua"
        r"|labios)|\bhinch\w+ (?:la lengua|los labios|la garganta)",
        r"\b(?:tome|tomo|tomado|trago)\b[^.?!]{0,20}\b(?:demasiad\w+|todas|todo el|muchas"
        r"|doble)\b[^.?!]{0,20}\b(?:pastillas?|morfina|medicina|frasco|parches)",
        r"\bsobredosis\b[^.?!]{0,20}\b(?:tome|tomo|ahora)|\b(?:tome|tomo) (?:una )?sobredosis\b",
        r"\b(?:herida|puntos|cicatriz)\b[^.?!]{0,25}\b(?:abrio|abierta"
        r"|abrieron)\b[^.?!]{0,40}\b(?:dentro|intestino|sale|ve)\b"
        r"|\babrio la herida\b[^.?!]{0,40}\bdentro\b",
    ),
)
