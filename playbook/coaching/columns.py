"""Columns that several tables begin with: what a line is about, by its id for programs and by its title for people."""

from __future__ import annotations

from playbook.reporting.model import Column

PLAY = (Column("play", "Play", only_data=True), Column("title", "Play"))
OBJECTION = (Column("page", "Page", only_data=True), Column("title", "Objection or battlecard"))
