"""The pages that Gradio carries: the patient's (``patient.py``), the desk's (``desk.py``, ``desk_state.py``).

The evaluator's bench adds its own as an extension.
"""
