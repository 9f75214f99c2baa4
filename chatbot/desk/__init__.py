"""The support desk's logic: a comment in, a reply built from templates and quotes out. Knows no browser.

The way in is ``desk.Desk``: ``finding`` → ``case`` (what is ticked) → ``drafting`` over ``templates`` and
``quoting`` → ``checking`` → ``copying``. ``saving`` keeps replies, ``work`` opens them again, ``files``
does many.
"""
