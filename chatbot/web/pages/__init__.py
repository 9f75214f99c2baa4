"""The pages: Gradio builds the patient's (``patient.py``); the desk's are plain (``desk.py`` and its parts).

``GRADIO_PAGES`` lists those that Gradio builds; the evaluator's bench adds its own as an extension.
"""

from chatbot.web.pages import patient
from chatbot.web.site import GradioPage

GRADIO_PAGES: tuple[GradioPage, ...] = (patient.PAGE,)
"""In the order of the addresses; the first is served at ``/``."""
