"""Joint approval: a change is proposed, approved by both sides, and published."""
