"""What can go wrong at the desk, as one sentence in each language of the program.

An error carries the key of its sentence. On the command line it says it in English; the page says it in its
own language.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.errors import AsWrittenError

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "no_words": {
        "en": "There are no words to read here. Please type some.",
        "es": "Aquí no hay palabras que leer. Por favor, escriba algunas.",
    },
    "too_long": {
        "en": "That is too much text for this page. Please keep it under {limit} letters.",
        "es": "Es demasiado texto para esta página. Use menos de {limit} letras.",
    },
    "comment_long": {
        "en": "the comment is too long; keep it under {limit} letters.",
        "es": "el comentario es demasiado largo; use menos de {limit} letras.",
    },
    "many_questions": {
        "en": "A reply takes at most {limit} questions. Please drop or merge some.",
        "es": "Una respuesta admite como máximo {limit} preguntas. Quite o una algunas.",
    },
    "quote_changed": {
        "en": "A quote in this reply was changed. Put it back or take it out.",
        "es": "Se cambió una cita de esta respuesta. Devuélvala como estaba o quítela.",
    },
    "saving_off": {
        "en": "Saving is off. To turn it on, start the program with --save-drafts and a file name.",
        "es": "No se guarda nada. Para poder guardar, inicie el programa con --save-drafts y un archivo.",
    },
    "draft_gone": {
        "en": "This saved reply is not there any more. Paste the comment again to go on.",
        "es": "Esta respuesta guardada ya no está. Pegue otra vez el comentario para seguir.",
    },
    "draft_unread": {
        "en": "This saved reply cannot be opened. You can still read it and copy it.",
        "es": "No se puede abrir esta respuesta guardada. Aún puede leerla y copiarla.",
    },
    "drafts_unwritable": {
        "en": "{path} cannot be written ({reason}). Choose another file for drafts.",
        "es": "No se puede escribir en {path} ({reason}). Elija otro archivo para las respuestas.",
    },
    "drafts_foreign": {
        "en": "{path} is another program's database. Choose a new file for drafts.",
        "es": "{path} es la base de datos de otro programa. Elija otro archivo para las respuestas.",
    },
    "drafts_broken": {
        "en": "{path} cannot be used for drafts ({reason}). Choose another file.",
        "es": "{path} no sirve para guardar respuestas ({reason}). Elija otro archivo.",
    },
    "kind_unknown": {
        "en": "{name} is neither .csv nor .jsonl. Give a file with one of these endings.",
        "es": "{name} no es .csv ni .jsonl. Dé un archivo con una de estas terminaciones.",
    },
    "no_file": {
        "en": "There is no file {path}. Give a .csv or .jsonl file of comments.",
        "es": "No existe el archivo {path}. Dé un archivo .csv o .jsonl con comentarios.",
    },
    "replies_unwritable": {
        "en": "{path} cannot be written. Give a file name in a folder you may write to.",
        "es": "No se puede escribir en {path}. Dé un nombre de archivo en una carpeta donde pueda escribir.",
    },
    "replies_same": {
        "en": "{path} is the input too. Give another file for the replies.",
        "es": "{path} es también la entrada. Dé otro archivo para las respuestas.",
    },
    "replies_failed": {
        "en": "{path} cannot be written ({reason}). Choose another place.",
        "es": "No se puede escribir en {path} ({reason}). Elija otro lugar.",
    },
    "no_column": {
        "en": 'The table has no column "comment". Name the column so in the first line.',
        "es": 'La tabla no tiene una columna "comment". Ponga ese nombre en la primera línea.',
    },
    "many_comments": {
        "en": "This page takes at most {limit} comments at once. For more, use the command: aswritten draft",
        "es": "Esta página acepta como máximo {limit} comentarios a la vez. Para más, use la orden: "
        "aswritten draft",
    },
    "line_json": {
        "en": "not JSON; write one object a line.",
        "es": "no es JSON; escriba un objeto por línea.",
    },
    "line_field": {
        "en": 'no "comment"; write {shape}.',
        "es": 'falta "comment"; escriba {shape}.',
    },
    "line_row": {
        "en": "not a row of a table ({reason}); check its quotation marks.",
        "es": "no es una fila de una tabla ({reason}); revise sus comillas.",
    },
    "line_cells": {
        "en": "the row has no comment; check its columns.",
        "es": "la fila no tiene comentario; revise sus columnas.",
    },
    "line_bytes": {
        "en": "not UTF-8; save the file as UTF-8.",
        "es": "no es UTF-8; guarde el archivo como UTF-8.",
    },
    "line_empty": {
        "en": "the comment is empty; fill it or remove the line.",
        "es": "el comentario está vacío; rellénelo o quite la línea.",
    },
    "request_unread": {
        "en": "The page could not be read. Load it again.",
        "es": "No se pudo leer la página. Vuelva a cargarla.",
    },
    "upload_unread": {
        "en": "The file could not be read. Choose it again.",
        "es": "No se pudo leer el archivo. Elíjalo otra vez.",
    },
}


class DeskError(AsWrittenError):
    """Something at the desk that a person can put right; ``str`` gives its sentence in English."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(desk_sentence(key, "en", **values))
        self._key = key
        self._values = values

    def sentence(self, language: str) -> str:
        """What to tell a reader of ``language``."""
        return desk_sentence(self._key, language, **self._values)


def desk_sentence(key: str, language: str, **values: object) -> str:
    """Return the sentence ``key`` in ``language``, its braces filled."""
    return _SENTENCES[key][language].format(**values)


def desk_sentence_keys() -> tuple[str, ...]:
    """Every key of a sentence."""
    return tuple(_SENTENCES)
