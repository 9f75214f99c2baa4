"""Parses the command line, runs one verb, and turns every expected error into one sentence."""

import atexit
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Sequence

from chatbot.cli.options import EXIT_BAD_INPUT, complain, said
from chatbot.cli.parsing import build_parser
from corpus.errors import AsWrittenError, why
from index.location import stay_offline

EXIT_INTERRUPTED = 130
EXIT_ENDED = 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``aswritten`` with ``arguments`` (the process's own by default) and return its exit code.

    0: done; 1: some lines of a file could not be read, the others are done; 2: the input, the documents or
    the index cannot be used, told in one sentence; 130: interrupted; 143: ended.
    """
    stay_offline()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for the rest of the run
    if sys.stdout is None:
        complain(said("output_closed"))
        return EXIT_BAD_INPUT
    _never_fail_to_print()
    _clean_up_when_ended()
    # At the end the collector would look through millions of objects that go anyway, for more than a second.
    atexit.register(gc.freeze)
    try:
        options = build_parser().parse_args(arguments)
        code = int(options.run(options))
        sys.stdout.flush()
    except AsWrittenError as error:
        complain(str(error))
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        complain(said("interrupted"))
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (a pager was closed): nothing is wrong on this side.
        _drop_output()
        return 0
    except OSError as error:
        # What reads and writes named files has told of them in its own words: this is our own output.
        _drop_output()
        complain(said("unusable", place=error.filename or said("the_output"), why=why(error)))
        return EXIT_BAD_INPUT
    return code


def _never_fail_to_print() -> None:
    """Write what the terminal's encoding lacks as an escape instead of failing.

    In JSON a lone surrogate so written is the very escape that JSON has for it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _clean_up_when_ended() -> None:
    """Let SIGTERM end the program as an error does, so that no half-written file stays behind."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_ENDED))


def _drop_output() -> None:
    """Send what is still unwritten nowhere, so that the end of the program does not trip over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
