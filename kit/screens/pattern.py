"""The picture for trying out a beamer: the smallest letters, shades of grey, and four corners."""

from __future__ import annotations

CORNERS = ("links boven", "rechts boven", "links onder", "rechts onder")
SHADES = 5
"""Boxes from nearly paper to nearly ink; a beamer that is too bright or too dim loses some."""
SMALLEST = "Dit is de kleinste regel die op de beamer komt."
BOXES = "Vijf vakken van licht naar donker"
USUAL = "Een gewone regel is zo groot."


def pattern() -> str:
    """One `<section class="screen">`, as `beamer.draw` gives for the pictures of a workshop."""
    corners = "".join('<i class="corner"></i>' for _ in CORNERS)
    shades = "".join(f'<i class="shade shade-{n}"></i>' for n in range(1, SHADES + 1))
    return (
        '<section class="screen screen-test" lang="nl"><div class="sheet">'
        f'<div class="corners" aria-hidden="true">{corners}</div>'
        '<p class="eyebrow">Zaaltest</p>'
        '<div class="body"><h1>Kun je dit achterin lezen?</h1>'
        f'<p class="text">{USUAL}</p>'
        f'<div class="shades" role="img" aria-label="{BOXES}">{shades}</div>'
        f'<p class="smallest">{SMALLEST}</p></div></div></section>'
    )
