"""The linter: what is wrong with a page, at its line, and what would be right."""
