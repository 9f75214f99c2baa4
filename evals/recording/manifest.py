"""What a run was made with, so that another one can be told to be the same experiment or not."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from evals.questions.read import QuestionSet
from evals.systems.system import Condition, Workbench

PACKAGES = (
    "aswritten",
    "sentence-transformers",
    "torch",
    "faiss-cpu",
    "rank-bm25",
    "numpy",
    "ir-measures",
    "txtai",
)
"""Packages whose version can change a number."""


def manifest(
    bench: Workbench, sets: Sequence[QuestionSet], conditions: Sequence[Condition]
) -> dict[str, Any]:
    """Commit, hashes, settings, machine and versions of a run that starts now."""
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(Path(__file__).parent),
        "corpus": bench.corpus.fingerprint,
        "index": bench.index.fingerprint,
        "encoder": bench.index.encoder.identity,
        "question_sets": {
            questions.name: {
                "role": str(questions.role),
                "sha256": questions.sha256,
                "questions": len(questions.questions),
            }
            for questions in sets
        },
        "conditions": {
            condition.name: {"builder": condition.builder, "settings": dict(condition.settings)}
            for condition in conditions
        },
        "machine": {
            "system": platform.system(),
            "architecture": platform.machine(),
            "processors": os.cpu_count(),
        },
        "versions": {"python": platform.python_version(), **versions(PACKAGES)},
        "command": "python -m evals " + " ".join(sys.argv[1:]),
    }


def commit(folder: Path) -> str:
    """The git commit of the checkout, with ``+changes`` when files differ from it; "unknown" outside git."""
    head = _git(folder, "rev-parse", "HEAD")
    if not head:
        return "unknown"
    return f"{head}+changes" if _git(folder, "status", "--porcelain", "--untracked-files=no") else head


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed program and arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git the user has
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def versions(names: Sequence[str]) -> dict[str, str]:
    """Installed versions; packages that are not installed are left out."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
