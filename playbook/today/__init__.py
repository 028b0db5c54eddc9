"""Today: what a person opens in the morning, and what they do with each line of it."""
