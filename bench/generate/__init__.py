"""Playbooks and records of any size, the same ones from the same seed."""
