"""The support desk's own words, in English and Spanish. They describe the work and make no medical claim."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


@dataclass(frozen=True, kw_only=True)
class DeskTexts:
    """Every word of the desk's page. Braces are filled with ``str.format``; the script uses ``js_`` texts."""

    title: str
    lead: str
    private: str
    comment_label: str
    comment_hint: str
    find: str
    case_title: str
    reply_title: str
    urgent_title: str
    urgent_text: str
    personal_tag: str
    personal_text: str
    source_tag: str
    no_source_tag: str
    left_out: str
    identifiers_title: str
    identifiers_text: str
    kinds: dict[str, str] = field(hash=False)
    """What an identifier is, by its kind."""
    question_label: str
    about_label: str
    about_hint: str
    merge: str
    drop: str
    nothing_left: str
    add_label: str
    add: str
    evidence: str
    use: str
    alternatives_one: str
    alternatives_many: str
    no_evidence: str
    correction_goes_along: str
    reply_language: str
    draft_label: str
    draft_hint: str
    check_title: str
    all_known: str
    foreign_one: str
    foreign_many: str
    changed_one: str
    changed_many: str
    repeats: str
    labels: dict[str, str] = field(hash=False)
    labelled_title: str
    confirm: str
    copy_plain: str
    copy_markdown: str
    copy_html: str
    save: str
    approve: str
    keep_gap: str
    kept_title: str
    kept_off: str
    kept_none: str
    kept_on: str
    states: dict[str, str] = field(hash=False)
    stale: dict[str, str] = field(hash=False)
    fresh: str
    stale_tag: str
    use_again: str
    delete_one: str
    delete_all: str
    delete_sure: str
    gaps_title: str
    gaps_lead: str
    gaps_none: str
    many_title: str
    many_lead: str
    many_file: str
    many_form: str
    many_start: str
    many_done_one: str
    many_done: str
    many_download: str
    many_problem: str
    js_working: str
    js_found: str
    js_ready: str
    js_copied: str
    js_copy_failed: str
    js_lost: str
    js_new_tab: str
    js_saved: str
    js_deleted: str
    js_empty: str
    js_progress: str

    @property
    def script_words(self) -> dict[str, str]:
        """The texts for the script, as data attributes of the status line."""
        names = [f.name for f in fields(self) if f.name.startswith("js_")]
        return {f"data_{name.removeprefix('js_')}": getattr(self, name) for name in names}


