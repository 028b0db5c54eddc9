"""What PostgreSQL says, in words for the person it happens to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.sync.hub import (
    HubRefusedError,
    HubUnreachableError,
    JournalRewrittenError,
    MissingRecordsError,
    NotMineError,
)

if TYPE_CHECKING:
    import psycopg

KEEPER = "Ask whoever keeps the hub"

_GONE = ("57P01", "57P02", "57P03", "25P03", "57P05")
"""The server stops, starts, crashed, or ended a session that stood idle."""
_AGAIN = ("40001", "40P01", "55P03")
"""Somebody else was in the way: worth another try."""


class DriverMissingError(PlaybookError):
    """The library that speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The hub is a PostgreSQL database, and what speaks to one is not installed: "
            "pip install 'playbook[postgres]'."
        )


class OlderSchemaError(HubRefusedError):
    """The hub was laid by an older Playbook."""

    def __init__(self, name: str, has: int, needs: int) -> None:
        super().__init__(
            name,
            f"its tables are of version {has}, and this Playbook needs {needs}",
            f"{KEEPER} to run `playbook hub create`, which brings them up to date and loses nothing.",
        )


class NewerSchemaError(HubRefusedError):
    """The hub was laid by a newer Playbook."""

    def __init__(self, name: str, has: int, knows: int) -> None:
        super().__init__(
            name,
            f"its tables are of version {has}, and this Playbook knows {knows}",
            "Update Playbook on this machine; until then everything is kept here.",
        )


def no_hub(name: str) -> HubRefusedError:
    """Return the error for a database in which no hub was laid, or none that this role may see."""
    return HubRefusedError(
        name, "there is no hub in it for you", f"{KEEPER} for `playbook hub create`, then `playbook hub add`."
    )


def is_lost(error: psycopg.Error) -> bool:
    """Say whether the connection is gone, or another try may do: nothing then says that the hub refused."""
    from psycopg import InterfaceError, OperationalError

    state = error.sqlstate
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    return state.startswith("08") or state in _GONE or state in _AGAIN


def connecting(error: psycopg.Error, name: str, role: str) -> PlaybookError:
    """Return what to tell a person whose connection failed."""
    said = _first_line(error)
    if "no password supplied" in said:
        return HubRefusedError(
            name,
            f"it wants a password for {role}, and none was found",
            "Put it into ~/.pgpass (a line host:port:database:role:password, for your eyes alone) or PGPASSWORD.",
        )
    if "authentication failed" in said:
        return HubRefusedError(
            name,
            f"it does not take the password or the name {role}",
            f"Look into ~/.pgpass or PGPASSWORD; for a new one: `playbook hub add {role} --new-password`, by whoever "
            "keeps the hub.",
        )
    if "database" in said and "does not exist" in said:
        return HubRefusedError(name, said, f"Check its name, or make it: createdb. {KEEPER}.")
    if "role" in said and "does not exist" in said:
        return HubRefusedError(name, said, f"{KEEPER} for `playbook hub add {role}`.")
    if "permission denied for database" in said:
        return HubRefusedError(name, said, f"{KEEPER} for `playbook hub add {role}`.")
    if "certificate" in said or "does not match host name" in said:
        return HubRefusedError(
            name,
            said,
            "Nothing here vouches that it is the right server: sslrootcert=FILE names the authority that signed its "
            "certificate. If you did not expect this, ask whoever keeps the hub first.",
        )
    if "SSL" in said:
        return HubRefusedError(
            name, said, "Records are not sent in clear. Have the server offer TLS (ssl = on)."
        )
    if "definition of service" in said or "service file" in said:
        return HubRefusedError(
            name, said, "Look into ~/.pg_service.conf, or the file that PGSERVICEFILE names."
        )
    if "pg_hba.conf" in said:
        return HubRefusedError(name, said, f"{KEEPER} to let {role} in from this network.")
    return HubUnreachableError(name, said)


def answered(error: psycopg.Error, name: str, journal: str = "", first: int = 0) -> PlaybookError:
    """Return what to tell a person whose question or records the hub refused."""
    state = error.sqlstate or ""
    detail = int(error.diag.message_detail or 0) if state.startswith("PB") else 0
    if state == "PB001":
        return NotMineError(journal)
    if state == "PB007":
        return HubRefusedError(name, "the device is somebody else's", "Its owner closes it, or an admin.")
    if state == "PB003":
        return HubRefusedError(
            name,
            "this device was closed as lost",
            f"If you have it again: {KEEPER} for `playbook hub close-device PERSON DEVICE --undo`.",
        )
    if state == "PB004":
        return MissingRecordsError(journal, detail, first)
    if state == "PB005":
        return JournalRewrittenError(journal, detail)
    if state == "PB002":
        return HubRefusedError(
            name, "what is for oneself alone never leaves its device", "Report this: it is a bug."
        )
    if state == "PB006" or state.startswith("22"):
        return HubRefusedError(
            name,
            f"a line is no record of {journal}",
            "`playbook doctor` says which journal is damaged, and how.",
        )
    if state in ("3F000", "42P01", "42883") or (state == "42501" and "schema" in str(error)):
        return no_hub(name)
    if state == "42501":
        return HubRefusedError(name, _first_line(error), f"{KEEPER} whether you may.")
    if state == "57014":
        return HubUnreachableError(name, "it took longer than it may", "It is busy: try again in a while")
    if state.startswith("53"):
        return HubUnreachableError(
            name, f"it is full: {_first_line(error)}", f"{KEEPER}; nothing is lost meanwhile"
        )
    if is_lost(error):
        return HubUnreachableError(name, _first_line(error))
    return HubRefusedError(name, _first_line(error), f"{KEEPER}, and show them this sentence.")


def _first_line(error: psycopg.Error) -> str:
    """Return the gist of what libpq or the server said, in one line."""
    said = str(error).strip().split("\n")[0].strip()
    return said.rpartition("failed: ")[2].removeprefix("FATAL:").removeprefix("ERROR:").strip().rstrip(".")
