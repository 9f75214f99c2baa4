"""How each voice is called on pages and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

_LABELS: Mapping[str, Mapping[str, str]] = {
    "publisher": {"en": "The publisher's text", "es": "Texto de la publicación"},
    "clinician": {"en": "A doctor, interviewed", "es": "Una médica, entrevistada"},
    "staff": {
        "en": "Hospital staff, in reply to a visitor",
        "es": "Personal del hospital, en respuesta a una persona",
    },
    "editor": {"en": "Editor's note", "es": "Nota del editor"},
    "advocate": {"en": "Patient advocates", "es": "Defensores de pacientes"},
    "visitor": {"en": "A visitor's comment", "es": "Comentario de una persona"},
}


def voice_label(voice: str, language: str) -> str:
    """Return the label of ``voice`` (a value of ``ingest.structure.Voice``) in ``language`` or English."""
    labels = _LABELS[voice]
    return labels.get(language, labels["en"])
