"""Reading `playbook.toml`, once per text: TOML with its line numbers is slow beside a start."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import msgspec

from playbook.errors import PlaybookError
from playbook.library import throwaway
from playbook.library.reading import read_file
from playbook.plays import settings_model
from playbook.plays.settings_model import Settings

SETTINGS_FILE = "playbook.toml"
_LARGEST_SETTINGS = 2_000_000


def load_settings(root: Path, cache: Path | None = None) -> Settings:
    """Return what `playbook.toml` in `root` says; the defaults where there is none.

    A text that was read before is answered from the `cache` folder. Raises SettingsError naming file, line
    and key, or PlaybookError where the file cannot be read.
    """
    try:
        data, _ = read_file(root / SETTINGS_FILE, _LARGEST_SETTINGS)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        why = error.strerror or error
        raise PlaybookError(f"{root / SETTINGS_FILE} cannot be read: {why}. Make it a plain file.") from error
    if cache is not None and (known := known_settings(cache, data)) is not None:
        return known
    from playbook.plays.decode import decode
    from playbook.plays.settings import parse_settings

    text, problem = decode(data)
    if problem:
        raise PlaybookError(f"{SETTINGS_FILE}:{problem.line}: {problem.message}")
    settings = parse_settings(text)
    if cache is not None:
        keep_settings(cache, data, settings)
    return settings


def known_settings(cache: Path, text: bytes) -> Settings | None:
    """Return the settings that `text` was found to say before; None where that is not known."""
    kept = throwaway.kept(_file(cache, text))
    if kept is None:
        return None
    try:
        return msgspec.msgpack.decode(kept, type=Settings)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def keep_settings(cache: Path, text: bytes, settings: Settings) -> None:
    """Keep what `text` says; a disk that refuses is no loss."""
    throwaway.keep(_file(cache, text), msgspec.msgpack.encode(settings))


def _file(cache: Path, text: bytes) -> Path:
    """Return the file for `text` as this program reads it: another reader of settings keeps others."""
    reader = Path(settings_model.__file__).parent
    digest = blake2b(text, digest_size=12)
    for name in ("settings.py", "settings_check.py", "settings_model.py", "toml_lines.py", "decode.py"):
        try:
            state = os.stat(reader / name)  # noqa: PTH116  # on the start-up path
        except OSError:
            continue
        digest.update(f"{name}{state.st_size}{state.st_mtime_ns}".encode())
    return cache / "settings" / digest.hexdigest()
