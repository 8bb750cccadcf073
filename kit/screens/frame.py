"""How a picture travels to a page without a kit behind it: in one `<iframe>`, nothing fetched.

For JupyterLab, where a trainer sees under each step what participants will see.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape
from urllib.parse import unquote

from kit.model import Screen
from kit.paths import media_root, web_root
from kit.content.media import content_type
from kit.screens.beamer import draw, plain

MAX_CARRIED = 2_000_000
_MEDIA = re.compile(r' src="/media/([^"]+)"')
_FIT = """
const section = document.querySelector(".screen");
const draw = () => { fit(section); drawLine(section, { remaining: 1, total: 1 }); };
new ResizeObserver(draw).observe(document.body);
document.fonts.ready.then(draw);
"""
_PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}\nhtml,body{{height:100%;margin:0;overflow:hidden}}</style></head>"
    '<body><main style="height:100%">{picture}</main>'
    '<script type="module">{script}</script></body></html>'
)
_FRAME = (
    '<iframe title="{title}" srcdoc="{page}" sandbox="allow-scripts" loading="lazy" '
    'style="display:block;width:100%;aspect-ratio:16/9;border:1px solid #d9dcd4;'
    'border-radius:10px;background:#fbfaf6"></iframe>'
)
_BESIDE = (
    '<div style="display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start;max-width:1200px;'
    'margin:0 0 16px">{parts}</div>'
)


def preview(screen: Screen, note_html: str = "", title: str = "") -> str:
    """The picture at 16:9 with the facilitator's note beside it, or under it where it is narrow.

    `note_html` must be safe already (see `kit.notes`); `title` names the frame for screen readers.
    """
    named = f"Beamer: {plain(title) or plain(screen.title)}"
    page = _PAGE.format(
        title=escape(plain(screen.title)),
        style=_style(),
        picture=_MEDIA.sub(_carried, draw(screen)),
        script=_script() + _FIT,
    )
    frame = _FRAME.format(title=escape(named), page=escape(page))
    parts = f'<div style="flex:3 1 420px;min-width:0;max-width:720px">{frame}</div>'
    if note_html:
        parts += f'<div style="flex:2 1 280px;min-width:0;max-width:60ch">{note_html}</div>'
    return _BESIDE.format(parts=parts)


def _carried(source: re.Match) -> str:
    """A picture of media/ travels inside; a sound, a film or a large picture stays at home."""
    path = media_root() / unquote(source[1])
    kind = content_type(path.name)
    if not kind.startswith("image/") or not path.is_file() or path.stat().st_size > MAX_CARRIED:
        return ""
    return f' src="data:{kind};base64,{b64encode(path.read_bytes()).decode("ascii")}"'


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
