"""The Gradio pages, one module each. ``GRADIO_PAGES`` is the whole list; a new page adds itself there."""

from __future__ import annotations

from chatbot.web.pages import patient
from chatbot.web.site import GradioPage

GRADIO_PAGES: tuple[GradioPage, ...] = (patient.PAGE,)
"""In the order of the addresses; the first is served at ``/``."""
