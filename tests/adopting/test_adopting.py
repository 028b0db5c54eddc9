"""Adopting pages that are there: stages from folders, one spelling a value, and no word of the prose touched."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.adopting.plan import Offer, Plan, Read, plan
from playbook.adopting.stages import stages_of
from playbook.adopting.words import words_of
from playbook.plays.decode import decode
from playbook.plays.model import Facts
from playbook.plays.parse import read_page
from playbook.plays.settings import parse_settings
from playbook.plays.settings_model import Settings

HEAD = '[playbook]\nid = "x"\n'
RUNNABLE = "# Title\n\n## One\n\n> Say.\n\n## Two\n\n> Say.\n"


def read(path: str, text: str | bytes) -> Read:
    """Return a page as it would be read."""
    data = text.encode() if isinstance(text, str) else text
    return Read(path, data, read_page(data, path), decode(data)[0])


def adopt(pages: dict[str, str | bytes], settings: Settings | None = None) -> Plan:
    """Return what is proposed for some pages."""
    return plan([read(path, text) for path, text in sorted(pages.items())], settings or Settings(), HEAD)


def offer(found: Plan, path: str) -> Offer:
    """Return what is proposed for one file."""
    return next(one for one in found.offers if one.path == path)


# Stages


@pytest.mark.parametrize(
    ("paths", "stages"),
    [
        pytest.param(
            ["plays/qualify/a.md", "plays/close/b.md"], {"close": "Close", "qualify": "Qualify"}, id="plays"
        ),
        pytest.param(
            ["docs/02-deal-control/a.md", "docs/01-start/x/y.md"],
            {"start": "Start", "deal-control": "Deal control"},
            id="numbered, in their order",
        ),
        pytest.param(["a/poc/1.md", "a/smb/2.md"], {"poc": "POC", "smb": "SMB"}, id="abbreviations"),
        pytest.param(["a.md", "b/c.md"], {"b": "B"}, id="beside the folders"),
        pytest.param(["a.md", "b.md"], {}, id="no folders"),
        pytest.param([], {}, id="nothing"),
        pytest.param(["x/日本/1.md", "x/ä b/2.md"], {"日本": "日本", "ä-b": "Ä b"}, id="other letters"),
    ],
)
def test_the_folders_in_which_the_plays_part_are_the_stages(paths: list[str], stages: dict[str, str]) -> None:
    assert dict(stages_of(paths).names) == stages


def test_folders_in_two_spellings_are_one_stage() -> None:
    found = stages_of(["p/Discovery/a.md", "p/discovery/b.md", "p/discovery/c.md", "p/close/d.md"])
    assert dict(found.names) == {"discovery": "Discovery", "close": "Close"}
    assert found.of["p/Discovery/a.md"] == ("discovery", "Discovery")
    assert found.merged == (("Discovery", "discovery"),)


# Vocabulary


def test_spellings_of_one_value_become_the_one_used_most() -> None:
    found = words_of(
        [
            Facts(segments=("mid-market", "SMB"), stage="Qualify"),
            Facts(segments=("MidMarket", "smb"), stage="qualify"),
            Facts(segments=("mid-market",), personas=("VP Sales",)),
        ]
    )
    assert found.known["segments"] == ("mid-market", "smb")
    assert found.renamed["segments"] == {"MidMarket": "mid-market", "SMB": "smb"}
    assert found.known["personas"] == ("VP Sales",)
    assert found.renamed["stage"] == {"Qualify": "qualify"}


# Pages


def test_what_is_proposed_is_a_playbook_that_reads() -> None:
    found = adopt(
        {
            "plays/qualify/first.md": RUNNABLE,
            "plays/close/last.md": f"---\nsegments: [SMB]  # ours\ntitle: Last\n---\n{RUNNABLE}",
            "plays/close/other.md": f"---\nsegments:\n  - smb\n  - smb\n---\n{RUNNABLE}",
            "README.md": RUNNABLE,
            "notes.md": "Only text.\n",
        }
    )
    assert [one.path for one in found.offers] == [
        "playbook.toml", "plays/close/last.md", "plays/close/other.md", "plays/qualify/first.md",
    ]  # fmt: skip
    settings = parse_settings(offer(found, "playbook.toml").after.decode())
    assert [stage.id for stage in settings.stages] == ["close", "qualify"]
    assert settings.vocabulary.segments == ("smb",)
    tomllib.loads(offer(found, "playbook.toml").after.decode())
    assert offer(found, "plays/qualify/first.md").after.decode() == f"---\nstage: qualify\n---\n\n{RUNNABLE}"
    assert offer(found, "plays/close/last.md").after.decode() == (
        f"---\nsegments: [smb]  # ours\ntitle: Last\nstage: close\n---\n{RUNNABLE}"
    )
    assert offer(found, "plays/close/last.md").why == (
        "segments: “SMB” is written “smb”.", "stage: close, from the folder close.",
    )  # fmt: skip


def test_a_page_about_its_folder_is_no_play() -> None:
    found = adopt(
        {
            "a/one/index.md": RUNNABLE,
            "a/one/x.md": RUNNABLE,
            "a/two/README.md": RUNNABLE,
            "a/two/y.md": RUNNABLE,
        }
    )
    assert [one.path for one in found.offers] == ["playbook.toml", "a/one/x.md", "a/two/y.md"]


def test_a_second_time_nothing_is_left_to_propose() -> None:
    pages: dict[str, str | bytes] = {
        "a/one/x.md": RUNNABLE,
        "a/two/y.md": f"---\nsegments: [A, a, a]\n---\n{RUNNABLE}",
    }
    found = adopt(pages)
    taken = {**pages, **{one.path: one.after for one in found.offers}}
    settings = parse_settings(str(taken.pop("playbook.toml"), "utf-8"))  # type: ignore[arg-type]
    assert adopt(taken, settings).offers == ()


def test_a_playbook_that_is_there_gets_only_the_stages_it_knows() -> None:
    settings = parse_settings('[[stages]]\nid = "one"\n')
    found = adopt({"a/one/x.md": RUNNABLE, "a/two/y.md": RUNNABLE}, settings)
    assert [one.path for one in found.offers] == ["a/one/x.md"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(f"---\ntitle: A: b: c\n x\n---\n{RUNNABLE}", "cannot be read (line", id="broken"),
        pytest.param(f"+++\ntitle = 1\n+++\n{RUNNABLE}", "TOML", id="toml"),
        pytest.param(RUNNABLE.encode() + b"Caf\xe9\n", "not UTF-8", id="another encoding"),
    ],
)
def test_what_a_program_cannot_write_safely_is_left_and_told(text: str | bytes, why: str) -> None:
    found = adopt({"a/one/x.md": text, "a/two/y.md": RUNNABLE})
    assert [(path, why in told) for path, told in found.left] == [("a/one/x.md", True)]
    assert "a/one/x.md" not in [one.path for one in found.offers]


FRONTS = (
    "",
    "---\ntitle: X\n---\n",
    "---\r\nsegments: [A, b]\r\n---\r\n",
    "\ufeff---\ntags: [x]\n---\n",
    "\ufeff",
    "---\n",
)


@given(
    st.sampled_from(FRONTS),
    st.text(st.sampled_from("#->`~ \n\r\t\x0c\u2028ab:é日[]{}|*_"), max_size=60),
)
def test_no_byte_below_the_front_matter_is_ever_another(front: str, prose: str) -> None:
    body = f"\n## One\n\n> Say.\n\n## Two\n\n{prose}\n"
    data = (front + body).encode()
    found = adopt(
        {"a/one/x.md": data, "a/two/y.md": "---\nsegments: [a, a, B]\n---\n" + RUNNABLE, "a/b/z.md": RUNNABLE}
    )
    for one in found.offers:
        if one.path == "a/one/x.md":
            assert one.after != data
            assert one.after.endswith(body.encode())
            then, now = read(one.path, data).page, read(one.path, one.after).page
            assert [step.id for step in now.steps] == [step.id for step in then.steps] or front == "---\n"
