"""Everything the program says in its own voice, in one reviewed place, in English and Spanish.

No sentence here makes a medical claim: they say what the program did, what the sources hold or lack, and
whom to turn to. ``tests/chatbot/test_messages.py`` holds them to reading grade 6.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "es")
"""Languages the program speaks; others get English and a ``language`` notice."""

_MESSAGES: Mapping[str, Mapping[str, str]] = {
    "notice.urgent": {
        "en": "This may be an emergency. Please call your local emergency number now, or go to the nearest"
        " emergency room. In the US call 911, in the UK 999, in Europe 112. If you think of ending your life,"
        " call or text 988 in the US, or call Samaritans on 116 123 in the UK. Tell them about your cancer and your"
        " treatment. This program cannot help in an emergency.",
        "es": "Esto puede ser una emergencia. Llame ya al número de emergencias de su país o vaya a urgencias. En"
        " EE. UU. llame al 911, en España y Europa al 112. Si piensa en quitarse la vida, llame o escriba al 988 en"
        " EE. UU. o llame al 024 en España. Diga que tiene cáncer y qué tratamiento recibe. Este programa no puede"
        " ayudar en una emergencia.",
    },
    "notice.personal_advice": {
        "en": "This program cannot say what is right for you. It only shows what the sources say in general. Please"
        " ask your own care team. They know your case.",
        "es": "Este programa no puede decir qué es lo mejor para usted. Solo muestra lo que dicen las fuentes en"
        " general. Pregunte a su equipo médico. Ellos conocen su caso.",
    },
    "notice.superseded": {
        "en": "One of these quotes is no longer up to date. The editor's note shown with it says what changed.",
        "es": "Una de estas citas ya no está al día. La nota del editor que la acompaña dice qué cambió.",
    },
    "notice.dated": {
        "en": "Some of these words are old ({dates}). Things may have changed since then. Ask your care team what is true now.",
        "es": "Algunas de estas palabras son antiguas ({dates}). Puede que algo haya cambiado. Pregunte a su equipo"
        " médico qué vale hoy.",
    },
    "notice.sources_differ": {
        "en": "The sources do not give the same answer here. They are shown side by side.",
        "es": "Las fuentes no dicen lo mismo. Se muestran una al lado de la otra.",
    },
    "notice.list_missing": {
        "en": "The source names a list here, but the list is missing from our copy of it.",
        "es": "La fuente anuncia aquí una lista, pero la lista falta en nuestra copia.",
    },
    "notice.language": {
        "en": "The sources are in English, so the quotes stay in English, as they were written. This program speaks only"
        " English and Spanish.",
        "es": "Las fuentes están en inglés. Por eso las citas quedan en inglés, tal como se escribieron.",
    },
    "notice.reference_missing": {
        "en": "A quote points to a study by a number. Our copy of the source does not say which study it is.",
        "es": "Una cita remite a un estudio por su número, pero nuestra copia de la fuente no dice cuál es.",
    },
    "notice.truncated": {
        "en": "You asked more than {limit} questions at once. The first {limit} are answered here. Please ask the rest again.",
        "es": "Usted hizo más de {limit} preguntas a la vez. Aquí se responden las primeras {limit}. Vuelva a hacer las demás.",
    },
    "missing.unrelated": {
        "en": "These sources are about sarcomas of the womb and of other soft tissue. They say nothing on this.",
        "es": "Estas fuentes tratan de los sarcomas de útero y de otros tejidos blandos. No dicen nada sobre esta pregunta.",
    },
    "missing.not_covered": {
        "en": "I looked for {terms}. These sources do not answer this question.",
        "es": "Busqué {terms}. Estas fuentes no responden a esta pregunta.",
    },
    "missing.not_covered_plain": {
        "en": "I looked through all the sources. They do not answer this question.",
        "es": "Busqué en todas las fuentes. No responden a esta pregunta.",
    },
    "missing.list": {
        "en": "I looked for {terms}. The source “{title}” names a list on this, but the list is missing from our copy.",
        "es": "Busqué {terms}. La fuente «{title}» anuncia una lista sobre esto, pero la lista falta en nuestra copia.",
    },
    "missing.evidence": {
        "en": "I looked for {terms}. The source “{title}” names this evidence, but what it found is missing from our copy.",
        "es": "Busqué {terms}. La fuente «{title}» nombra estos datos, pero el resultado falta en nuestra copia.",
    },
    "missing.study": {
        "en": "I looked for {terms}. The sources name a study on this in a list of references, but do not say what it found.",
        "es": "Busqué {terms}. Las fuentes nombran un estudio sobre esto en sus referencias, pero no dicen qué encontró.",
    },
    "missing.visitor": {
        "en": "I looked for {terms}. A visitor asked something like this in a comment, but the sources hold no answer to it.",
        "es": "Busqué {terms}. Una persona preguntó algo así en un comentario, pero las fuentes no lo responden.",
    },
    "missing.other_disease": {
        "en": "These sources are about sarcomas. They do not answer questions on {disease}.",
        "es": "Estas fuentes tratan de los sarcomas. No responden preguntas sobre {disease}.",
    },
    "missing.language": {
        "en": "I could not find an answer to this in the sources. They are in English. It may help to ask in English or Spanish.",
        "es": "No encontré una respuesta en las fuentes. Están en inglés. Puede ayudar preguntar en inglés.",
    },
    "missing.no_question": {
        "en": "I did not find a question in this text. Please ask in your own words.",
        "es": "No encontré una pregunta en este texto. Pregunte con sus propias palabras.",
    },
    "missing.turn_to": {
        "en": "Your care team is the right place to ask.",
        "es": "Su equipo médico es a quien conviene preguntar.",
    },
    "refer.urgent": {
        "en": "Please get help first. You can come back to this later.",
        "es": "Primero busque ayuda. Puede volver a esto más tarde.",
    },
}


def message(key: str, language: str, **fields: str) -> str:
    """Return the message ``key`` in ``language`` (English where the program does not speak it).

    Raises:
        KeyError: if there is no such message or a field it needs is not given.
    """
    texts = _MESSAGES[key]
    text = texts.get(language, texts["en"])
    for name, value in fields.items():
        text = text.replace("{" + name + "}", value)
    return text


def message_keys() -> tuple[str, ...]:
    """Return every message key, sorted."""
    return tuple(sorted(_MESSAGES))
