"""Runs the program as a person does, and notes every other host that it reaches for.

Python's audit hook sees what Python opens, on every system; ``strace``, where it may be used, sees what the
compiled libraries open too. A new home folder shows what a library keeps there, such as a device id.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUIET = ("HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK")
"""What must not be needed in the user's own environment."""

ASWRITTEN = ("-c", "import sys; from chatbot.cli import main; sys.exit(main())")

_HOOK = """
import os, sys

def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("latin-1")
    if host and not host.startswith("127.") and host not in ("localhost", "::1", "0.0.0.0", ""):
        with open(os.environ["REACHED_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{event} {host}\\n")

sys.addaudithook(note)
"""
_ADDRESS = re.compile(
    r'sin6?_port=htons\((?P<port>\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")(?P<host>[^"]+)"'
)


@dataclass(frozen=True)
class Watch:
    """What one program reached for."""

    folder: Path

    @property
    def home(self) -> Path:
        """The home folder the program was given."""
        return self.folder / "home"

    def reached(self) -> list[str]:
        """Every other host that was connected to or looked up."""
        log = self.folder / "reached.txt"
        found = log.read_text("utf-8").splitlines() if log.exists() else []
        for trace in self.folder.glob("strace*"):
            found += other_hosts(trace.read_text("utf-8", "replace"))
        return found

    def kept(self) -> list[str]:
        """Files that a library left in the home folder. matplotlib's list of fonts is no secret."""
        files = (path.relative_to(self.home) for path in self.home.rglob("*") if path.is_file())
        return sorted(str(path) for path in files if "matplotlib" not in path.parts)


def is_alone(watch: Watch) -> bool:
    """Whether nothing was reached for and nothing kept; what was is shown."""
    assert watch.reached() == []
    assert watch.kept() == []
    return True


def other_hosts(trace: str) -> list[str]:
    """The lines of a system-call trace that name another host, or ask a name server."""
    found = []
    for line in trace.splitlines():
        address = _ADDRESS.search(line)
        if address and (address["port"] == "53" or not ipaddress.ip_address(address["host"]).is_loopback):
            found.append(line)
    return found


def can_trace() -> bool:
    """Whether system calls may be traced here."""
    if not (strace := shutil.which("strace")):
        return False
    return subprocess.run([strace, "-qo", os.devnull, "true"], check=False).returncode == 0


@contextmanager
def started(
    words: Sequence[str], folder: Path, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], Watch]]:
    """Start Python with ``words`` under watch; its output can be read. It is ended afterwards."""
    watch = Watch(folder)
    watch.home.mkdir(parents=True)
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
    cleared = {name: value for name, value in os.environ.items() if name not in QUIET and "XDG" not in name}
    changed = {
        "HOME": str(watch.home),
        "PYTHONPATH": f"{folder / 'hook'}{os.pathsep}{ROOT}",
        "REACHED_LOG": str(folder / "reached.txt"),
        **environment,
    }
    tracing = ["strace", "-fq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
    tracing += ["-e", "signal=none", "-o", str(folder / "strace.txt")]
    with subprocess.Popen(
        [*(tracing if can_trace() else ()), sys.executable, *words],
        env={**cleared, **changed},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process, watch
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the tracer and what it traces


def watched(words: Sequence[str], folder: Path, **environment: str) -> Watch:
    """Run Python with ``words`` to its end, which must be a good one."""
    with started(words, folder, **environment) as (process, watch):
        shown, _ = process.communicate(timeout=600)
        assert process.returncode == 0, shown
    return watch
