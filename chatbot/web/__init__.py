"""The web pages: one Gradio application with plain pages beside it, served on this machine only.

The way in is ``serve.serve``, then ``app.build_app``: ``guard`` and ``door`` (what a request passes) →
``pages`` and ``plain_pages`` → ``service`` (calls the answerer, bounded). ``site.py`` is what each page is
built from.
"""
