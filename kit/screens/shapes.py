"""What each suit looks like without its colour: one small drawing per shape.

A shape is never alone: it stands beside its word, so readers of the screen's text skip it.
"""

from __future__ import annotations

_STROKE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'

SHAPES = {
    "ballon": '<path d="M7 4h18a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H15l-7.2 6.1c-.7.6-1.8.1-1.8-.8V23'
    'a4 4 0 0 1-3-4V8a4 4 0 0 1 4-4z"/>',
    "vlag": '<path d="M6 2a2 2 0 0 1 2 2v.6c6-3 10.5 2.4 17.2-.2.9-.3 1.8.3 1.8 1.3v11.8'
    'c0 .6-.4 1.1-.9 1.3C19.3 21.7 14 16.6 8 19.4V29a2 2 0 0 1-4 0V4a2 2 0 0 1 2-2z"/>',
    "deur": '<path d="M10 2h12a2.5 2.5 0 0 1 2.5 2.5V26h1.5a1.5 1.5 0 0 1 0 3H6a1.5 1.5 0 0 1 0-3'
    'h1.5V4.5A2.5 2.5 0 0 1 10 2zm10 11a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"/>',
    "schakel": f'<g {_STROKE} stroke-width="4.2"><path d="M14 20.5 11.2 23.3a5.4 5.4 0 0 1'
    '-7.6-7.6l4.6-4.6a5.4 5.4 0 0 1 7.6 0" transform="translate(1.5 1.5)"/>'
    '<path d="M18 11.5 20.8 8.7a5.4 5.4 0 0 1 7.6 7.6l-4.6 4.6a5.4 5.4 0 0 1-7.6 0" '
    'transform="translate(-1.5 -1.5)"/></g>',
    "kring": "".join(
        f'<circle cx="{x}" cy="{y}" r="3.9"/>'
        for x, y in ((16, 5), (25.5, 10.5), (25.5, 21.5), (16, 27), (6.5, 21.5), (6.5, 10.5))
    ),
    "trap": '<path d="M22 4h6a2 2 0 0 1 2 2v21a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h6'
    'v-6.5a2 2 0 0 1 2-2h8V6a2 2 0 0 1 2-2z"/>',
    "blok": '<path d="M14.5 2.4a3 3 0 0 1 3 0l10 5.7a3 3 0 0 1 1.5 2.6v10.6a3 3 0 0 1-1.5 2.6'
    "l-10 5.7a3 3 0 0 1-3 0l-10-5.7A3 3 0 0 1 3 21.3V10.7a3 3 0 0 1 1.5-2.6z"
    'M7.6 9.7 6.4 11.8 14.8 16.6V26h2.4V16.6l8.4-4.8-1.2-2.1L16 14.5z" '
    'fill-rule="evenodd"/>',
    "boei": '<path d="M16 2a14 14 0 1 0 0 28 14 14 0 0 0 0-28zm0 9.5a4.5 4.5 0 1 1 0 9 4.5 4.5'
    " 0 0 1 0-9zM6.3 8.7l2.4-2.4 4 4-2.4 2.4zm19.4 0-4 4-2.4-2.4 4-4zm0 14.6-2.4 2.4"
    '-4-4 2.4-2.4zm-19.4 0 4-4 2.4 2.4-4 4z" fill-rule="evenodd"/>',
}


def shape(name: str, role: str = "shape") -> str:
    """The drawing of a shape in the colour of its text, or "" for a name that is no shape."""
    if name not in SHAPES:
        return ""
    return (
        f'<svg class="{role}" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">'
        f"{SHAPES[name]}</svg>"
    )
