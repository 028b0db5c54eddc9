"""What was really done: adherence, and figures per play, step and person."""
