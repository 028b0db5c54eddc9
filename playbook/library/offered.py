"""Which plays a person is offered today."""

from __future__ import annotations

from datetime import date

from playbook.dates import short_day
from playbook.plays.model import Summary


def why_not_offered(play: Summary, person: str, today: date) -> str:
    """Return why `play` is not offered to `person` on the day `today`, or an empty text when it is."""
    if play.status == "retired":
        return "retired"
    if play.status == "draft":
        return "a draft"
    if play.effective_from and today < play.effective_from:
        return f"valid from {short_day(play.effective_from, today)}"
    if play.expires and today > play.expires:
        return f"expired on {short_day(play.expires, today)}"
    if play.status == "pilot":
        pilot = play.pilot
        if pilot is None or person not in pilot.reps:
            return "a pilot with other reps"
        if pilot.until and today > pilot.until:
            return f"a pilot that ended on {short_day(pilot.until, today)}"
    return ""
