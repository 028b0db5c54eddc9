"""Logs from elsewhere: a process log or a CRM's pipeline, read as runs of a play and kept apart from real ones."""
