"""The support desk's logic: a comment in, a reply built from templates and quotes out. Knows no browser."""
