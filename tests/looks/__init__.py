"""Pictures of every path a person walks in a real terminal, in each size and look (`make looks`)."""
