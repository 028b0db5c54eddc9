"""The hub in PostgreSQL: rows that only their owner can add, under row-level security, and what keeps it."""
