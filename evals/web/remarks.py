"""What a person thinks of single answers of a run: a verdict and a note, kept beside the run's file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.recording.results import write_text
from evals.web.runs import Chosen

VERDICTS = ("right", "wrong", "unsure")
MAX_NOTE = 1_000
"""Letters of a note."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One person's word on one answer. ``verdict`` is one of ``VERDICTS`` or ""."""

    verdict: str = ""
    note: str = ""


class Remarks:
    """The remarks on the runs of a folder: ``<run>.remarks.jsonl``, one a line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, chosen: Chosen) -> dict[str, Remark]:
        """The remarks on one result, by question."""
        return {
            str(one["id"]): Remark(verdict=str(one["verdict"]), note=str(one["note"]))
            for one in self._read(chosen.stored.name)
            if (one["condition"], one["set"]) == (chosen.result.condition, chosen.result.set)
        }

    def keep(self, chosen: Chosen, question: str, remark: Remark) -> None:
        """Keep a remark in the place of an earlier one; an empty one only takes that away.

        Raises RunError: if the file cannot be written.
        """
        name = chosen.stored.name
        place = {"condition": chosen.result.condition, "set": chosen.result.set, "id": question}
        others = [one for one in self._read(name) if {key: one[key] for key in place} != place]
        if remark != Remark():
            others.append({**place, **asdict(remark)})
        write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in others), self._path(name))

    def forget(self, name: str) -> None:
        """Delete the remarks on a run."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.remarks.jsonl"

    def _read(self, name: str) -> list[dict[str, object]]:
        """Every remark on a run; lines that are none are passed over."""
        path = self._path(name)
        found = []
        for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else ():
            try:
                one = json.loads(line)
            except ValueError:
                continue
            if isinstance(one, dict) and {"condition", "set", "id", "verdict", "note"} <= set(one):
                found.append(one)
        return found
