"""Where things stand on this machine: shipped content, workspace, web files and data folder.

Only this file knows whether the kit runs from its repository or from an installed wheel, and which
workspace of a trainer goes over what was shipped.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
DATA_BESIDE_CONTENT = "sessions"
DATA_AT_HOME = "Gesprekskit"
WORKSPACE_FILE = "gesprekskit.yaml"
WORKSPACE_AT_HOME = "Gesprekskit-werkplaats"
WORKSPACE_ASKED = "GESPREKSKIT_WORKSPACE"
"""Tells a kernel of the running kit which workspace is open."""
_REMEMBERED = Path(".kit", "workspace")


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


def own_workspace(cwd: Path, data: Path | None = None) -> Path | None:
    """The trainer's own folder that goes over the shipped content, or None.

    The one that `cwd` is in, else the one remembered with this data folder. The kit's own folder
    is none.
    """
    shipped = content_root()
    found = open_workspace(cwd)
    if found is None or _same(found, shipped):
        found = remembered_workspace(data or default_data(cwd))
    return None if found is None or _same(found, shipped) else found


def roots(workspace: Path | None) -> tuple[Path, ...]:
    """The folders with content; a later one goes over an earlier one, by id."""
    return (content_root(), workspace) if workspace else (content_root(),)


def remembered_workspace(data: Path) -> Path | None:
    """The workspace that belongs to a data folder, when it is still there."""
    with suppress(OSError, ValueError):
        folder = Path((data / _REMEMBERED).read_text(encoding="utf-8").strip("\n"))
        if folder.is_absolute() and is_workspace(folder):
            return folder
    return None


def remember_workspace(data: Path, workspace: Path) -> None:
    """Let a start with this data folder open this workspace from now on. Raises OSError."""
    file = data / _REMEMBERED
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(f"{workspace.absolute()}\n", encoding="utf-8")
    fresh.replace(file)


def tell_workspace(workspace: Path | None) -> None:
    """Let this process and its kernels know which workspace is open."""
    os.environ[WORKSPACE_ASKED] = str(workspace.absolute()) if workspace else ""


def told_workspace() -> Path | None:
    """The workspace that the running kit told this process about."""
    told = os.environ.get(WORKSPACE_ASKED, "")
    return Path(told) if told else None


def called_as() -> str:
    """How a person on this machine types the command `kit`, from any folder."""
    start = content_root() / "start.py"
    if not start.is_file():
        return "kit"
    return f"{'py' if os.name == 'nt' else 'python3'} {quoted(start)}"


def quoted(path: Path) -> str:
    """A path as one word on the command line."""
    return f'"{path}"' if " " in str(path) else str(path)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def practice_data(data: Path) -> Path:
    """The folder beside a data folder for what is written while practising; never the same one."""
    return data.with_name(f"{data.name}-oefening")


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
