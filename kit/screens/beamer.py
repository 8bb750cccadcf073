"""How a picture on the beamer is written as HTML: the one place where its words become markup.

Every text is made plain and escaped here, once. What these words look like is in `screen.css`, how
large they may be in `screen.js`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from urllib.parse import quote

from kit.house_style import NEUTRAL, HouseStyle
from kit.model import SUITS, Screen
from kit.screens.shapes import shape

NAME = "Gesprekskit"
SCALE = ("helemaal niet mee eens", "helemaal mee eens")
NOW = "nu"
LETTERS = "ABCDEFGH"
LINE = '<div class="line" aria-hidden="true"><i></i></div>'

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_PILED_UP = re.compile(r"([\u0300-\u036f\u0483-\u0489]{3})[\u0300-\u036f\u0483-\u0489]+")


def plain(text: str) -> str:
    """One line of visible text: no control signs, none that turn its direction, no piled accents.

    What is left reads as it was typed.
    """
    return _PILED_UP.sub(r"\1", _UNSEEN.sub("", _SPACE.sub(" ", text))).strip()


@lru_cache(maxsize=64)
def draw(screen: Screen, style: HouseStyle = NEUTRAL) -> str:
    """One `<section class="screen">` with exactly one `<h1>`, ready to be put in any page."""
    kind = screen.kind if screen.kind in _BODIES else "title"
    suit = f" suit-{screen.suit}" if screen.suit in SUITS else ""
    quiet = kind in {"lobby", "blank"}
    return (
        f'<section class="screen screen-{kind}{suit}" lang="nl"><div class="sheet">'
        f"{_scenery(kind, screen)}{_logo(kind, style)}{_eyebrow(kind, screen)}"
        f'<div class="body">{_BODIES[kind](screen)}</div>'
        f"{'' if quiet or kind == 'write' else _footer(kind, screen)}"
        f"{'' if quiet else LINE}</div></section>"
    )


# -- around the words --------------------------------------------------------------------------


def _eyebrow(kind: str, screen: Screen) -> str:
    """Where these words come from; of a suit always its shape and its word."""
    words = plain(screen.eyebrow) or (NAME if kind == "lobby" else "")
    suit = SUITS.get(screen.suit)
    if suit is None:
        return f'<p class="eyebrow">{escape(words)}</p>' if words else ""
    rest = words.removeprefix(suit.title).lstrip(" ·")
    more = f" <span>· {escape(rest)}</span>" if rest else ""
    return f'<p class="eyebrow">{shape(suit.shape)}<b>{escape(suit.title)}</b>{more}</p>'


def _scenery(kind: str, screen: Screen) -> str:
    """Large pale shapes behind the words: the suit's own, or all six where nothing is asked."""
    if kind in {"lobby", "blank"}:
        talk = [suit for suit in SUITS.values() if suit.id not in {"werkvorm", "nood"}]
        return f'<div class="frieze">{"".join(shape(suit.shape) for suit in talk)}</div>'
    suit = SUITS.get(screen.suit)
    return shape(suit.shape, "scenery") if suit and kind == "card" else ""


def _logo(kind: str, style: HouseStyle) -> str:
    """Whose house it is, at the welcome and at the end: the only pictures with room for it."""
    if kind != "lobby" or not style.logo:
        return ""
    return f'<img class="logo" src="{style.logo_address}" alt="{escape(plain(style.logo_alt))}">'


def _footer(kind: str, screen: Screen) -> str:
    foot = "" if kind == "statements" else plain(screen.foot)
    place = plain(screen.place)
    parts = [("foot", foot), ("place", place)]
    spans = "".join(f'<span class="{name}">{escape(said)}</span>' for name, said in parts if said)
    return f"<footer>{spans}</footer>" if spans else ""


# -- the words themselves ----------------------------------------------------------------------


def _h1(screen: Screen) -> str:
    return f"<h1>{escape(plain(screen.title) or NAME)}</h1>"


def _text(words: str, role: str = "text") -> str:
    words = plain(words)
    return f'<p class="{role}">{escape(words)}</p>' if words else ""


def _list(lines: list[str], role: str = "points") -> str:
    return f'<ul class="{role}">{"".join(lines)}</ul>' if lines else ""


def _lines(screen: Screen) -> list[str]:
    return [words for words in map(plain, screen.points) if words]


def _title(screen: Screen) -> str:
    points = [f"<li><span>{escape(words)}</span></li>" for words in _lines(screen)]
    return _h1(screen) + _text(screen.text) + _list(points)


