"""Documents parsed into structure with exact offsets: blocks, passages, quotable spans.

The way in is ``parse.parse_corpus``: ``text`` → ``blocks`` → ``spans`` → ``links``; ``structure.py`` says
what comes out. Before it ``extract`` makes texts of other formats, after it ``report`` shows what was
understood.
"""
