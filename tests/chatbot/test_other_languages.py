"""Small folders in other languages: asked in theirs, cited, and refused in words that are true of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.answer import Outcome
from chatbot.answerer import Answerer
from chatbot.care.reading import NOTHING
from corpus.reader import read_corpus
from index.encoder.load import load_encoder
from index.storage.store import build_index
from ingest.extract.folder import prepare_folder

GERMAN = {
    "verleih.md": "# Fahrradverleih am Stausee\n\n## Preise\n\nEin Stadtrad kostet neun Euro am Tag und ein"
    " Tandem achtzehn Euro. Kinder unter zwölf Jahren fahren umsonst.\n\n## Öffnungszeiten\n\nDer Verleih ist"
    " von April bis Oktober geöffnet, täglich von neun bis achtzehn Uhr. Im Winter bleibt er geschlossen.\n",
    "werkstatt.txt": "Die Werkstatt des Vereins\n\nJeden Samstag helfen Mitglieder beim Flicken von Reifen."
    " Wer ein eigenes Rad mitbringt, zahlt nur die Ersatzteile. Die Werkstatt liegt hinter dem Bootshaus.\n",
}
FRENCH = {
    "refuge.md": "# Le refuge du col\n\n## Nuits\n\nUne nuit au refuge coûte vingt-deux euros, draps non"
    " compris. Les chiens dorment dans la grange et jamais dans le dortoir.\n\n## Repas\n\nLe dîner est servi"
    " à dix-neuf heures. Il faut le réserver avant midi auprès du gardien.\n",
    "sentier.txt": "Le sentier du lac\n\nLe sentier est fermé de novembre à avril à cause des avalanches. La"
    " montée dure environ trois heures depuis le village.\n",
}


def answerer_over(folder: Path, files: dict[str, str]) -> Answerer:
    documents = folder / "documents"
    documents.mkdir()
    for name, text in files.items():
        (documents / name).write_text(text, encoding="utf-8")
    prepare_folder(documents)
    made = build_index(read_corpus(documents), directory=folder / "index", encoder=load_encoder())
    return Answerer.from_index(made)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(tmp_path_factory.mktemp("german"), GERMAN)


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(tmp_path_factory.mktemp("french"), FRENCH)


@pytest.mark.parametrize(
    ("language", "question", "said", "file"),
    [
        ("german", "Wie viel kostet ein Tandem am Tag?", "ein Tandem achtzehn Euro", "verleih.md"),
        ("german", "Wann ist der Verleih geöffnet?", "von April bis Oktober", "verleih.md"),
        ("german", "Wo liegt die Werkstatt?", "hinter dem Bootshaus", "werkstatt.txt"),
        ("french", "Combien coûte une nuit au refuge ?", "vingt-deux euros", "refuge.md"),
        ("french", "À quelle heure est servi le dîner ?", "dix-neuf heures", "refuge.md"),
        ("french", "Quand le sentier est-il fermé ?", "de novembre à avril", "sentier.txt"),
    ],
)
def test_a_question_in_the_documents_own_language_is_answered_and_cited(
    language: str, question: str, said: str, file: str, request: pytest.FixtureRequest
) -> None:
    answer = request.getfixturevalue(language).answer(question)
    assert answer.outcome is Outcome.ANSWERED
    quote = answer.parts[0].quotes[0]
    assert said in quote.text
    assert quote.file.startswith(file)
    assert quote.language == answer.language == {"german": "de", "french": "fr"}[language]
    assert answer.notices == ()


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        (
            "german",
            "Wie heißt die Hauptstadt von Australien?",
            "I looked through all the sources. I found no answer to this question.",
        ),
        (
            "german",
            "Quelle est la capitale de l'Australie ?",
            "I could not find an answer to this in the sources. They are in German. It may help to ask in"
            " German.",
        ),
        (
            "french",
            "Quelle est la capitale de l'Australie ?",
            "I looked through all the sources. I found no answer to this question.",
        ),
    ],
)
def test_a_refusal_says_what_is_true_of_the_documents(
    language: str, question: str, said: str, request: pytest.FixtureRequest
) -> None:
    answer = request.getfixturevalue(language).answer(question)
    assert answer.outcome is Outcome.NOT_IN_SOURCES
    assert answer.parts[0].message == said


def test_quotes_in_another_language_than_the_question_are_named(german: Answerer) -> None:
    told = german.explain("Wie viel kostet ein Tandem am Tag?")
    reading = replace(told.reading, language="en")
    assert [
        notice.message for notice in german._notices(reading, NOTHING, told.traces, told.answer.parts)
    ] == ["The quotes are in German, as they were written. This program speaks only English and Spanish."]
