"""Making a playbook of a repository that has pages already: what is proposed, file by file, and what is taken."""
