"""The figures: each module measures one thing a person notices, and its floor."""
