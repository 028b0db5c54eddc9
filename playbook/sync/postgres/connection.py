"""One connection to a hub: made when it is needed, made again when it is lost."""

from __future__ import annotations

import getpass
import os
import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from playbook.sync.hub import HubUnreachableError
from playbook.sync.postgres.address import Address
from playbook.sync.postgres.errors import DriverMissingError, connecting, is_lost

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[object, ...]]

Answer = TypeVar("Answer")
Sleep = Callable[[float], object]

WAITS = (0.2, 1.0, 3.0)
"""Seconds before each further try; each is stretched by chance, so that many clients do not come at once."""


class Connecting:
    """Asks questions, each again on a new connection where the old one is lost."""

    def __init__(
        self, address: Address, *, sleep: Sleep | None = None, waits: tuple[float, ...] = WAITS
    ) -> None:
        self.address = address
        self._stopped = threading.Event()
        self._sleep: Sleep = sleep or self._stopped.wait
        self._waits = waits
        self._open: Connection | None = None

    def __call__(self) -> Connection:
        """Return the open connection, or a new one; raises HubUnreachableError or HubRefusedError."""
        if self._open is None or self._open.closed:
            self._open = connect(self.address)
        return self._open

    def asking(self, question: Callable[[Connection], Answer]) -> Answer:
        """Return the answer to a question that may be asked twice.

        Raises the psycopg error where the hub refused, HubUnreachableError where it stayed away. A hub that was not
        there to begin with is not waited for; one that was, and restarts, is.
        """
        import psycopg

        was_there = False
        for wait in (*self._waits, None):
            last = wait is None or self._stopped.is_set()
            try:
                return question(self())
            except HubUnreachableError:
                if last or not was_there:
                    raise
            except psycopg.Error as error:
                if last or not is_lost(error):
                    raise
                was_there = True
                self.drop()
            assert wait is not None
            self._sleep(wait * random.uniform(0.5, 1.5))
        raise AssertionError

    def drop(self) -> None:
        """Let go of the connection; the next question makes a new one."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def close(self) -> None:
        """Let go for good: a try that waits for its turn is the last."""
        self._stopped.set()
        self.drop()


def connect(address: Address) -> Connection:
    """Return a connection whose statements stand by themselves; raises HubUnreachableError or HubRefusedError."""
    try:
        import psycopg
    except ImportError:
        raise DriverMissingError from None
    try:
        connection = psycopg.connect(**address.parameters, autocommit=True)  # type: ignore[arg-type]
    except psycopg.Error as error:
        role = address.parameters.get("user") or os.environ.get("PGUSER") or getpass.getuser()
        raise connecting(error, address.name, role) from error
    connection.add_notice_handler(lambda _: None)
    return connection
