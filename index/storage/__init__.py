"""An index on disk: plain files with a manifest, built beside and then swapped.

The way in is ``store.open_or_build``; ``contents.py`` says what is written.
"""