def _stage(screen: Screen) -> str:
    """The story first, then what it asks."""
    return _text(screen.text) + f'<div class="asks">{_h1(screen)}</div>'


def _write(screen: Screen) -> str:
    return _h1(screen) + _text(screen.foot)


def _told(screen: Screen) -> str:
    """What was said once, and under it what came of it."""
    return _h1(screen) + (_text(screen.text, "text answer") if screen.text else "")


def _round(screen: Screen) -> str:
    turns = []
    for place, words in enumerate(map(plain, screen.points)):
        said = f'<span class="turn">{escape(words)}</span>'
        if place == screen.here:
            said = f'{shape("ballon", "floor")}{said} <b class="now">{NOW}</b>'
            turns.append(f'<li aria-current="step">{said}</li>')
        else:
            turns.append(f'<li class="{"was" if place < screen.here else "comes"}">{said}</li>')
    return _h1(screen) + _text(screen.text) + _list(turns)


def _numbered(number: object, said: str) -> str:
    return f'<li><b class="number">{number}</b><span>{said}</span></li>'


def _statements(screen: Screen) -> str:
    points = [_numbered(n, escape(words)) for n, words in enumerate(_lines(screen), 1)]
    return _h1(screen) + _text(screen.text) + _list(points) + (_text(screen.foot) or _scale())


def _scale() -> str:
    least, most = SCALE
    steps = "".join(f"<b>{n}</b>" for n in range(1, 6))
    return (
        f'<p class="scale"><span>{least}</span><span class="steps">{steps}</span>'
        f"<span>{most}</span></p>"
    )


def _choice(screen: Screen) -> str:
    cases = []
    for letter, words in zip(LETTERS, _lines(screen), strict=False):
        title, _, summary = words.partition(". ")
        said = f"<strong>{escape(title)}</strong>"
        said += f" <span>{escape(summary)}</span>" if summary else ""
        cases.append(_numbered(letter, said))
    return _h1(screen) + _text(screen.text) + _list(cases)


def _words(screen: Screen) -> str:
    """What was said in the room; `more` is for the words that do not fit (see screen.js)."""
    words = [f"<li><bdi>{escape(one)}</bdi></li>" for one in map(plain, screen.words) if one]
    more = '<p class="more" hidden></p>' if words else ""
    return _title(screen) + _list(words, "words") + more


def _board(screen: Screen) -> str:
    """The group's own table: a name per row, and under each column what was said, line by line."""
    head = "".join(f'<th scope="col">{escape(plain(name))}</th>' for name in screen.columns)
    head = f"<thead><tr><td></td>{head}</tr></thead>" if any(map(plain, screen.columns)) else ""
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(plain(name))}</bdi></th>'
        f"{''.join(map(_cell, cells))}</tr>"
        for name, cells in screen.rows
    )
    more = '<p class="more" hidden></p>'
    table = f"<table>{head}<tbody>{rows}</tbody></table>{more}" if rows else ""
    return _h1(screen) + _text(screen.text) + table


def _cell(said: str) -> str:
    lines = [f"<li><bdi>{escape(one)}</bdi></li>" for one in map(plain, said.split("\n")) if one]
    return f"<td>{_list(lines, 'said')}</td>"


def _media(screen: Screen) -> str:
    """The picture or film as large as it can be; a sound has a shape and its words instead."""
    one = screen.media
    if one is None:
        return _title(screen)
    source, alt = f'src="{media_url(one.file)}"', escape(plain(one.alt))
    if one.kind == "beeld":
        return f'{_h1(screen)}<figure class="media"><img {source} alt="{alt}"></figure>'
    track = caption = ""
    if one.captions:
        words = f'kind="captions" srclang="nl" label="Nederlands" src="{media_url(one.captions)}"'
        track, caption = f"<track {words}>", '<p class="caption"></p>'
    tag = "video" if one.kind == "film" else "audio"
    player = f'<{tag} {source} preload="metadata" playsinline>{track}</{tag}>'
    if tag == "audio":
        player += shape("ballon", "sounds")
    figure = f'<figure class="media {tag}" aria-label="{alt}">{player}</figure>'
    return _h1(screen) + figure + caption + _text(screen.text)


def media_url(file: str) -> str:
    """The address of a file in media/."""
    return escape(f"/media/{quote(file)}")


_BODIES = {
    "lobby": _title,
    "title": _title,
    "rules": _title,
    "promise": _title,
    "card": _title,
    "stage": _stage,
    "write": _write,
    "round": _round,
    "statements": _statements,
    "choice": _choice,
    "words": _words,
    "board": _board,
    "media": _media,
    "told": _told,
    "blank": _title,
}
