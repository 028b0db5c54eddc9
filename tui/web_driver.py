"""The driver of a visitor in a browser (`playbook serve`): Textual's own, which leaves when the server has gone."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import Any

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp

from playbook.whole_output import WholeFile


class VisitDriver(WebDriver):
    """Takes keys from the server's pipe."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # What is sent has its length before it: were an end lost, nothing after it could be read.
        self._write = partial(WholeFile(self.fileno, "wb", closefd=False).write)

    def run_input_thread(self) -> None:
        """Hand keys on until the app ends, or the server does: nobody could see or end this process then."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(ExitApp())

    def stop_application_mode(self) -> None:
        """Tell the server that it is over, if it is still there."""
        with contextlib.suppress(BrokenPipeError):
            super().stop_application_mode()

    def write(self, data: str) -> None:
        """Write to the server, if it is still there."""
        with contextlib.suppress(BrokenPipeError):
            super().write(data)
