"""An authority of our own and what it vouches for, made with openssl: nothing that any machine believes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


class Authority:
    """Signs certificates; whoever is to believe them is given `certificate`."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("NO OPENSSL: install openssl, which makes the certificates of these tests.")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.certificate, self._key = folder / "ca.crt", folder / "ca.key"
        self._new(self._key)
        _openssl(
            "req", "-x509", "-new", "-key", self._key, "-out", self.certificate, "-days", "2", "-subj", "/CN=Ours",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign",
        )  # fmt: skip

    def vouches_for(self, name: str, *, address: str = "") -> tuple[Path, Path]:
        """Return a certificate and its key for a host's name, and for an `address` in numbers."""
        key, asked, made = (self._folder / f"{name}.{end}" for end in ("key", "csr", "crt"))
        also = self._folder / f"{name}.ext"
        names = f"DNS:{name}" + (f",IP:{address}" if address else "")
        also.write_text(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
        self._new(key)
        _openssl("req", "-new", "-key", key, "-out", asked, "-subj", f"/CN={name}")
        _openssl(
            "x509", "-req", "-in", asked, "-CA", self.certificate, "-CAkey", self._key, "-CAcreateserial",
            "-days", "2", "-extfile", also, "-out", made,
        )  # fmt: skip
        return made, key

    def _new(self, key: Path) -> None:
        _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
        key.chmod(0o600)


def _openssl(*arguments: str | Path) -> None:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