ENGLISH = DeskTexts(
    title="Support desk",
    lead="Paste a comment from the forum. You get the questions in it, what the documents say on "
    "each, and a reply "
    "to check. You choose every quote.",
    private="Nothing is kept unless you save it. Do not send a reply that you have not read.",
    comment_label="The comment",
    comment_hint="Paste it as it is. Names and numbers are pointed out so that you do not repeat them.",
    find="Find the questions",
    case_title="Questions and evidence",
    reply_title="Your reply",
    urgent_title="Needs a person now",
    urgent_text="This comment may tell of an emergency. Follow your house rules first. The reply asks the "
    "writer to get help.",
    personal_tag="Needs a person: personal advice",
    personal_text="The writer asks what is right for one person. Quotes can only be general.",
    source_tag="Quotes found",
    no_source_tag="No source",
    left_out="The comment asks more than is shown. Add the missing questions below.",
    identifiers_title="Do not repeat these in public",
    identifiers_text="The comment holds what may show who someone is:",
    kinds={
        "name": "name",
        "phone": "phone",
        "email": "e-mail",
        "date_of_birth": "date of birth",
        "address": "address",
        "record_number": "record number",
    },
    question_label="Question {number}",
    about_label="What question {number} is about",
    about_hint="Fill this in when the question does not name its subject.",
    merge="Merge with the one above",
    drop="Drop",
    nothing_left="No question is left. Add one below.",
    add_label="Another question",
    add="Add this question",
    evidence="Evidence for question {number}",
    use="Use quote {number} of question {question}",
    alternatives_one="1 more place to choose from",
    alternatives_many="{count} more places to choose from",
    no_evidence="The documents hold no answer to this.",
    correction_goes_along="A later note changes this quote. The note goes along with it:",
    reply_language="Greeting and closing in",
    draft_label="Text of the reply",
    draft_hint="You can edit it. Your own words will be marked as yours, also in the copy.",
    check_title="Check before copying",
    all_known="Every sentence is a template or a quote.",
    foreign_one="1 sentence is your own. It is from no source:",
    foreign_many="{count} sentences are your own. They are from no source:",
    changed_one="1 sentence is left of a quote that was changed. Put the quote back or take it out:",
    changed_many="{count} sentences are left of quotes that were changed. Put the quotes back or take them "
    "out:",
    repeats="The reply repeats this from the comment:",
    labels={"template": "Template", "quote": "Quote", "staff": "Your words", "changed": "Changed quote"},
    labelled_title="Whose words these are",
    confirm="I have read what is my own and it may go out.",
    copy_plain="Copy as plain text",
    copy_markdown="Copy as Markdown",
    copy_html="Copy as HTML",
    save="Save as draft",
    approve="Save as approved, to use again",
    keep_gap="Keep for the list of gaps",
    kept_title="Saved replies",
    kept_off="Saving is off. To turn it on, start the program with --save-drafts and a file name.",
    kept_none="Nothing is saved.",
    kept_on="Saved in {file} on this computer. The comments are not saved.",
    states={"draft": "Draft", "approved": "Approved"},
    stale={
        "document_gone": "a document it quotes is gone",
        "words_changed": "the quoted words have changed",
        "document_changed": "the document has changed; the quoted words are still there",
    },
    fresh="The sources still say this",
    stale_tag="Check again",
    use_again="Use again",
    delete_one="Delete",
    delete_all="Delete all that is saved",
    delete_sure="Press again to delete all",
    gaps_title="Questions without a source",
    gaps_lead="Only those you kept. Alike ones stand together: what the documents should cover next.",
    gaps_none="No questions are kept.",
    many_title="Many comments at once",
    many_lead="Choose a CSV file with a column “comment”, or a JSON Lines file. Each reply must be read "
    "before it is sent.",
    many_file="File of comments",
    many_form="Get the replies as",
    many_start="Draft all replies",
    many_done_one="1 reply is drafted.",
    many_done="{count} replies are drafted.",
    many_download="Save the replies to a file",
    many_problem="Line {line}: {reason}",
    js_working="Working…",
    js_found="Questions found: {count}.",
    js_ready="The reply is up to date.",
    js_copied="Copied.",
    js_copy_failed="Your browser did not let this page copy. Mark the text and copy it by hand.",
    js_lost="This page could not reach the program. Check that it still runs, then try again.",
    js_new_tab="opens in a new tab",
    js_saved="Saved.",
    js_deleted="Deleted.",
    js_empty="Please paste a comment first.",
    js_progress="{done} of {total} comments",
)

