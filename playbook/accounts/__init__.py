"""Accounts and opportunities, by name or id."""
