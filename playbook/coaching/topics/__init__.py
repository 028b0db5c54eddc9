"""What to talk about: each rule says when something is more than noise, and how often chance alone says so."""
