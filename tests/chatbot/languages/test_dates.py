"""Dates are written whatever the environment says of the time zone."""

import os
import subprocess
import sys

import pytest

from chatbot.languages.catalogue import written_date


@pytest.mark.parametrize(
    ("stated", "language", "written"),
    [
        ("2004-01", "en", "January 2004"),
        ("2004-01-02", "en", "January 2, 2004"),
        ("2004-01-02", "es", "2 de enero de 2004"),
        ("2004", "es", "2004"),
        ("2004-02-31", "en", "2004"),
        ("unknown", "en", "unknown"),
    ],
)
def test_a_date_is_as_precise_as_it_is_stated(stated: str, language: str, written: str) -> None:
    assert written_date(stated, language) == written


@pytest.mark.parametrize("zone", ["../../../etc/passwd", "/etc", "/dev/null", "\u00fc", "Nowhere/None", ":"])
def test_a_time_zone_that_is_none_is_passed_over(zone: str) -> None:
    code = "from chatbot.languages.catalogue import written_date; print(written_date('2004-01', 'en'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("January 2004\n", "")
