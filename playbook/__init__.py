"""Playbook: the shared sales playbook that runs in the terminal."""

__version__ = "0.1.0"
