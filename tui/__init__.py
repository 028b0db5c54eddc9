"""The terminal app: shows what the core says and tells it what was pressed."""
