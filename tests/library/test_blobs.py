from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.blobs import blob_id, is_object_id, working_blob


def test_the_empty_blob_has_the_id_that_git_documents() -> None:
    assert blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert blob_id(b"", "sha256") == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"


@pytest.mark.parametrize("data", [b"hello\n", b"\0\xff\r\n", "価格".encode()])
def test_ids_are_those_of_git(tmp_path: Path, data: bytes) -> None:
    command = ["git", "hash-object", "--no-filters", "--stdin"]
    said = subprocess.run(command, input=data, capture_output=True, check=True, cwd=tmp_path).stdout
    assert blob_id(data) == said.decode().strip()


def test_only_line_ends_laid_as_crlf_are_no_edit() -> None:
    committed = blob_id(b"one\ntwo\n")
    assert working_blob(b"one\r\ntwo\r\n", committed) == committed
    assert working_blob(b"one\r\nTWO\r\n", committed) == blob_id(b"one\r\nTWO\r\n")


def test_crlf_committed_as_crlf_is_itself() -> None:
    committed = blob_id(b"one\r\n")
    assert working_blob(b"one\r\n", committed) == committed
    assert working_blob(b"one\n", committed) == blob_id(b"one\n")


def test_crlf_without_a_committed_text_keeps_its_exact_id() -> None:
    assert working_blob(b"one\r\n", "") == blob_id(b"one\r\n")


@given(st.binary(max_size=200))
def test_other_bytes_have_another_id(data: bytes) -> None:
    assert blob_id(data) != blob_id(data + b"x")
    assert working_blob(data, blob_id(data)) == blob_id(data)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a" * 40, True),
        ("0" * 64, True),
        ("a" * 39, False),
        ("A" * 40, False),
        ("-" * 40, False),
        ("", False),
    ],
)
def test_a_whole_id_is_40_or_64_small_hex_digits(text: str, whole: bool) -> None:
    assert is_object_id(text) is whole
