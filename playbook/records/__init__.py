"""What happened in the field: immutable records in append-only journals."""
