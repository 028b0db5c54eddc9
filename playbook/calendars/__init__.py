"""Meetings, read from the calendar files that a user names: never written, and nothing asked of any network."""
