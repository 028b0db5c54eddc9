"""Public holidays of a country or a part of it, from the `holidays` library, which knows the rules of each year.

The library takes a tenth of a second to import, so it is asked only where a playbook names a region, and only once
a year's working hours are counted.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from playbook.errors import PlaybookError
from playbook.text import nearest


class UnknownRegionError(PlaybookError):
    """A country, or a part of one, whose holidays nobody here knows."""

    def __init__(self, region: str, known: list[str]) -> None:
        hint = f" Did you mean {' or '.join(known)}?" if known else ""
        super().__init__(
            f"The public holidays of “{region}” are not known here, so none are counted.{hint} Write a country as "
            "two letters, and its part after a hyphen, such as DE-BY; or list the days under `holidays`."
        )


@lru_cache(maxsize=512)
def public_holidays(region: str, year: int) -> frozenset[date]:
    """Return the days of `year` on which nobody works in `region` (`DE`, `DE-BY`); none where it is not known."""
    from holidays import country_holidays

    country, _, part = region.partition("-")
    try:
        return frozenset(country_holidays(country, subdiv=part or None, years=year))
    except (NotImplementedError, KeyError, ValueError):
        return frozenset()


def check_region(region: str) -> None:
    """Raise UnknownRegionError, with the nearest that are known, unless the library knows `region`."""
    from holidays import list_supported_countries

    countries = list_supported_countries(include_aliases=True)
    country, _, part = region.partition("-")
    if country not in countries:
        raise UnknownRegionError(region, nearest(country, countries))
    if part and part not in countries[country]:
        raise UnknownRegionError(
            region, [f"{country}-{one}" for one in nearest(part, countries[country])] or [country]
        )


def edition(region: str) -> str:
    """Return which edition of the rules holds, without reading them: other rules, other promises."""
    if not region:
        return ""
    from importlib.metadata import version

    return f"{region} {version('holidays')}"
