"""A report as one HTML file: self-contained, without scripts, readable in the dark, and fit to print."""

from __future__ import annotations

from html import escape

from playbook.reporting.model import TEXTS, Block, Grid, Kind, Report, Words, cell_text
from playbook.reporting.svg import chart_svg
from playbook.text import one_line, plain

LONG, WHOLE = 40, 12
"""Letters from which on a text needs room, and up to which one with a hyphen stays on one line."""
STYLE = """
:root{color-scheme:light dark;--ink:#1c2126;--quiet:#5c6670;--rule:#d8dde2;--ground:#fff;--line:#1f5fa8;
  --warn:#9a4a00;--bar:#6f9bd1}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--quiet:#9aa5b0;--rule:#3a424a;--ground:#15191d;
  --line:#7db2f0;--warn:#ffb066;--bar:#4b78b0}
}
@media print{:root{--ink:#000;--quiet:#444;--rule:#bbb;--ground:#fff;--line:#1f5fa8;--warn:#7a3a00;
  --bar:#8fb0d8}
}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);
  background:var(--ground);max-width:780px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;margin:0 0 .2rem}
h2{font-size:1.15rem;margin:2rem 0 .4rem;border-bottom:1px solid var(--rule);padding-bottom:.2rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem}
p{margin:.35rem 0}
.about,.dim{color:var(--quiet)}
.strong{font-weight:600;margin-top:1.1rem}
.warn{color:var(--warn)}
.warn::before{content:"! "}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.9rem}
th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--rule);vertical-align:top}
th{font-weight:600;color:var(--quiet)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{white-space:normal;vertical-align:bottom}
td:first-child:not(.whole){min-width:9rem}
.whole{white-space:nowrap}
.long{min-width:14rem}
.wide{overflow-x:auto}
svg.chart{width:100%;height:auto;display:block;margin:.3rem 0}
svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
svg .m{fill:var(--quiet);paint-order:stroke;stroke:var(--ground);stroke-width:4px}
svg .grid{stroke:var(--rule)}
svg .mean{stroke:var(--quiet)}
svg .limit{stroke:var(--quiet);stroke-dasharray:6 4;fill:none}
svg .inner{stroke:var(--line);fill:none}
svg .mark{stroke:var(--warn);stroke-dasharray:2 3}
svg .values{stroke:var(--line);stroke-width:2;fill:none}
svg .point{fill:var(--line)}
svg .flagged{fill:var(--warn)}
svg .bar{fill:var(--bar)}
svg .interval{stroke:var(--line);stroke-width:2}
@media print{@page{margin:14mm}
body{margin:0;padding:0;max-width:none;font-size:10pt}
h2,.strong,figcaption{break-after:avoid}
figure,tr{break-inside:avoid}
p{orphans:3;widows:3}
.wide{overflow:visible}
table{font-size:8pt}
th,td{padding:.1rem .25rem}
.long{min-width:7rem}
td:first-child:not(.whole){min-width:7rem}
}
figure{margin:.6rem 0}
figcaption{font-weight:600;font-size:.9rem;color:var(--quiet)}
"""


def report_html(report: Report) -> str:
    """Return a report as a whole HTML file; what it says is data and never markup."""
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        # Nothing is loaded from anywhere, even where a browser would be asked to.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_safe(report.title)}</title><style>{STYLE}</style></head><body>",
        f'<h1>{_safe(report.title)}</h1><p class="about">{_safe(report.about)}</p>',
    ]
    for section in report.sections:
        parts.append(f"<section><h2>{_safe(section.title)}</h2>" if section.title else "<section>")
        parts += [_block(block) for block in section.blocks]
        parts.append("</section>")
    return "\n".join([*parts, "</body></html>\n"])


def _block(block: Block) -> str:
    if isinstance(block, Words):
        kind = f' class="{block.tone}"' if block.tone else ""
        return f"<p{kind}>{_safe(block.text)}</p>"
    if isinstance(block, Grid):
        return _table(block)
    said = f'<p class="dim">{_safe(block.said)}</p>' if block.said else ""
    drawn = chart_svg(block)
    if not drawn:
        drawn = '<p class="dim">Nothing to draw yet.</p>'
    return f"<figure><figcaption>{_safe(block.title)}</figcaption>{drawn}{said}</figure>"


def _table(grid: Grid) -> str:
    if not grid.rows:
        return '<p class="dim">Nothing yet.</p>'
    shown = [(place, grid.columns[place]) for place in grid.shown]
    head = "".join(f"<th{_as(column.kind)}>{_safe(column.heading)}</th>" for _, column in shown)
    body = []
    for row in grid.rows:
        cells = ((column.kind, _safe(cell_text(row[place], column.kind))) for place, column in shown)
        body.append(f"<tr>{''.join(f'<td{_as(kind, text)}>{text}</td>' for kind, text in cells)}</tr>")
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
    )


def _as(kind: Kind, text: str = "") -> str:
    """Return how a cell is set: figures to the right, an id on one line, a sentence never as narrow as a word."""
    if kind not in TEXTS:
        return ' class="n"'
    if len(text) > LONG:
        return ' class="long"'
    return ' class="whole"' if "-" in text and len(text) <= WHOLE and " " not in text else ""


def _safe(text: str) -> str:
    return escape(one_line(plain(text)))
