"""newsclean batch: inputs, outputs, the manifest, and the same bytes whatever the number of jobs."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import msgspec
import pytest
from archives import PAGE, batch, command, made, plain, tree

from newsclean.batch.start import WrongCall
from newsclean.schema import Document

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(
        tmp_path_factory.mktemp("archive"), 24, "--jumps", "--encodings", "utf-8", "gb18030", "utf-16"
    )


def rows(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("format", ["json", "corpus.gz"])
def test_the_same_bytes_whatever_the_jobs(archive: Path, tmp_path: Path, format: str) -> None:
    results = []
    for jobs in (1, 2, 3):
        batch(archive, tmp_path / str(jobs), jobs=jobs, format=format, per_part=7)
        found = [
            {key: value for key, value in row.items() if key != "seconds"}
            for row in rows(tmp_path / str(jobs))
        ]
        results.append((tree(tmp_path / str(jobs)), found))
    assert results[0] == results[1] == results[2]
    assert len(results[0][0]) == (24 if format == "json" else 3)


def test_work_that_is_small_is_done_here_with_the_same_bytes(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt", "b/c.txt")
    here, _ = batch(source, tmp_path / "here")
    there, _ = batch(source, tmp_path / "there", jobs=2)
    assert (here["jobs"], there["jobs"]) == (1, 2)
    assert tree(tmp_path / "here") == tree(tmp_path / "there")


def test_one_file_a_page_under_the_inputs_name(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "1948/06/p1.txt", "1948/06/p2.TXT", "odd name.txt")
    (source / "packed.txt.gz").write_bytes(gzip.compress(PAGE.format(day=4).encode("gb18030")))
    (source / "packed2.zst").write_bytes(zstd.compress(PAGE.format(day=5).encode()))
    (source / "three.txt").write_text("\f".join(PAGE.format(day=day) for day in (6, 7, 8)), encoding="utf-8")
    (source / "no dump.pdf").write_bytes(b"%PDF")
    (source / ".hidden.txt").write_bytes(b"\0")
    batch(source, tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == [
        "1948/06/p1.json",
        "1948/06/p2.json",
        "odd name.json",
        "packed.json",
        "packed2.json",
        "three.page-0001.json",
        "three.page-0002.json",
        "three.page-0003.json",
    ]
    page = msgspec.json.decode((tmp_path / "out/packed.json").read_bytes(), type=Document)
    assert (page.source.path, page.source.encoding) == ("packed.txt.gz", "gb18030")
    third = msgspec.json.decode((tmp_path / "out/three.page-0003.json").read_bytes(), type=Document)
    assert (third.source.page, third.articles[0].body[0].lines) == (3, [(5, 6)])


def test_the_manifest_tells_of_every_input(archive: Path, tmp_path: Path) -> None:
    summary, _ = batch(archive, tmp_path / "out")
    found = rows(tmp_path / "out")
    assert [row["n"] for row in found] == list(range(24))
    assert {row["encoding"] for row in found} == {"utf-8", "gb18030", "utf-16-le"}
    for row in found:
        assert row["outcome"] == "done"
        assert row["outputs"] == [
            {"path": name, "sha256": digest}
            for name, digest in tree(tmp_path / "out").items()
            if name == str(row["input"]).replace(".txt", ".json")
        ]
        page = json.loads((tmp_path / "out" / str(row["outputs"][0]["path"])).read_bytes())  # type: ignore[index]
        assert (row["sha256"], row["articles"]) == (page["source"]["sha256"], len(page["articles"]))
    for name in ("articles", "edits", "doubtful", "joined"):
        assert summary[name] == sum(int(row[name]) for row in found)  # type: ignore[call-overload]


def test_lists_of_names(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt", "b c.txt", "d\ne.txt")
    for name, glue in (("newline", "\n"), ("nul", "\0")):
        names = [str(source / file) for file in ("a.txt", "b c.txt", *(["d\ne.txt"] if glue == "\0" else []))]
        done = command("--files-from", "-", "-o", tmp_path / name, input=glue.join(names).encode())
        assert (done.returncode, done.stderr, len(tree(tmp_path / name))) == (0, b"", len(names))


def test_patterns_and_files_keep_the_names_that_they_are_given(tmp_path: Path) -> None:
    plain(tmp_path / "in", "x/a.txt", "y/a.txt", "y/b.text")
    assert command("in/**/a.txt", "in/y/b.text", "-o", "out", cwd=tmp_path).returncode == 0
    assert sorted(tree(tmp_path / "out")) == ["in/x/a.json", "in/y/a.json", "in/y/b.json"]


def test_json_lines_in(tmp_path: Path) -> None:
    lines = [json.dumps({"page": PAGE.format(day=day)}) for day in (1, 2)]
    lines[1:1] = ["{", json.dumps({"text": 1}), "", '"page"', json.dumps({"page": "甲\f乙"})]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    summary, complaints = batch([str(tmp_path / "a.jsonl.gz")], tmp_path / "out", text_field="page")
    assert (summary["done"], summary["failed"]) == (3, 3)
    assert [message.split(":")[0].rpartition("#")[2] for message in complaints] == ["2", "3", "4"]
    names = [name.rpartition("/")[2] for name in sorted(tree(tmp_path / "out"))]
    assert names == [
        "a.record-000001.json",
        "a.record-000005.page-0001.json",
        "a.record-000005.page-0002.json",
        "a.record-000006.json",
    ]


def test_a_file_that_fails_is_reported_and_skipped(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt", "c.txt")
    (source / "b.txt").write_bytes(bytes(range(256)) * 3)
    (source / "torn.txt.gz").write_bytes(gzip.compress(b"abc" * 999)[:-9])
    (source / "torn2.zst").write_bytes(zstd.compress(b"abc" * 999)[:-9])
    (source / "gone.txt").symlink_to("nowhere")
    done = command(source, "-o", tmp_path / "out", "--summary")
    assert done.returncode == 3
    assert sorted(tree(tmp_path / "out")) == ["a.json", "c.json"]
    summary = json.loads(done.stdout)
    assert (summary["inputs"], summary["failed"]) == (6, 4)
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == summary["failed"] + 1
    assert {row["outcome"] for row in rows(tmp_path / "out")} == {"done", "failed"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere", "-o", "out"], "nowhere: no such file"),
        (["-o", "out"], "no input"),
        (["empty", "-o", "out"], "nothing to do"),
        (["in", "-o", "in"], "output directory too"),
        (["in", "-o", "in/a.txt"], "is a file"),
        (["in", "-o", "out", "--shard", "3/2"], "I/N with I from 1 to N"),
        (["in", "-o", "out", "--jobs", "0"], "--jobs"),
        (["in", "-o", "out", "--encoding", "klingon"], "klingon"),
        (["in", "-o", "out", "--config", "none.toml"], "none.toml"),
        (["in", "-o", "out", "--scheduler", "tcp://x"], "--engine dask"),
        (["--files-from", "none.lst", "-o", "out"], "none.lst: No such file"),
        (["in", "-o", "/proc/newsclean"], "/proc/newsclean: "),
    ],
)
def test_a_wrong_call_is_one_line_and_writes_nothing(tmp_path: Path, arguments: list[str], says: str) -> None:
    plain(tmp_path / "in", "a.txt")
    (tmp_path / "empty").mkdir()
    done = command(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert says in done.stderr.decode()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", ["json", "jsonl", "corpus.gz"])
def test_shards_together_are_the_whole(archive: Path, tmp_path: Path, format: str) -> None:
    batch(archive, tmp_path / "whole", format=format, per_part=5)
    for number in (1, 2, 3):
        summary, _ = batch(archive, tmp_path / "shards", format=format, per_part=5, shard=f"{number}/3")
        assert 0 < summary["inputs"] < 24
    assert tree(tmp_path / "shards") == tree(tmp_path / "whole")
    together = [json.loads(line) for path in (tmp_path / "shards").glob("manifest-*") for line in path.open()]
    assert sorted(row["n"] for row in together) == list(range(24))


def test_records_for_corpora(archive: Path, tmp_path: Path) -> None:
    batch(archive, tmp_path / "out", format="corpus", per_part=10)
    names = sorted(tree(tmp_path / "out"))
    assert names == ["part-00000.jsonl", "part-00001.jsonl"]
    found = [json.loads(line) for name in names for line in (tmp_path / "out" / name).open(encoding="utf-8")]
    assert len({record["id"] for record in found}) == len(found) > 24
    first = found[0]
    assert list(first) == ["id", "text", "metadata"]
    assert first["metadata"]["date"] == "20010101"
    assert first["metadata"]["page_label"] == "1"
    assert first["text"].startswith(first["metadata"]["headline"])
    types = {key: type(value) for key, value in first["metadata"].items()}
    assert all({key: type(value) for key, value in record["metadata"].items()} == types for record in found)


def test_parquet_has_one_schema(archive: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    batch(archive, tmp_path / "out", format="parquet", per_part=10)
    batch(archive, tmp_path / "lines", format="corpus", per_part=10)
    tables = [parquet.read_table(path) for path in sorted((tmp_path / "out").glob("*.parquet"))]
    assert len({str(table.schema) for table in tables}) == 1
    found = [row for table in tables for row in table.to_pylist()]
    lines = [json.loads(line) for path in sorted((tmp_path / "lines").glob("part*")) for line in path.open()]
    assert found == lines


def test_config_of_each_folder_holds(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a/p.txt", "b/p.txt")
    for folder in "ab":
        (source / folder / "p.txt").write_text("青山夜话\n" + PAGE.format(day=1), encoding="utf-8")
    (source / "a" / "newsclean.toml").write_text('furniture = ["青山夜话"]\n', encoding="utf-8")
    (source / "c").mkdir()
    (source / "c" / "newsclean.toml").write_text("nonsense = 1\n", encoding="utf-8")
    (source / "c" / "p.txt").write_text("x", encoding="utf-8")
    done = command(source, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert b"unknown key nonsense" in done.stderr
    pages = [json.loads((tmp_path / f"out/{folder}/p.json").read_bytes()) for folder in "ab"]
    assert [len(page["furniture"]) for page in pages] == [1, 0]


def test_a_second_run_into_the_same_place_is_refused(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt")
    batch(source, tmp_path / "out")
    with pytest.raises(WrongCall, match="--resume"):
        batch(source, tmp_path / "out")
