"""Exchange with a hub: what I recorded goes out, what others recorded comes in, and nothing is lost between."""
