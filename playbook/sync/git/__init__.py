"""A hub on a git remote: a branch a journal, that only its owner pushes."""
