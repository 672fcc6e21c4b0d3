"""Dask and datatrove, the real ones: run with `pytest -m heavy` after `pip install -e '.[dask,datatrove,parquet]'`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from archives import PAGE, batch, made, tree
from running import COMMAND

from newsclean.batch.start import WrongCall

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(600)]


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            if parent == pid:
                found += [int(entry.name), *children_of(int(entry.name))]
    return found


def test_dask_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    archive = made(tmp_path / "in", 200, "--jumps")
    batch(archive, tmp_path / "local", jobs=2)
    summary, complaints = batch(archive, tmp_path / "dask", engine="dask", jobs=2)
    assert (summary["done"], complaints) == (200, [])
    assert tree(tmp_path / "dask") == tree(tmp_path / "local")


def test_a_dask_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    archive = made(tmp_path / "in", 800)
    batch(archive, tmp_path / "local", jobs=2)
    killed: list[int] = []

    def kill() -> None:
        log = tmp_path / "dask" / ".newsclean" / "run" / "done.jsonl"
        while not (log.exists() and log.stat().st_size):
            time.sleep(0.05)
        for pid in children_of(os.getpid()):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"spawn_main" in command or b"nanny" in command:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return

    thread = threading.Thread(target=kill)
    thread.start()
    summary, complaints = batch(archive, tmp_path / "dask", engine="dask", jobs=2)
    thread.join()
    assert len(killed) == 1
    assert (summary["done"], summary["failed"], complaints) == (800, 0, [])
    assert tree(tmp_path / "dask") == tree(tmp_path / "local")


@pytest.mark.parametrize("wait", [1.0, 2.0, 3.0])
def test_ctrl_c_is_quiet_and_leaves_whole_files(tmp_path: Path, wait: float) -> None:
    pytest.importorskip("distributed")
    archive = made(tmp_path / "in", 4000)
    call = [COMMAND, "batch", str(archive), "-o", str(tmp_path / "out"), "--engine", "dask", "--jobs", "2"]
    run = subprocess.Popen(call, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(wait)
    os.killpg(run.pid, signal.SIGINT)
    _, stderr = run.communicate(timeout=60)
    assert (run.returncode, stderr) == (130, b"")
    for path in (tmp_path / "out").rglob("*.json"):
        json.loads(path.read_bytes())


def test_the_benchmark_keeps_its_promises() -> None:
    call = [sys.executable, "tools/bench_batch.py", "--pages", "300", "--timed", "60", "--rounds", "1"]
    run = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert (run.returncode, "NOT KEPT" in run.stdout) == (0, False), run.stdout + run.stderr
    assert [word for word in ("kill -9", "union of 3", "dask") if word not in run.stdout] == []


def test_no_scheduler_there_is_one_error(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    archive = made(tmp_path / "in", 2)
    with pytest.raises(WrongCall, match=r"tcp://127\.0\.0\.1:9"):
        batch(archive, tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:9")


def test_a_running_scheduler_is_used(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    archive = made(tmp_path / "in", 40)
    batch(archive, tmp_path / "local")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        summary, _ = batch(
            archive, tmp_path / "dask", engine="dask", scheduler=cluster.scheduler_address, format="json"
        )
    assert summary["done"] == 40
    assert tree(tmp_path / "dask") == tree(tmp_path / "local")


def test_a_datatrove_block(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    lines = [
        {"id": f"d{n}", "text": PAGE.format(day=n) + "\f" + PAGE.format(day=n + 1), "paper": "晚报"}
        for n in (1, 5)
    ]
    (dumps / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    script = f"""
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import LambdaFilter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from newsclean.integrations.datatrove import NewspaperPages
if __name__ == "__main__":
    LocalPipelineExecutor(
        pipeline=[
            JsonlReader({str(dumps)!r}),
            NewspaperPages(verify=True),
            LambdaFilter(lambda doc: not doc.id.startswith("d5:2")),
            JsonlWriter({str(tmp_path / "out")!r}, compression=None),
        ],
        logging_dir={str(tmp_path / "logs")!r},
    ).run()
"""
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, tmp_path / "run.py"], check=True, capture_output=True, timeout=300)
    (out,) = (tmp_path / "out").glob("*.jsonl")
    found = [json.loads(line) for line in out.open(encoding="utf-8")]
    assert [record["id"] for record in found] == ["d1:1:1", "d1:2:1", "d5:1:1"]
    first = found[0]
    assert first["text"].startswith("1月20日，市图书馆恢复开放。")
    assert (first["metadata"]["paper"], first["metadata"]["reporters"]) == ("晚报", "王涛")
    assert {type(value) for value in first["metadata"].values()} <= {str, int, float}


def test_hugging_face_datasets_load_the_records_as_they_are(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    archive = made(tmp_path / "in", 60, "--jumps")
    for format, kind in (("corpus", "json"), ("corpus.gz", "json"), ("parquet", "parquet")):
        summary, _ = batch(archive, tmp_path / format, format=format, per_part=20)
        files = [str(path) for path in sorted((tmp_path / format).glob("part-*"))]
        loaded = datasets.load_dataset(
            kind, data_files=files, split="train", cache_dir=str(tmp_path / "cache")
        )
        assert (len(loaded), loaded.column_names) == (summary["articles"], ["id", "text", "metadata"])
        assert loaded[0]["metadata"]["date"] == "20010101"
