"""What was opened is called by its words, also inside a page, after it moved, and when it is gone."""

from __future__ import annotations

from playbook.library.catalog import Catalog
from playbook.library.settings_reading import load_settings
from playbook.page_names import page_names, page_titles, place_names, step_names
from tests.library.gitfolder import GitFolder

PLAY = """---
id: plays/first-call
moved-from: [plays/opening]
---
# First call

## Open

> Hello.

## Objections

### "Our drivers don't speak the language"

> They get it in theirs.
"""


def test_a_page_and_an_objection_inside_one_are_called_as_they_read(folder: GitFolder) -> None:
    folder.write("plays/first-call.md", PLAY)
    folder.commit("Write it")
    root = folder.path
    name_of = page_names(Catalog(root, load_settings(root), root.parent / "cache"))
    inside = 'First call: "Our drivers don\'t speak the language"'
    assert name_of("plays/first-call") == name_of("plays/opening") == "First call"
    assert name_of("plays/first-call#our-drivers-dont-speak-the-language") == inside
    assert name_of("plays/opening#our-drivers-dont-speak-the-language") == inside
    assert name_of("plays/first-call#it-costs-too-much") == "First call: it costs too much"
    assert name_of("plays/gone") == "plays/gone"


def test_a_step_is_called_by_its_title_and_what_is_gone_by_its_id(folder: GitFolder) -> None:
    folder.write("plays/first-call.md", PLAY.replace("## Open", "## The last time"))
    folder.commit("Write it")
    root = folder.path
    catalog = Catalog(root, load_settings(root), root.parent / "cache")
    assert place_names(catalog, "plays/opening", "the-last-time") == ("First call", "The last time")
    assert place_names(catalog, "plays/first-call", "what-it-costs") == ("First call", "what it costs")
    assert place_names(catalog, "plays/first-call") == ("First call", "")
    assert place_names(catalog, "plays/gone", "open") == ("plays/gone", "open")
    name_of = step_names(catalog)
    assert name_of("plays/opening", "the-last-time") == "The last time"
    assert name_of("plays/first-call", "what-it-costs") == "what it costs"
    assert name_of("plays/gone", "open") == "open"
    titles = page_titles(catalog)
    assert titles["plays/opening"] == titles["plays/first-call"] == "First call"
