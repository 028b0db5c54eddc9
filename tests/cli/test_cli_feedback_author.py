"""What an author does with their feedback from the shell: add, give to everyone, hear it again elsewhere."""

from __future__ import annotations

from tests.cli.shell import Shell


def seen_by(shell: Shell, who: str) -> list[str]:
    return [row["text"] for row in shell.ok("feedback list --json", as_=who).data]


def test_more_is_added_for_all_who_see_the_item(shell: Shell) -> None:
    id_ = shell.ok("feedback add wrong 'the list price'").line
    shell.ok(f"feedback more {id_} page two as well")
    (act,) = shell.ok(f"feedback show {id_} --json", as_="mia").data["thread"]
    assert (act["person"], act["action"], act["text"]) == ("lee", "note", "page two as well")
    assert shell(f"feedback more {id_} ' '").code == 2


def test_what_was_given_to_the_liaisons_alone_is_given_to_everyone_by_its_author(shell: Shell) -> None:
    id_ = shell.ok("feedback add wrong 'about my manager' --liaison-only").line
    shell.ok(f"feedback more {id_} twice now")
    assert seen_by(shell, "mia") == []
    assert "Only lee can give it to everyone" in shell(f"feedback share {id_}", as_="dana").err
    assert shell(f"feedback share {id_}", as_="mia").code == 2
    shell.ok(f"feedback share {id_}")
    assert seen_by(shell, "mia") == seen_by(shell, "dana") == ["about my manager"]
    assert "Everyone of the playbook sees it already." in shell(f"feedback share {id_}").err


def test_only_its_author_replies_and_withdraws(shell: Shell) -> None:
    id_ = shell.ok("feedback add wrong 'about my manager' --liaison-only").line
    shell.ok(f"desk ask {id_} which", as_="dana")
    assert shell(f"feedback reply {id_} me", as_="mia").code == 2
    shell.ok(f"feedback reply {id_} the last one")
    assert shell(f"feedback withdraw {id_}", as_="dana").code == 2
    shell.ok(f"feedback withdraw {id_}")
    shell.ok("desk undo")
    assert shell.ok(f"feedback show {id_} --json").data["state"] == "accepted"
    assert seen_by(shell, "mia") == []
