"""A real sshd for git, reached by a port of this machine: a key and a known host in a folder of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

_SETTINGS = """\
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication yes
PermitRootLogin yes
StrictModes no
UsePAM no
PidFile none
LogLevel ERROR
"""


def program() -> str:
    """Return sshd's program; empty where there is none."""
    named = os.environ.get("PLAYBOOK_SSHD", "")
    found = named or shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return str(Path(found).resolve()) if found else ""


class Sshd:
    """Serves each connection by an sshd of its own, as inetd does: no port is guessed, and nothing goes on after it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.user = getpass.getuser()
        for name in ("host", "other-host", "key", "stranger"):
            _keygen(folder / name)
        _keygen(folder / "locked", "a passphrase")
        self.authorized("key", "locked")
        (folder / "config").write_text(_SETTINGS.format(folder=folder))
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(
                mode=0o755, exist_ok=True
            )  # where sshd shuts itself in; systemd makes it elsewhere
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._running: list[subprocess.Popen[bytes]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def authorized(self, *keys: str) -> None:
        """Let only these keys in."""
        public = [(self.folder / f"{name}.pub").read_text() for name in keys]
        (self.folder / "authorized").write_text("".join(public))

    def address(self, repository: Path) -> str:
        """Return the address of a repository."""
        return f"ssh://{self.user}@127.0.0.1:{self.port}{repository}"

    def command(self, key: str = "key", *, knows: str = "host") -> str:
        """Return the ssh that signs in with a key and knows a host's key; empty `knows`: none."""
        known = self.folder / f"known-{knows or 'none'}"
        public = (self.folder / f"{knows}.pub").read_text() if knows else ""
        known.write_text(f"[127.0.0.1]:{self.port} {public}" if knows else "")
        options = {
            "IdentityFile": self.folder / key, "IdentitiesOnly": "yes", "IdentityAgent": "none",
            "UserKnownHostsFile": known, "GlobalKnownHostsFile": os.devnull, "StrictHostKeyChecking": "ask",
        }  # fmt: skip
        return " ".join(["ssh", "-F", "none", *(f"-o {name}={value}" for name, value in options.items())])

    def close(self) -> None:
        """Take no more connections, and end those there are."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes who waits for the next one
        self._listening.close()
        for one in self._running:
            with suppress(ProcessLookupError):
                one.terminate()
            one.wait()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                with client:
                    self._running.append(
                        subprocess.Popen(
                            [program(), "-i", "-f", str(self.folder / "config")],
                            stdin=client.fileno(), stdout=client.fileno(), stderr=subprocess.DEVNULL,
                            start_new_session=True,
                        )
                    )  # fmt: skip


def _keygen(path: Path, passphrase: str = "") -> None:
    asked = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "tests", "-f", str(path)]
    subprocess.run(asked, check=True, capture_output=True, stdin=subprocess.DEVNULL)
