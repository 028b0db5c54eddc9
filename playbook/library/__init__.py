"""Plays in git: revisions, the catalog of a working tree, search, and what changed."""
