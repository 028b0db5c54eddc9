"""A repository with a long history: pages changed one by one, some by proposals that were merged."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

PAGES = 1_000
COMMITS = 11_000
OFTEN = "plays/discover/play-0000.md"
"""The page that is changed every hundredth time."""
START = 1_600_000_000
HOUR = 3_600
_WHO = "Dana Ortiz <dana@northwind.example>"


def lay_history(root: Path, seed: int, *, pages: int = PAGES, commits: int = COMMITS) -> None:
    """Make a repository at `root` with so many pages and commits, by one `git fast-import`."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    stream = b"".join(part.encode() for part in _stream(Random(seed), pages, commits))
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run(["git", "-C", str(root), "reset", "-q", "--hard", "main"], check=True)


def _stream(random: Random, pages: int, commits: int) -> Iterator[str]:
    texts = [[f"- [ ] Line {line} of page {page}" for line in range(60)] for page in range(pages)]
    yield _commit("refs/heads/main", 1, 0, "Begin", "")
    for page in range(pages):
        yield _file(page, texts[page])
    mark = 1
    while mark < commits:
        page = 0 if mark % 100 == 0 else random.randrange(pages)
        line = random.randrange(60)
        texts[page][line] = f"- [ ] Line {line} of page {page}, changed {mark}"
        said = f"\n\nFeedback: f{mark:025d}" if mark % 10 == 0 else ""
        proposal = mark % 5 == 0
        branch = "refs/heads/side" if proposal else "refs/heads/main"
        yield _commit(branch, mark + 1, mark, f"Change page {page}{said}", f"from :{mark}\n")
        yield _file(page, texts[page])
        mark += 1
        if proposal and mark < commits:
            approved = "\n\nApproved-by-marketing: Dana Ortiz <dana@northwind.example>\nReview: one"
            parents = f"from :{mark - 1}\nmerge :{mark}\n"
            yield _commit("refs/heads/main", mark + 1, mark, f"Publish page {page}{approved}", parents)
            yield _file(page, texts[page])
            mark += 1
    yield "done\n"


def _commit(branch: str, mark: int, number: int, message: str, parents: str) -> str:
    when = f"{START + number * HOUR} +0000"
    return (
        f"commit {branch}\nmark :{mark}\nauthor {_WHO} {when}\ncommitter {_WHO} {when}\n"
        f"data {len(message.encode())}\n{message}\n{parents}"
    )


def _file(page: int, lines: list[str]) -> str:
    text = "\n".join([f"# Play {page}", "", "## Open", "", *lines, ""])
    stage = ("discover", "qualify", "commit", "use")[page % 4]
    return f"M 100644 inline plays/{stage}/play-{page:04d}.md\ndata {len(text.encode())}\n{text}\n"
