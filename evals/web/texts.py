"""The words of the bench, English and Spanish. One field a text; braces are filled with ``str.format``.

Names and explanations of measures, conditions and kinds stay English: they are those of the reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class BenchTexts:
    """Every word the bench shows of its own, in one language."""

    title: str
    lead: str
    runs_title: str
    runs_none: str
    run: str
    started: str
    held: str
    on_set: str
    start_title: str
    start_note: str
    set_label: str
    condition_label: str
    start_button: str
    own_title: str
    own_note: str
    own_label: str
    own_file: str
    own_button: str
    own_name: str
    own_large: str
    busy: str
    no_index: str
    not_shipped: str
    began: str
    problems_one: str
    problems_many: str
    problem_line: str
    more_problems: str
    asking: str
    measuring: str
    done: str
    failed: str
    stopped: str
    stop: str
    open_run: str
    lost: str
    no_progress: str
    compare_title: str
    compare_note: str
    compare_a: str
    compare_b: str
    compare_button: str
    compare_lead: str
    difference: str
    p_value: str
    won: str
    tied: str
    lost_count: str
    which: str
    a_better: str
    b_better: str
    none: str
    swap: str
    measures_title: str
    measures_note: str
    measures_more: str
    measure: str
    value: str
    interval: str
    questions: str
    fitted: str
    pictures_title: str
    kinds_title: str
    kind: str
    questions_title: str
    questions_none: str
    other_results: str
    made_title: str
    back_bench: str
    back_run: str
    asked_before: str
    expected: str
    came_out: str
    sureness: str
    notice: str
    facets_title: str
    said: str
    missing: str
    lost_in: str
    others: str
    shown_title: str
    no_quote: str
    score: str
    sources_title: str
    sources_legend: str
    marks: Mapping[str, str] = field(hash=False)
    marks_one_enough: str
    other_corpus: str
    excerpt: str
    open_source: str
    note: str
    avoid_title: str
    missing_title: str
    next_missed: str
    sets: Mapping[str, str] = field(hash=False)
    verdicts: Mapping[str, str] = field(hash=False)
    stages: Mapping[str, str] = field(hash=False)


ENGLISH = BenchTexts(
    title="The evaluator's bench",
    lead="How well does the program answer? Run a set of questions with known answers, read the measures, "
    "and follow every missed answer to the step that lost it.",
    runs_title="Latest runs",
    runs_none="There is no run yet. Start one below, or in the terminal: python -m evals run",
    run="Run",
    started="Started",
    held="Results",
    on_set="{title} on {set}",
    start_title="Start a run",
    start_note="One run at a time. It uses this machine's power, so answers on the other pages slow down. "
    "The run is kept in {folder}.",
    set_label="Question set",
    condition_label="What to ask",
    start_button="Start the run",
    own_title="Your own set",
    own_note="One JSON object a line, in the format of evals/questions/README.md. The set is checked first. "
    "Its questions are kept in the run's file on this machine, and nowhere else.",
    own_label="Questions as JSON Lines",
    own_file="Choose a file",
    own_button="Check and run my set",
    own_name="Name of the set",
    own_large="The set is too large. Give at most {limit} letters.",
    busy="A run is under way. Wait for it to end, or stop it.",
    no_index="This server answers without an index, so nothing can be measured here.",
    not_shipped="There is no such question set here. Choose one of the list.",
    began="The run has begun.",
    problems_one="Nothing was run: there is one mistake in the set.",
    problems_many="Nothing was run: there are {count} mistakes in the set.",
    problem_line="Line {line}: {message}",
    more_problems="And {count} more.",
    asking="Asking the questions of {set}",
    measuring="Measuring, and asking again to see whether the answers stay the same",
    done="The run is done.",
    failed="The run failed. The server's terminal says why.",
    stopped="The run was stopped; nothing was kept.",
    stop="Stop the run",
    open_run="Open the run",
    lost="The server does not answer. The run goes on if the server does; load the page again.",
    no_progress="No run is under way.",
    compare_title="Two runs side by side",
    compare_note="Both must have answered the same questions.",
    compare_a="First (A)",
    compare_b="Second (B)",
    compare_button="Compare",
    compare_lead="{count} questions of the set {set}. A win is a question on which A does better than B.",
    difference="A − B",
    p_value="p",
    won="Wins",
    tied="Ties",
    lost_count="Losses",
    which="Which questions",
    a_better="A does better",
    b_better="B does better",
    none="none",
    swap="Swap A and B",
    measures_title="Measures",
    measures_note="Shares run from 0 to 1. The interval says how far the value could be off by the luck of "
    "which questions were asked.",
    measures_more="All other measures",
    measure="Measure",
    value="Value",
    interval="95% interval",
    questions="Questions",
    fitted="The program's weights were fitted on these very questions, so these figures flatter it.",
    pictures_title="Pictures",
    kinds_title="By kind of question",
    kind="Kind",
    questions_title="Every question",
    questions_none="No question.",
    other_results="Also in this run",
    made_title="How it was made",
    back_bench="Back to the bench",
    back_run="Back to the run",
    asked_before="Asked before",
    expected="expected",
    came_out="came out as",
    sureness="sureness",
    notice="notice",
    facets_title="What an answer should say",
    said="Said",
    missing="Missing",
    lost_in="Lost in",
    others="or {count} other wording(s)",
    shown_title="What it showed",
    no_quote="No quote.",
    score="score",
    sources_title="In the sources",
    sources_legend="How the text is marked",
    marks={
        "hit": "expected and quoted",
        "expected": "expected, not quoted",
        "quoted": "quoted, not expected",
        "misled": "quoted and misleading",
    },
    marks_one_enough="Where several sentences would do, each is marked as expected; one is enough.",
    other_corpus="The run was made on other documents than this server's, so nothing can be marked in them.",
    excerpt="{file}, characters {start} to {end}",
    open_source="Open the whole document here",
    note="Note of the question's author",
    avoid_title="Must not be quoted",
    missing_title="Nothing here",
    next_missed="Next question that went wrong",
    sets={
        "dev": "dev: the development questions",
        "calibration": "calibration: questions to fit on",
        "holdout": "holdout: for final figures only",
        "twins": "twins: dev questions in other words",
        "near_misses": "near_misses: near the documents, without an answer there",
    },
    verdicts={
        "misled": "Quoted a passage known to mislead",
        "loud": "Should have kept silent",
        "silent": "Kept silent although the documents answer",
        "missing": "Something is missing",
        "notice": "A notice is missing",
        "right": "As it should be",
    },
    stages={},
)

SPANISH = BenchTexts(
    title="El banco de evaluación",
    lead="¿Qué tan bien responde el programa? Pruebe un conjunto de preguntas con respuesta conocida, lea "
    "las medidas y siga cada respuesta fallida hasta el paso que la perdió.",
    runs_title="Últimas pruebas",
    runs_none="Todavía no hay pruebas. Inicie una abajo, o en la terminal: python -m evals run",
    run="Prueba",
    started="Inicio",
    held="Resultados",
    on_set="{title} con {set}",
    start_title="Iniciar una prueba",
    start_note="Una prueba a la vez. Usa la potencia de este equipo: las otras páginas responden más lento. "
    "La prueba se guarda en {folder}.",
    set_label="Conjunto de preguntas",
    condition_label="A qué preguntar",
    start_button="Iniciar la prueba",
    own_title="Su propio conjunto",
    own_note="Un objeto JSON por línea, en el formato de evals/questions/README.md. Primero se revisa. "
    "Las preguntas se guardan en el archivo de la prueba en este equipo, y en ningún otro lugar.",
    own_label="Preguntas como JSON Lines",
    own_file="Elegir un archivo",
    own_button="Revisar y probar mi conjunto",
    own_name="Nombre del conjunto",
    own_large="El conjunto es demasiado grande. Dé como máximo {limit} letras.",
    busy="Hay una prueba en curso. Espere a que termine, o deténgala.",
    no_index="Este servidor responde sin índice: aquí no se puede medir nada.",
    not_shipped="No hay tal conjunto de preguntas aquí. Elija uno de la lista.",
    began="La prueba ha comenzado.",
    problems_one="No se probó nada: hay un error en el conjunto.",
    problems_many="No se probó nada: hay {count} errores en el conjunto.",
    problem_line="Línea {line}: {message}",
    more_problems="Y {count} más.",
    asking="Haciendo las preguntas de {set}",
    measuring="Midiendo, y preguntando otra vez para ver si las respuestas se repiten",
    done="La prueba terminó.",
    failed="La prueba falló. La terminal del servidor dice por qué.",
    stopped="La prueba se detuvo; no se guardó nada.",
    stop="Detener la prueba",
    open_run="Abrir la prueba",
    lost="El servidor no responde. La prueba sigue si el servidor sigue; vuelva a cargar la página.",
    no_progress="No hay pruebas en curso.",
    compare_title="Dos pruebas lado a lado",
    compare_note="Ambas deben haber respondido las mismas preguntas.",
    compare_a="Primera (A)",
    compare_b="Segunda (B)",
    compare_button="Comparar",
    compare_lead="{count} preguntas del conjunto {set}. Victoria: una pregunta en la que A responde mejor.",
    difference="A − B",
    p_value="p",
    won="Victorias",
    tied="Empates",
    lost_count="Derrotas",
    which="Qué preguntas",
    a_better="A responde mejor",
    b_better="B responde mejor",
    none="ninguna",
    swap="Cambiar A y B",
    measures_title="Medidas",
    measures_note="Las proporciones van de 0 a 1. El intervalo dice cuánto podría variar el valor por "
    "el azar de qué preguntas se hicieron.",
    measures_more="Todas las demás medidas",
    measure="Medida",
    value="Valor",
    interval="Intervalo del 95 %",
    questions="Preguntas",
    fitted="Los pesos del programa se ajustaron con estas mismas preguntas: estas cifras lo favorecen.",
    pictures_title="Gráficos",
    kinds_title="Por tipo de pregunta",
    kind="Tipo",
    questions_title="Cada pregunta",
    questions_none="Ninguna pregunta.",
    other_results="También en esta prueba",
    made_title="Cómo se hizo",
    back_bench="Volver al banco",
    back_run="Volver a la prueba",
    asked_before="Preguntado antes",
    expected="esperado",
    came_out="resultado",
    sureness="seguridad",
    notice="aviso",
    facets_title="Lo que una respuesta debe decir",
    said="Dicho",
    missing="Falta",
    lost_in="Se perdió en",
    others="o {count} otra(s) forma(s)",
    shown_title="Lo que mostró",
    no_quote="Ninguna cita.",
    score="puntaje",
    sources_title="En las fuentes",
    sources_legend="Cómo está marcado el texto",
    marks={
        "hit": "esperado y citado",
        "expected": "esperado, no citado",
        "quoted": "citado, no esperado",
        "misled": "citado y engañoso",
    },
    marks_one_enough="Donde varias frases servirían de respuesta, todas se marcan como esperadas; basta una.",
    other_corpus="La prueba se hizo con otros documentos que los de este servidor: no se puede marcar nada.",
    excerpt="{file}, caracteres {start} a {end}",
    open_source="Abrir el documento entero aquí",
    note="Nota de quien escribió la pregunta",
    avoid_title="No se debe citar",
    missing_title="Aquí no hay nada",
    next_missed="Siguiente pregunta que salió mal",
    sets={
        "dev": "dev: las preguntas de desarrollo",
        "calibration": "calibration: preguntas para ajustar",
        "holdout": "holdout: solo para las cifras finales",
        "twins": "twins: las preguntas dev con otras palabras",
        "near_misses": "near_misses: cerca de los documentos, sin respuesta en ellos",
    },
    verdicts={
        "misled": "Citó un pasaje que engaña",
        "loud": "Debió callar",
        "silent": "Calló aunque los documentos responden",
        "missing": "Falta algo",
        "notice": "Falta un aviso",
        "right": "Como debe ser",
    },
    stages={
        "no_span": "lectura: ningún fragmento citable lo contiene",
        "retrieval": "búsqueda: no se encontró",
        "ranking": "orden: se encontró, pero quedó muy atrás",
        "choice": "elección: estaba bien ordenado, pero no se eligió",
        "abstention": "abstención: se eligió, pero el programa calló",
        "quoting": "cita: se eligió, pero se cortó o quedó tras las cinco primeras",
        "untold": "desconocido: este sistema no cuenta sus pasos",
    },
)

BENCH_TEXTS: Mapping[str, BenchTexts] = {"en": ENGLISH, "es": SPANISH}
