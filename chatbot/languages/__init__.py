"""One folder a language: what it needs to be read, and the program's own words in it.

``<language>/<name>.po`` holds the words of one place (``desk.po``: the desk). To add a sentence: an entry
with the same msgid and the same ``{blanks}`` in the file of every language; plurals get ``msgid_plural``.
The code says ``words_of("desk", language).title``, or ``words("found", count=3)`` where blanks are filled.
A new language is a new folder, and for its documents a file in ``ingest/languages``: nothing else names it. A
test tells what its files still lack.
"""

from chatbot.languages.catalogue import DEFAULT, Words, spoken, spoken_in, words_of

__all__ = ["DEFAULT", "Words", "spoken", "spoken_in", "words_of"]