SPANISH = DeskTexts(
    title="Mesa de ayuda",
    lead="Pegue un comentario del foro. Verá las preguntas que contiene, lo que dicen los "
    "documentos sobre cada una y "
    "una respuesta para revisar. Usted elige cada cita.",
    private="No se guarda nada si usted no lo guarda. No envíe una respuesta que no haya leído.",
    comment_label="El comentario",
    comment_hint="Péguelo tal cual. Se señalan los nombres y números para que no los repita.",
    find="Buscar las preguntas",
    case_title="Preguntas y citas",
    reply_title="Su respuesta",
    urgent_title="Necesita a una persona ya",
    urgent_text="Este comentario puede hablar de una emergencia. Siga primero las reglas de su casa. La "
    "respuesta pide "
    "que busque ayuda.",
    personal_tag="Necesita a una persona: consejo personal",
    personal_text="Se pregunta qué es lo mejor para una persona. Las citas solo pueden ser generales.",
    source_tag="Hay citas",
    no_source_tag="Sin fuente",
    left_out="El comentario pregunta más de lo que se muestra. Añada abajo lo que falta.",
    identifiers_title="No repita esto en público",
    identifiers_text="El comentario contiene datos que pueden mostrar quién es alguien:",
    kinds={
        "name": "nombre",
        "phone": "teléfono",
        "email": "correo electrónico",
        "date_of_birth": "fecha de nacimiento",
        "address": "dirección",
        "record_number": "número de historia",
    },
    question_label="Pregunta {number}",
    about_label="De qué trata la pregunta {number}",
    about_hint="Rellénelo si la pregunta no nombra su tema.",
    merge="Unir con la anterior",
    drop="Quitar",
    nothing_left="No queda ninguna pregunta. Añada una abajo.",
    add_label="Otra pregunta",
    add="Añadir esta pregunta",
    evidence="Citas para la pregunta {number}",
    use="Usar la cita {number} de la pregunta {question}",
    alternatives_one="1 lugar más para elegir",
    alternatives_many="{count} lugares más para elegir",
    no_evidence="Los documentos no responden a esto.",
    correction_goes_along="Una nota posterior cambia esta cita. La nota va con ella:",
    reply_language="Saludo y cierre en",
    draft_label="Texto de la respuesta",
    draft_hint="Puede cambiarlo. Sus palabras se marcarán como suyas, también en la copia.",
    check_title="Revisar antes de copiar",
    all_known="Cada frase es una plantilla o una cita.",
    foreign_one="1 frase es suya. No viene de ninguna fuente:",
    foreign_many="{count} frases son suyas. No vienen de ninguna fuente:",
    changed_one="1 frase es lo que queda de una cita cambiada. Devuelva la cita o quítela:",
    changed_many="{count} frases son lo que queda de citas cambiadas. Devuelva las citas o quítelas:",
    repeats="La respuesta repite esto del comentario:",
    labels={"template": "Plantilla", "quote": "Cita", "staff": "Sus palabras", "changed": "Cita cambiada"},
    labelled_title="De quién son las palabras",
    confirm="He leído lo que es mío y puede salir.",
    copy_plain="Copiar como texto",
    copy_markdown="Copiar como Markdown",
    copy_html="Copiar como HTML",
    save="Guardar como borrador",
    approve="Guardar como aprobada, para usarla otra vez",
    keep_gap="Anotar en la lista de lo que falta",
    kept_title="Respuestas guardadas",
    kept_off="No se guarda nada. Para poder guardar, inicie el programa con --save-drafts y un archivo.",
    kept_none="No hay nada guardado.",
    kept_on="Se guarda en {file} en esta computadora. Los comentarios no se guardan.",
    states={"draft": "Borrador", "approved": "Aprobada"},
    stale={
        "document_gone": "ya no está un documento que cita",
        "words_changed": "las palabras citadas han cambiado",
        "document_changed": "el documento ha cambiado; las palabras citadas siguen ahí",
    },
    fresh="Las fuentes aún dicen esto",
    stale_tag="Revisar otra vez",
    use_again="Usar otra vez",
    delete_one="Borrar",
    delete_all="Borrar todo lo guardado",
    delete_sure="Pulse otra vez para borrar todo",
    gaps_title="Preguntas sin fuente",
    gaps_lead="Solo las que usted anotó. Las parecidas van juntas: lo que los documentos deberían tratar.",
    gaps_none="No hay preguntas anotadas.",
    many_title="Muchos comentarios a la vez",
    many_lead="Elija un archivo CSV con una columna “comment”, o un archivo JSON Lines. Lea cada "
    "respuesta antes de enviarla.",
    many_file="Archivo de comentarios",
    many_form="Recibir las respuestas como",
    many_start="Preparar todas las respuestas",
    many_done_one="Hay 1 respuesta preparada.",
    many_done="Hay {count} respuestas preparadas.",
    many_download="Guardar las respuestas en un archivo",
    many_problem="Línea {line}: {reason}",
    js_working="Trabajando…",
    js_found="Preguntas encontradas: {count}.",
    js_ready="La respuesta está al día.",
    js_copied="Copiado.",
    js_copy_failed="Su navegador no dejó copiar. Marque el texto y cópielo a mano.",
    js_lost="Esta página no pudo llegar al programa. Vea si sigue abierto y pruebe otra vez.",
    js_new_tab="se abre en otra pestaña",
    js_saved="Guardado.",
    js_deleted="Borrado.",
    js_empty="Pegue primero un comentario.",
    js_progress="{done} de {total} comentarios",
)

DESK_TEXTS = {"en": ENGLISH, "es": SPANISH}
