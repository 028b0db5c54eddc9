"""What a liaison does beside the queue: the market's digest, who to call, the meeting's agenda, the audit."""
