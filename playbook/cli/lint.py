"""`playbook plays lint`: what is wrong with the pages, and mending what has one right answer."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit_json, narrate, say
from playbook.cli.parser import add_json, add_verb
from playbook.cli.progress_line import watched
from playbook.errors import NotFoundError, PlaybookError
from playbook.paths import under
from playbook.text import count_of, plain

if TYPE_CHECKING:
    from playbook.plays.lint.model import Finding, Report
    from playbook.workspace import Workspace

_GITHUB = {"error": "error", "warn": "warning", "suggestion": "notice"}


def register(verbs: Any) -> None:
    """Add the verb to `plays`."""
    verb = add_verb(verbs, "lint", "say what is wrong with the pages, and where", _lint)
    verb.add_argument("paths", metavar="PATH", nargs="*", help="only these files or folders")
    verb.add_argument("--fix", action="store_true", help="mend what has one right answer")
    verb.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text, json, or github's annotations",
    )
    verb.add_argument(
        "--fail-on",
        choices=("error", "warn"),
        default="warn",
        help="how bad a finding ends with code 1 (warn)",
    )
    add_json(verb)


def _lint(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    wanted = _inside(workspace, options.paths)
    with watched() as progress:
        found = workspace.lint(progress)
    if options.fix:
        told = _of(found, wanted)
        if mended := _fix(workspace, told):
            narrate(f"Mended {count_of(mended, 'finding')}. Look at it with `git diff`.")
            found = workspace.lint()
        elif told and not any(finding.edits for finding in told):
            narrate("Nothing was mended: none of this has one right answer, so it is for you to decide.")
    findings = _of(found, wanted)
    _tell(findings, "json" if options.json else options.format)
    if not findings and not options.json and options.format == "text":
        silenced = f" {count_of(found.silenced, 'finding')} silenced." if found.silenced else ""
        narrate(f"Nothing to say about {count_of(found.pages, 'page')}.{silenced}")
    elif options.format == "text" and not options.json:
        narrate(_summary(findings))
    bad = ("error",) if options.fail_on == "error" else ("error", "warn")
    return 1 if any(finding.severity in bad for finding in findings) else 0


def _inside(workspace: Workspace, paths: Sequence[str]) -> list[str]:
    """Return paths as they are under the playbook's root; raises NotFoundError."""
    found = []
    for given in paths:
        path = under(workspace.root, given)
        if not (workspace.root / path).exists():
            raise NotFoundError("file", given, [])
        found.append("" if path == "." else path)
    return found


def _of(found: Report, wanted: Sequence[str]) -> list[Finding]:
    from playbook.library.linting import below

    return [finding for finding in found.findings if not wanted or below(finding.path, wanted)]


def _tell(findings: Sequence[Finding], form: str) -> None:
    if form == "json":
        emit_json([row(finding) for finding in findings])
        return
    for finding in findings:
        if form == "github":
            say(_annotation(finding))
        else:
            fix = f" [--fix: {finding.fix}]" if finding.fix else ""
            place = f"{finding.path}:{finding.line}:{finding.column}"
            say(plain(f"{place}: {finding.severity} {finding.code} {finding.message}{fix}"))


def row(finding: Finding) -> dict[str, Any]:
    """Return one object of `plays lint`, with the keys of cli.md."""
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "fix": finding.fix or None,
    }


def _annotation(finding: Finding) -> str:
    """Return a workflow command of GitHub's, its data escaped as its runner reads it."""

    def value(text: str) -> str:
        escaped = plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return escaped.replace(":", "%3A").replace(",", "%2C")

    message = plain(finding.message).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return (
        f"::{_GITHUB[finding.severity]} file={value(finding.path)},line={finding.line},col={finding.column},"
        f"title={finding.code}::{message}"
    )


def _summary(findings: Sequence[Finding]) -> str:
    counts = [
        count_of(number, word)
        for level, word in (("error", "error"), ("warn", "warning"), ("suggestion", "suggestion"))
        if (number := sum(finding.severity == level for finding in findings))
    ]
    mendable = sum(bool(finding.edits) for finding in findings)
    how = f" `playbook plays lint --fix` mends {mendable} of them." if mendable else ""
    return f"{', '.join(counts)}.{how}"


def _fix(workspace: Workspace, findings: Sequence[Finding]) -> int:
    """Make the edits, file by file; a file that was changed meanwhile is left and told."""
    from playbook.checking import mend_page

    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.edits:
            by_path.setdefault(finding.path, []).append(finding)
    total = 0
    for path, some in by_path.items():
        try:
            total += mend_page(workspace, path, some).count
        except PlaybookError as error:
            narrate(str(error))
    return total
