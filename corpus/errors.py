"""The one base of all errors that are meant for the person at the keyboard."""


class AsWrittenError(Exception):
    """Something the user can put right.

    ``str(error)`` is one clear sentence that names the thing and the remedy. The command line
    prints it without a traceback and exits with status 2.
    """


class CorpusError(AsWrittenError):
    """A folder of documents, its ``sources.toml`` or its plain questions cannot be used."""


def why(error: OSError) -> str:
    """What the system says of a failure; libraries raise some without the system's words."""
    return error.strerror or str(error)
