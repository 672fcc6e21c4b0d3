"""The configuration file: found nearest to the input, typed, unknown keys refused."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from newsclean.config import ConfigError, load, settings_for
from newsclean.file_settings import FileSettings, key_names
from newsclean.options import DEFAULT, Options

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_without_a_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    settings = settings_for(tmp_path / "page.txt")
    assert settings.options == DEFAULT
    assert settings.path is None
    assert not settings.given


def test_every_option_can_be_configured() -> None:
    keys = key_names(FileSettings)
    assert [field.name.replace("_", "-") for field in dataclasses.fields(Options)] == keys[: len(keys) - 3]


def test_nearest_file_wins(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.newsclean]\nspaced-run = 7\n")
    write(tmp_path / "a" / "newsclean.toml", 'byline-tags = ["青芷融媒讯"]\n')
    write(tmp_path / "a" / "b" / "pyproject.toml", "[project]\nname = 'x'\n")  # no section: does not count
    assert settings_for(tmp_path / "page.txt").options.spaced_run == 7
    near = settings_for(tmp_path / "a" / "b" / "page.txt")
    assert near.options == Options(byline_tags=("青芷融媒讯",))
    assert near.path == tmp_path / "a" / "newsclean.toml"
    assert near.given == {"byline-tags"}


def test_search_ends_at_a_repository(tmp_path: Path) -> None:
    write(tmp_path / "newsclean.toml", "spaced-run = 7\n")
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert settings_for(tmp_path / "repo" / "page.txt").path is None


def test_own_file_wins_over_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.newsclean]\nspaced-run = 7\n")
    write(tmp_path / "newsclean.toml", "spaced-run = 8\n")
    assert settings_for(tmp_path).options.spaced_run == 8


def test_explicit_file(tmp_path: Path) -> None:
    path = write(tmp_path / "other.toml", '[check]\nselect = ["NC1"]\n')
    assert settings_for("-", config=path).check.select == ("NC1",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('byline_tag = ["x"]', "unknown key byline_tag; the nearest is byline-tags"),
        ("[check]\nselct = []", "unknown key check.selct; the nearest is check.select"),
        ('spaced-run = "x"', "spaced-run: Expected `int`, got `str`"),
        ("spaced-run = -1", "spaced-run: Expected `int` >= 0"),
        ("[check]\nleast-confidence = 2", "check.least-confidence: Expected `float` <= 1.0"),
        ("check = 3", "check: Expected `object`, got `int`"),
        ('furniture = ["("]', "furniture: '(' is no regular expression"),
        ("x =", "not TOML"),
    ],
)
def test_errors_name_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "newsclean.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_shipped_schema_is_that_of_the_types() -> None:
    from newsclean.showing import shipped_schema

    spec = importlib.util.spec_from_file_location("build_schema", ROOT / "tools" / "build_settings_schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert shipped_schema() == module.build(), "run python tools/build_settings_schema.py"


def test_schema_takes_what_the_types_take() -> None:
    from newsclean.showing import in_force, shipped_schema

    validator = jsonschema.Draft202012Validator(json.loads(shipped_schema()))
    validator.check_schema(validator.schema)
    validator.validate(tomllib.loads(in_force(settings_for())))
    for wrong in ({"spaced-run": "x"}, {"spaced_run": 3}, {"check": {"selct": []}}, {"spaced-run": -1}):
        assert not validator.is_valid(wrong)
