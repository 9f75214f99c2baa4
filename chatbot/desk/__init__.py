"""The support desk's logic: a forum comment in, a reply built from templates and quotes out. Knows no browser."""
