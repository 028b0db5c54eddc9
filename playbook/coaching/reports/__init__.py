"""What a team, a play and a person did, as reports: the same on the screen, in a file and for other programs."""
