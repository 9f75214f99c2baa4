"""What points elsewhere: references, corrections, glossary, what was lost.

Each module finds one kind of link in a document's blocks or spans: ``references``, ``corrections``,
``glossary`` (over ``abbreviations``); ``lost_lists`` looks through all documents for what one of them lost.
"""
