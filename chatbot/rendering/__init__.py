"""An answer as people see it: terminal, page, saved file, clipboard, document page, explanation.

Every module takes an ``Answer`` and gives text; nothing here decides what is shown.
"""
