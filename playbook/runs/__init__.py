"""Guiding a run: a state machine over a play, and the open runs of this device."""
