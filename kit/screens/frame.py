"""How a picture travels to a page without a kit behind it: in one `<iframe>`, nothing fetched.

For JupyterLab, where a trainer sees under each step what participants will see.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import unquote

from kit.content.media import content_type, found_in
from kit.house_style import LOGO_TYPES, NEUTRAL, HouseStyle, sheet
from kit.model import Screen
from kit.paths import media_root, web_root
from kit.screens.beamer import draw, plain

MAX_CARRIED = 2_000_000
_MEDIA = re.compile(r' src="/media/([^"]+)"')
_HEIGHT = 420
_IN_A_ROW = 6
_GAP = 0.012
"""How high the whole may be (px), how many small pictures stand in a row, the space between them
as a part of the width."""

_FIT = """
const large = document.querySelector("main");
const time = { remaining: 1, total: 1 };
const screens = () => document.querySelectorAll(".screen");
const draw = () => screens().forEach((one) => { fit(one); drawLine(one, time); });
for (const small of document.querySelectorAll("button"))
  small.onclick = () => {
    document.querySelector("[aria-current]").removeAttribute("aria-current");
    small.setAttribute("aria-current", "true");
    large.innerHTML = small.firstElementChild.innerHTML;
    draw();
  };
new ResizeObserver(draw).observe(document.body);
document.fonts.ready.then(draw);
"""
_LOOK = """
html, body { height: 100%; margin: 0; overflow: hidden; }
main { height: min(100%, 56.25vw); }
nav { display: grid; gap: 1.2vw; padding: 1.2vw; }
button { all: unset; aspect-ratio: 16/9; cursor: pointer; outline: 1px solid var(--line); }
button[aria-current] { outline: 2px solid var(--brand); }
button:focus-visible { outline: 3px solid var(--focus); }
button > div { height: 100%; }
"""
_PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}</style></head><body><main>{picture}</main>{others}"
    '<script type="module">{script}</script></body></html>'
)
_FRAME = (
    '<iframe title="{title}" srcdoc="{page}" sandbox="allow-scripts" loading="lazy" '
    'style="display:block;box-sizing:border-box;width:100%;aspect-ratio:1/{ratio:.4f};'
    'border:1px solid #d9dcd4;border-radius:10px;background:#fbfaf6"></iframe>'
)
_BESIDE = (
    '<div style="display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start;max-width:1200px;'
    'margin:0 0 16px">{parts}</div>'
)
_WARNING = (
    '<p style="border-left:6px solid #9b1c1c;padding:8px 12px;margin:0 0 16px;'
    'background:#fbeceb;color:#16211f"><strong>{words}</strong></p>'
)


def preview(
    *screens: Screen,
    note_html: str = "",
    title: str = "",
    media: Path | None = None,
    style: HouseStyle = NEUTRAL,
) -> str:
    """The pictures of a step with the facilitator's note beside them, or under where it is narrow.

    The first picture is large; the others, when there are, stand small below it and become large
    by a click. `note_html` must be safe already (see `kit.notes`); `title` names the frame for
    screen readers; pictures come from `media`, or from the kit's own folder.
    """
    first = screens[0]
    logo = _inside(LOGO_TYPES.get(style.logo_kind, ""), style.logo)
    drawn = [
        _MEDIA.sub(lambda found: _carried(found, media), draw(one, style)).replace(
            f' src="{style.logo_address}"', logo
        )
        for one in screens
    ]
    others, part = _small(screens, drawn) if len(screens) > 1 else ("", 9 / 16)
    page = _PAGE.format(
        title=escape(plain(first.title)),
        style=_style() + sheet(style) + _LOOK,
        picture=drawn[0],
        others=others,
        script=_script() + _FIT,
    )
    named = f"Beamer: {plain(title) or plain(first.title)}"
    frame = _FRAME.format(title=escape(named), page=escape(page), ratio=part)
    width = min(720, int(_HEIGHT / part))
    parts = f'<div style="flex:3 1 420px;min-width:0;max-width:{width}px">{frame}</div>'
    if note_html:
        parts += f'<div style="flex:2 1 280px;min-width:0;max-width:60ch">{note_html}</div>'
    return _BESIDE.format(parts=parts)


def warning(lines: list[str]) -> str:
    """What stands in the place of a picture that cannot be drawn."""
    return "".join(_WARNING.format(words=escape(plain(line))) for line in lines)


def _small(screens: tuple[Screen, ...], drawn: list[str]) -> tuple[str, float]:
    """All pictures of a step small in rows, and the height of the whole as a part of its width."""
    columns = max(_IN_A_ROW, -(-len(screens) // 2))
    rows = -(-len(screens) // columns)
    height = (1 - (columns + 1) * _GAP) / columns * 9 / 16
    buttons = "".join(
        f'<button aria-label="Scherm {number}: {escape(plain(screen.title))}"'
        f"{' aria-current=true' if number == 1 else ''}><div inert>{picture}</div></button>"
        for number, (screen, picture) in enumerate(zip(screens, drawn, strict=True), 1)
    )
    grid = f'<nav style="grid-template-columns:repeat({columns},1fr)">{buttons}</nav>'
    return grid, 9 / 16 + rows * (height + _GAP) + _GAP


def _carried(source: re.Match, folder: Path | None) -> str:
    """A picture of media/ travels inside; a sound, a film or a large picture stays at home."""
    path = found_in(unquote(source[1]), folder or media_root()) or Path()
    kind = content_type(path.name)
    if not kind.startswith("image/") or not path.is_file() or path.stat().st_size > MAX_CARRIED:
        return ""
    return _inside(kind, path.read_bytes())


def _inside(kind: str, picture: bytes) -> str:
    return f' src="data:{kind};base64,{b64encode(picture).decode("ascii")}"'


@lru_cache
def _style() -> str:
    """Tokens, picture and typeface in one; the typeface inside, for there is no address to ask."""
    web = web_root()
    font = b64encode((web / "ahn.woff2").read_bytes()).decode("ascii")
    tokens = (web / "tokens.css").read_text(encoding="utf-8")
    inside = f'url("data:font/woff2;base64,{font}")'
    tokens = re.sub(r"url\([\"']?ahn\.woff2[\"']?\)", inside, tokens)
    return tokens + (web / "screen.css").read_text(encoding="utf-8")


@lru_cache
def _script() -> str:
    return (web_root() / "screen.js").read_text(encoding="utf-8")
