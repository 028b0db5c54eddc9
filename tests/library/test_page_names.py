"""What was opened is called by its words, also inside a page, after it moved, and when it is gone."""

from __future__ import annotations

from playbook.library.catalog import Catalog
from playbook.library.settings_reading import load_settings
from playbook.page_names import page_names
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
