"""Where things stand on this machine: the shipped content, the web files and the data folder.

Only this file knows whether the kit runs from its repository or from an installed wheel.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
DATA_BESIDE_CONTENT = "sessions"
DATA_AT_HOME = "Gesprekskit"
WORKSPACE_FILE = "gesprekskit.yaml"


def content_root() -> Path:
    """The folder with notebooks/, decks/, cases/, media/: the repository, or the wheel's copy."""
    # Not the other way round: another package's folder may be called decks too.
    shipped = _PACKAGE / "shipped"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def media_root() -> Path:
    """The folder with the pictures, sounds and films that the content shows."""
    return content_root() / "media"


def web_root() -> Path:
    """The folder with what a browser loads."""
    return _PACKAGE / "web"


def is_workspace(folder: Path) -> bool:
    """Whether a trainer keeps their own workshops here."""
    own_content = (folder / "notebooks").is_dir() and (folder / "decks").is_dir()
    return own_content or (folder / WORKSPACE_FILE).is_file()


def open_workspace(cwd: Path) -> Path | None:
    """The workspace that `cwd` is in, the nearest first."""
    cwd = cwd.absolute()
    return next((folder for folder in (cwd, *cwd.parents) if is_workspace(folder)), None)


def default_data(cwd: Path) -> Path:
    """Where sessions are kept when nobody says otherwise.

    In the workspace that is open, else beside start.py, else in the user's home: never inside an
    installed package, which an upgrade would wipe.
    """
    if workspace := open_workspace(cwd):
        return workspace / DATA_BESIDE_CONTENT
    if (content_root() / "start.py").is_file():
        return content_root() / DATA_BESIDE_CONTENT
    return Path.home() / DATA_AT_HOME
