"""The driver of a visitor in a browser (`playbook serve`): Textual's own, which leaves when the server has gone."""

from __future__ import annotations

import contextlib

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class VisitDriver(WebDriver):
    """Takes keys from the server's pipe."""

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
