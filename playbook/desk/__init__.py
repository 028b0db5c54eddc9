"""Feedback folded into items, and what a liaison does with them."""
