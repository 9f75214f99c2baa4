"""What the bench's server tells, keeps and refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chatbot.web.app import build_app
from evals.recording.results import RESULTS, RunError
from evals.web import runs as runs_module
from evals.web.runs import RunFolder
from index.search import Index
from tests.chatbot.conftest import MACHINE
from tests.chatbot.web.fake_answerer import FakeAnswerer
from tests.evals.web.bench_site import (
    SURE,
    put_run,
)


def test_a_run_that_does_not_exist_is_told_and_no_path_leads_out(client: TestClient, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.json").write_text('{"format": 1, "manifest": {}, "results": []}')
    for name in ("nothing", "../secret", "/etc/passwd", "<script>"):
        reply = client.get("/bench/run", params={"run": name})
        assert (reply.status_code, "There is no run or question" in reply.text) == (404, True)
        assert "<script>" not in reply.text.partition("<main")[2]
        spanish = client.get("/es/bench/question", params={"run": name})
        assert (spanish.status_code, "No hay ninguna prueba" in spanish.text) == (404, True)


def test_a_run_is_deleted_and_nothing_else(client: TestClient, tmp_path: Path, index: Index) -> None:
    kept, doomed = (put_run(tmp_path, name, index) for name in ("latest", "runs/doomed"))
    outside = put_run(tmp_path.parent, "outside", index)
    other = tmp_path / "results.json"
    other.write_text('{"format": 1}')
    assert client.get("/bench/run", params={"run": "runs/doomed"}).status_code == 200
    for name in (
        "../outside",
        str(outside)[:-5],
        "results",
        "runs/doomed.json",
        "runs/../latest",
        "",
        "runs",
    ):
        reply = client.post("/es/bench/delete", params={"run": name}, headers=SURE)
        said = "No se pudo borrar la prueba. Quizá ya no está. Vuelva a cargar la página."
        assert (reply.status_code, reply.json()) == (404, {"sentence": said})
    reply = client.post("/bench/delete", params={"run": "runs/doomed"}, headers=SURE)
    assert (reply.status_code, reply.json()) == (200, {"sentence": "The run is deleted."})
    assert [path.exists() for path in (kept, doomed, outside, other)] == [True, False, True, True]
    assert client.get("/bench/run", params={"run": "runs/doomed"}).status_code == 404
    assert client.post("/bench/delete", params={"run": "runs/doomed"}, headers=SURE).status_code == 404


def test_only_the_page_itself_can_keep_a_remark_and_only_on_what_there_is(
    client: TestClient, tmp_path: Path, index: Index
) -> None:
    path = put_run(tmp_path, "runs/mine", index)
    kept = path.with_name("mine.remarks.jsonl")
    query = {"run": "runs/mine", "id": "T-3", "verdict": "right", "note": "ja"}
    page = {"bench-action": "remark"}

    def status(headers: dict[str, str] = page, **changes: str) -> int:
        return client.post("/bench/remark", params={**query, **changes}, headers=headers).status_code

    assert [status({}), status({**page, "origin": "http://elsewhere.example"})] == [403, 403]
    assert [status(verdict="maybe"), status(note="x" * 1001)] == [403, 403]
    assert [status(id="T-9"), status(run="../mine"), status(run="runs/none")] == [404, 404, 404]
    assert not kept.exists()
    assert [status(), status(note="nein")] == [200, 200]
    (line,) = kept.read_text("utf-8").splitlines()
    assert (json.loads(line)["id"], json.loads(line)["note"]) == ("T-3", "nein")
    kept.write_text(f"no json\n[]\n{line}\n", "utf-8")
    assert "nein" in client.get("/bench/question", params={"run": "runs/mine", "id": "T-3"}).text
    assert [status(verdict="", note=""), kept.read_text("utf-8")] == [200, ""]
    assert status() == 200
    assert client.post("/bench/delete", params={"run": "runs/mine"}, headers=SURE).status_code == 200
    assert not kept.exists()


def test_a_download_of_what_is_not_there_is_told(client: TestClient, tmp_path: Path, index: Index) -> None:
    put_run(tmp_path, "one", index)
    for query in ({"run": "none"}, {"run": "one", "form": "xlsx"}, {"run": "../one"}):
        reply = client.get("/es/bench/download", params=query)
        assert (reply.status_code, "No hay ninguna prueba" in reply.text) == (404, True)
    header = client.get("/bench/download", params={"run": "one"}).headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="[\w.-]+\.csv"', header)


def test_every_page_leads_to_the_bench(client: TestClient) -> None:
    for path, to in (("/documents", "/bench"), ("/es/about", "/es/bench"), ("/es/bench", "/es/bench")):
        assert f'href="{to}"' in client.get(path).text.partition("<footer")[2]


def test_only_the_page_itself_can_delete_a_run(client: TestClient, tmp_path: Path, index: Index) -> None:
    path = put_run(tmp_path, "runs/mine", index)
    name = {"run": "runs/mine"}
    assert client.post("/bench/delete", params=name).status_code == 403
    foreign = {**SURE, "origin": "http://elsewhere.example"}
    assert client.post("/bench/delete", params=name, headers=foreign).status_code == 403
    assert client.get("/bench/delete", params=name, headers=SURE).status_code == 404
    assert path.exists()


@pytest.mark.parametrize("linked", [False, True])
def test_the_recorded_run_is_never_deleted(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    recorded = put_run(tmp_path / ("elsewhere" if linked else "runs"), "recorded", index)
    if linked:
        (tmp_path / "runs").mkdir()
        (tmp_path / "runs" / "recorded.json").symlink_to(recorded)
    monkeypatch.setattr(runs_module, "RESULTS", recorded)
    folder = RunFolder(tmp_path)
    with pytest.raises(RunError, match="is the recorded one and stays"):
        folder.delete("runs/recorded")
    assert recorded.exists()
    assert [one.name for one in folder.latest()] == ["runs/recorded"]


def test_the_reference_that_ships_is_no_run_of_the_folder() -> None:
    with pytest.raises(RunError, match="There is no run"):
        RunFolder(RESULTS.parent).delete(RESULTS.stem)
    assert RESULTS.exists()


def test_runs_on_other_questions_are_not_compared_and_that_is_told(
    client: TestClient, tmp_path: Path, index: Index
) -> None:
    put_run(tmp_path, "one", index)
    text = (put_run(tmp_path, "two", index)).read_text("utf-8")
    (tmp_path / "two.json").write_text(text.replace('"T-3"', '"T-9"'), "utf-8")
    reply = client.get("/es/bench/compare", params={"a": "one", "b": "two"})
    assert reply.status_code == 404
    assert "Estas dos no se pueden poner lado a lado." in reply.text
    assert '<p class="note" lang="en">The runs are not on the same questions' in reply.text


def test_only_the_page_itself_can_stop_a_run(client: TestClient) -> None:
    assert client.get("/bench/progress").json()["state"] == "idle"
    assert client.get("/es/bench/progress").json()["sentence"] == "No hay pruebas en curso."


def test_without_the_extension_there_is_no_bench() -> None:
    with TestClient(build_app(FakeAnswerer()), MACHINE, follow_redirects=False) as client:
        assert client.get("/bench").status_code == 404
        assert client.get("/bench/run").status_code == 404


def test_other_json_in_the_folder_is_passed_over(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text('{"format": 7}')
    (tmp_path / "broken.json").write_text("{")
    reply = client.get("/bench")
    assert reply.status_code == 200
    assert "There is no run yet" in reply.text


def test_the_packages_entry_point_names_the_bench() -> None:
    import tomllib

    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["aswritten.pages"] == {"bench": "evals.web.bench:extension"}
