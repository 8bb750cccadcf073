"""A municipality's own colours, logo and letter: seen where they belong, and still readable."""

# ruff: noqa: E501  (the messages stand here as a trainer reads them)

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest
from playwright.sync_api import expect

from kit import content
from kit.content import house_styles
from kit.contrast import falls_short, mix, nearest, neutral, pairs, ratio, worn
from kit.editing import take_over
from kit.folder import Folder
from kit.house_style import NEUTRAL, HouseStyle, sheet, style_of, usual
from kit.model import Screen
from kit.outputs.cards import Sheets, draw_cards, print_cards
from kit.outputs.typesetting import colours
from kit.paths import content_root, web_root
from kit.room import Room
from kit.screens.beamer import draw
from kit.screens.frame import preview
from kit.watching import Files
from tests.looking import Visit, axe
from tests.running import Kit

DOCS = content_root() / "docs"
EXAMPLE = (DOCS / "huisstijl" / "voorbeeldstad.yaml").read_text(encoding="utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
START = "id: stad\nnaam: Stad\ngemeenten: [Stad]\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + crc32(kind + body).to_bytes(4, "big")


def png(width: int = 8, height: int = 8) -> bytes:
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


@pytest.fixture
def place(tmp_path):
    """A workspace with an empty folder for house styles."""
    (tmp_path / "gesprekskit.yaml").touch()
    (tmp_path / "huisstijl").mkdir()
    return tmp_path


def read(place: Path, text: str, name: str = "stad.yaml") -> tuple[HouseStyle | None, list[str]]:
    """The one style in a workspace once this text is there, and what was told about it."""
    (place / "huisstijl" / name).write_text(text, encoding="utf-8")
    styles, problems = house_styles([place])
    return (styles[0] if styles else None), list(map(str, problems))


# -- the example in the docs -------------------------------------------------------------------


def test_the_example_of_the_docs_has_no_problems_and_stands_in_the_page_as_it_is():
    (style,), problems = house_styles([DOCS])
    assert problems == []
    assert style.groups == ("Voorbeeldstad",)
    assert style.logo_kind == "svg"
    without_comment = EXAMPLE.split("\n", 1)[1]
    assert without_comment in (DOCS / "huisstijl.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("given", [{}, house_styles([DOCS])[0][0].colours], ids=["neutral", "docs"])
def test_every_pair_of_colours_on_a_page_can_be_told_apart(given):
    known = worn(given)
    late = [p for p in pairs() if ratio(known[p.what], known[p.ground]) < p.least]
    assert late == []


def test_the_message_in_the_docs_is_the_message_of_the_kit(place):
    shutil.copy(DOCS / "huisstijl" / "voorbeeldstad.svg", place / "huisstijl")
    _, told = read(place, EXAMPLE.replace("#7a1f5c", "#f5a623"), "voorbeeldstad.yaml")
    page = " ".join(
        (DOCS / "huisstijl.md").read_text(encoding="utf-8").replace("\n> ", " ").split()
    )
    assert len(told) == 1
    assert told[0] in page


# -- contrast ----------------------------------------------------------------------------------


def test_contrast_is_measured_as_wcag_does():
    assert ratio("#ffffff", "#000000") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert ratio("#0f5c55", "#0f5c55") == 1
    assert mix("#000000", "#ffffff", 0.25) == "#bfbfbf"


def test_what_stands_on_what_in_a_stylesheet_is_among_the_pairs_that_are_checked():
    known = {(pair.what, pair.ground) for pair in pairs()}
    both = re.compile(r"(?<![-\w])(color|background(?:-color)?): var\(--([\w-]+)")
    found = set()
    for file in web_root().glob("*.css"):
        for block in re.findall(r"\{([^{}]*)\}", file.read_text(encoding="utf-8")):
            here = {kind[:5]: name for kind, name in both.findall(block)}
            if {*here.values()} <= {*neutral()} and len(here) == 2:
                found.add((here["color"], here["backg"]))
    assert len(found) > 8
    assert found - known == {("brand-ink", "paper")}, "an empty ring, with nothing in it"


@pytest.mark.parametrize(
    "colour", ["#f5a623", "#ffcc00", "#00a651", "#6ec1e4", "#ffffff", "#767676"]
)
def test_a_colour_that_falls_short_gets_the_nearest_of_its_hue_that_does_not(colour):
    def will_do(one):
        return falls_short({"brand": one}) is None

    better = nearest(colour, will_do)
    assert not will_do(colour)
    assert will_do(better)
    lighter = mix("#ffffff", better, 0.05)
    assert not will_do(lighter), "a little nearer would have done"


def test_a_colour_that_falls_short_is_told_with_both_numbers_and_the_rest_works(place):
    style, told = read(
        place, START + 'kleuren:\n  accent: "#f5a623"\n  vlak: "#fff4e0"\nletter: Arial\n'
    )
    assert told == [
        "huisstijl/stad.yaml, regel 5: de kleur 'accent' (#f5a623) geeft te weinig contrast: de accentkleur op het papier haalt 1,9, en 4,5 is nodig. Neem \"#996207\", dezelfde tint. Tot dan staat er de neutrale kleur."
    ]
    assert style.colours == {"soft": "#fff4e0"}
    assert style.accent == neutral()["brand"]
    assert style.font == "Arial"


def test_a_ground_is_checked_with_all_that_stands_on_it(place):
    style, told = read(place, START + 'kleuren: {accent: "#7a1f5c", papier: "#808080"}\n')
    assert len(told) == 1
    assert "de kleur 'papier' (#808080)" in told[0]
    assert "gewone letters op het papier haalt 4,1" in told[0]
    assert style.colours["brand"] == "#7a1f5c"
    assert "paper" not in style.colours


# -- what a file may say -----------------------------------------------------------------------

SLIPS = {
    "an unknown field": (
        START + "kleur: rood\n",
        "regel 4: het veld 'kleur' bestaat niet. Bedoelde je 'kleuren'?",
    ),
    "a colour without quotes": (
        START + "kleuren:\n  accent: #7a1f5c\n",
        "regel 5: bij 'accent' staat geen kleur; zonder aanhalingstekens valt alles na # weg. Schrijf # met zes tekens, tussen aanhalingstekens: accent: \"#7a1f5c\"",
    ),
    "a colour without #": (
        START + "kleuren: {accent: 7a1f5c}\n",
        "regel 4: bij 'accent' staat '7a1f5c', en dat is geen kleur. Zet er een # voor: accent: \"#7a1f5c\"",
    ),
    "a colour by its name": (
        START + "kleuren: {vlak: paars}\n",
        "regel 4: bij 'vlak' staat 'paars', en dat is geen kleur. Schrijf # met zes tekens, tussen aanhalingstekens: vlak: \"#7a1f5c\"",
    ),
    "a colour that is not ours": (
        START + 'kleuren: {acent: "#7a1f5c"}\n',
        "regel 4: het veld 'acent' bestaat niet. Bedoelde je 'accent'?",
    ),
    "one colour for all": (
        START + "kleuren: paars\n",
        "regel 4: bij 'kleuren' staat 'paars'. Zet eronder, ingesprongen: accent: \"#7a1f5c\"",
    ),
    "for nobody": (
        "id: stad\nnaam: Stad\n",
        "regel 1: hier staat niet voor wie deze huisstijl is. Voeg een regel toe: gemeenten: [Voorbeeldstad], of: voor: iedereen",
    ),
    "for a word that is not everyone": (
        "id: stad\nnaam: Stad\nvoor: allen\n",
        "regel 3: bij 'voor' staat 'allen'. Kies uit: iedereen.",
    ),
    "a logo that is not there": (
        START + "logo: loog.svg\n",
        "regel 4: het logo 'loog.svg' staat niet in deze map. Bedoelde je 'logo.svg'?",
    ),
    "a logo elsewhere": (
        START + "logo: https://stad.example/logo.svg\n",
        "regel 4: 'https://stad.example/logo.svg' is een webadres. Zet het logo in dezelfde map en schrijf alleen de naam.",
    ),
    "a logo outside": (
        START + "logo: ../logo.svg\n",
        "regel 4: '../logo.svg' ligt buiten deze map. Zet het logo in dezelfde map en schrijf alleen de naam.",
    ),
    "a logo of another kind": (
        START + "logo: logo.jpg\n",
        "regel 4: het logo 'logo.jpg' past hier niet. Kies een bestand dat eindigt op svg of png.",
    ),
    "a letter that is more than a name": (
        START + "letter: 'Arial\"; color: red'\n",
        "regel 4: bij 'letter' staat 'Arial\"; color: red'. Schrijf alleen de naam, zoals die in Word staat: letter: Verdana",
    ),
    "a list": (
        "- id: stad\n",
        "regel 1: dit bestand begint met een lijst. Begin het bestand met: id: …",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_line_and_what_to_do(place, slip):
    (place / "huisstijl" / "logo.svg").write_text(SVG.format("<path d='M0 0'/>"))
    text, message = SLIPS[slip]
    assert read(place, text)[1] == [f"huisstijl/stad.yaml, {message}"]


def test_two_files_may_not_claim_the_same_municipality(place):
    read(place, START)
    told = read(place, "id: stad\nnaam: Stad\ngemeenten: [Dorp, gemeente  STAD]\n", "twee.yaml")[1]
    assert sorted(told) == [
        "huisstijl/twee.yaml, regel 1: het id 'stad' bestaat al: huisstijl/stad.yaml, regel 1. Geef deze huisstijl een ander id.",
        "huisstijl/twee.yaml, regel 3: 'gemeente STAD' heeft al een huisstijl: huisstijl/stad.yaml. Haal de naam in één van beide weg.",
    ]


TENFOLD = "<use xlink:href='#a{}'/>" * 10
NESTED = "<g id='a0'><path d='M0 0h9z'/></g>" + "".join(
    f"<g id='a{n + 1}'>{TENFOLD.replace('{}', str(n))}</g>" for n in range(8)
)
BITES = {
    "<script>1</script>": "staat op regel 1 een script",
    "<path onload='x()'/>": "staat op regel 1 iets dat reageert (onload)",
    "<image href='data:image/png;base64,AA=='/>": "staat op regel 1 een ander beeld",
    "<use xlink:href='https://elders.example/a.svg#b'/>": "staat op regel 1 een verwijzing (href)",
    "<path fill='url(//elders.example/a)'/>": "staat op regel 1 een verwijzing (fill)",
    "<path style='fill: u\\72l(x)'/>": "staat op regel 1 een verwijzing (style)",
    "<style>@im<![CDATA[port 'x';]]></style>": "staat op regel 1 een verwijzing",
    "<foreignObject/>": "staat op regel 1 'foreignObject'",
    "<animate attributeName='href'/>": "staat op regel 1 'animate'",
    "<p xmlns='http://www.w3.org/1999/xhtml'/>": "staat op regel 1 'p'",
    "<text>Stad</text>": "staat op regel 1 tekst als letters",
    "<path>": "is regel 1 niet te lezen",
    NESTED: "staat iets wat niet te printen is",
}


@pytest.mark.parametrize("bite", BITES)
def test_a_drawing_that_is_more_than_a_drawing_is_refused_with_the_reason(place, bite):
    (place / "huisstijl" / "logo.svg").write_text(SVG.format(bite))
    style, told = read(place, START + "logo: logo.svg\n")
    assert told == [
        f"huisstijl/stad.yaml, regel 4: in het logo 'logo.svg' {BITES[bite]}. Vraag om een svg met alleen vormen, of bewaar het logo als png."
    ]
    assert style.logo == b""


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode()),
        ("logo.svg", b'<?xml-stylesheet href="a.css"?>' + SVG.format("").encode()),
        ("logo.svg", SVG.format("").encode("utf-16")),
        ("logo.svg", b"<html></html>"),
        ("logo.svg", b""),
        ("logo.svg", SVG.format(" " * 300_000).encode()),
        ("logo.png", b"GIF89a"),
        ("logo.png", png()[:-12]),
        ("logo.png", png(width=90_000)),
        ("logo.png", png()),
        ("logo.svg", SVG.replace("viewBox", "width='0' height='0' viewBox").format("").encode()),
    ],
)
def test_a_logo_that_cannot_be_trusted_is_not_used(place, name, body):
    (place / "huisstijl" / name).write_bytes(body)
    style, told = read(place, START + f"logo: {name}\n")
    assert len(told) == 1
    assert style.logo == b""


def test_a_logo_as_drawing_programs_write_it_is_used_as_it_is(place):
    drawn = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
        + SVG.format(
            "<metadata><n:work xmlns:n='urn:n' n:file='C:\\logo'>C:\\logo</n:work></metadata>"
            "<style>.a{fill:url(#b)}</style><defs><linearGradient id='b'/></defs>"
            "<use xlink:href='#b' style=\"fill: url('#b')\"/>"
        )
    )
    (place / "huisstijl" / "logo.svg").write_text(drawn, encoding="utf-8")
    style, told = read(place, START + "logo: logo.svg\n")
    assert told == []
    assert style.logo.decode() == drawn.removeprefix("\ufeff")
    assert style.logo_alt == "Logo van Stad"


def test_a_logo_is_tried_on_paper_once_and_again_when_it_changes(place, monkeypatch):
    from kit.outputs import typesetting

    tried, really = [], typesetting.prints
    monkeypatch.setattr(typesetting, "prints", lambda logo: tried.append(logo) or really(logo))
    for drawn in ("M1 2h7v7z", "M1 2h7v7z", "M1 2h7v6z"):
        (place / "huisstijl" / "logo.svg").write_text(SVG.format(f"<path d='{drawn}'/>"))
        for _ in range(3):
            assert read(place, START + "logo: logo.svg\n")[1] == []
    assert len(tried) == 2


# -- a file changes while the kit runs ---------------------------------------------------------

FADED = 'kleuren: {accent: "#f5a623"}\n'
LATER = 'kleuren: {accent: "#1f3f7a"}\n'
FIRST = f'{START}kleuren: {{accent: "#7a1f5c"}}\nlogo: logo.svg\n'


@pytest.fixture
def changing(place):
    """The files of a workspace with one style, and what they say after something was written."""
    folder, stamp = place / "huisstijl", [1]
    (folder / "logo.svg").write_text(SVG.format("<path d='M0 0h9v9z'/>"))
    (folder / "stad.yaml").write_text(FIRST, encoding="utf-8")
    files = Files((place,))

    def written(name: str, text: str | None):
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text, encoding="utf-8")
            stamp[0] += 1
            os.utime(folder / name, ns=(stamp[0], stamp[0]))
        files.look(0.0, at_once=True)
        return files.told()

    return written


def test_another_colour_logo_or_letter_is_taken_over(changing):
    assert changing("stad.yaml", FIRST + "letter: Arial\n").styles[0].font == "Arial"
    (style,) = changing("stad.yaml", START + LATER + "logo: logo.svg\n").styles
    assert style.accent == "#1f3f7a"
    (other,) = changing("logo.svg", SVG.format("<path d='M0 0h9v8z'/>")).styles
    assert b"v8z" in other.logo
    assert other.sheet_address != style.sheet_address
    assert changing("stad.yaml", None).styles == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("stad.yaml", START + FADED + "logo: logo.svg\n", "regel 4: de kleur 'accent' (#f5a623)"),
        ("stad.yaml", FIRST.replace("logo.svg", "loog.svg"), "regel 5: het logo 'loog.svg'"),
        ("stad.yaml", "id: [\n", "regel"),
        ("logo.svg", "<svg>", "regel 5: in het logo 'logo.svg' staat op regel 1 geen tekening"),
        ("logo.svg", SVG.format(NESTED), "regel 5: in het logo 'logo.svg' staat iets wat niet"),
        ("logo.svg", None, "regel 5: het logo 'logo.svg' staat niet in deze map."),
    ],
    ids=["pale", "no logo", "no yaml", "no drawing", "not printed", "logo gone"],
)
def test_a_mistake_leaves_the_last_good_style_and_is_told_until_it_is_mended(
    changing, name, text, said
):
    (before,) = changing("stad.yaml", FIRST).styles
    told = changing(name, text)
    (after,) = told.styles
    assert (after.colours, after.logo) == (before.colours, before.logo)
    assert [str(one) for one in told.mistakes if f"huisstijl/stad.yaml, {said}" in str(one)]
    assert told.held == {Path("huisstijl/stad.yaml")}
    changing("logo.svg", SVG.format("<path d='M0 0h9v9z'/>"))
    mended = changing("stad.yaml", FIRST)
    assert mended.mistakes == () and mended.held == frozenset()


def test_every_window_hears_of_a_new_style_and_of_what_stays_because_of_a_mistake(
    changing, tmp_path
):
    folder = Folder(tmp_path / "sessions")
    folder.ensure()
    folder.add_group("Stad")
    kit, seen = Files((content_root(),)).told(), []
    room = Room(folder, kit.content, kit.workshops, now=lambda: 0)
    room.watch_beamer(seen.append, True)

    def write(text):
        told = changing("stad.yaml", text)
        take_over(room, replace(kit, styles=told.styles, mistakes=told.mistakes, held=told.held))

    write(FIRST)
    first = room.styles[0].sheet_address
    assert seen[-1]["style"] == first
    write(START + FADED + "logo: logo.svg\n")
    (said,) = room.edited.mistakes
    assert seen[-1]["style"] == first
    assert said.endswith('Neem "#976107", dezelfde tint. De vorige versie blijft zolang staan.')
    group = room.folder.groups()[0][0]
    table = room.table(group, 1)
    write(START + LATER)
    assert table.state()["style"] == seen[-1]["style"] == room.styles[0].sheet_address
    assert sheet(room.styles[0]).count("#1f3f7a") == 1
    room.pen.shutdown()


def test_a_kernel_of_the_kit_reads_no_styles(place):
    (place / "huisstijl" / "stad.yaml").write_text(START + FADED, encoding="utf-8")
    told = Files((place,), notebooks=False, styles=False).told()
    assert (told.styles, told.content.problems) == ((), ())


# -- for whom ----------------------------------------------------------------------------------


def test_a_group_gets_its_own_style_else_that_of_everyone_else_the_neutral_one():
    own = HouseStyle("A", groups=("Voorbeeldstad",))
    everyone = HouseStyle("B", everyone=True)
    assert style_of([everyone, own], " gemeente  VOORBEELDSTAD") is own
    assert style_of([everyone, own], "Anderstad") is everyone
    assert style_of([own], "Anderstad") is NEUTRAL
    assert style_of([], "") is NEUTRAL


def test_a_workspace_goes_over_the_kit_by_id(place, tmp_path_factory):
    kit = tmp_path_factory.mktemp("kit")
    (kit / "huisstijl").mkdir()
    read(kit, START.replace("naam: Stad", "naam: Oud"))
    read(place, START.replace("naam: Stad", "naam: Nieuw"))
    styles, problems = house_styles([kit, place])
    assert [one.name for one in styles] == ["Nieuw"]
    assert problems == []


# -- on paper and on screen --------------------------------------------------------------------


def test_paper_wears_the_colours_and_the_back_of_a_card_the_logo():
    (style,), _ = house_styles([DOCS])
    assert colours(style)["brand"] == "#7a1f5c"
    assert colours(style)["suit-gesprek"] == neutral()["suit-gesprek"]
    words = content.load(content_root())
    told = ([words.cards["G1"]], words, Sheets(), date(2026, 10, 1))
    plain, worn = draw_cards(*told), draw_cards(*told, style=style)
    assert worn[0] == plain[0]
    assert worn[1].count(b"<image") == plain[1].count(b"<image") + 1
    assert print_cards(*told, style=style)[0].startswith(b"%PDF")


def test_the_picture_in_jupyterlab_wears_it_and_carries_the_logo_inside():
    (style,), _ = house_styles([DOCS])
    html = preview(Screen("lobby", "Welkom"), style=style)
    assert "--brand: #7a1f5c;" in html
    assert "/huisstijl/" not in html and "data:image/svg+xml;base64," in html
    assert "#7a1f5c" not in preview(Screen("lobby", "Welkom"))


def test_the_style_where_nobody_says_for_which_group():
    one, everyone = HouseStyle("A", groups=("Stad",)), HouseStyle("B", everyone=True)
    assert usual([one]) is one
    assert usual([one, everyone]) is everyone
    assert usual([one, one]) is usual([]) is NEUTRAL


def test_the_logo_is_on_the_beamer_only_where_there_is_room():
    (style,), _ = house_styles([DOCS])
    assert 'alt="Logo van Voorbeeldstad"' in draw(Screen("lobby", "Welkom"), style)
    assert "<img" not in draw(Screen("card", "Wat zag je?", suit="start"), style)
    assert "<img" not in draw(Screen("lobby", "Welkom"))


def test_the_neutral_stylesheet_changes_nothing():
    assert "--" not in sheet(NEUTRAL)


def test_every_page_takes_the_house_style_after_the_tokens():
    for page in sorted(web_root().glob("*.html")):
        links = re.findall(r'rel="stylesheet" href="([^"]+)"', page.read_text(encoding="utf-8"))
        assert "/huisstijl.css" in links[links.index("{{asset:tokens.css}}") :], page.name


def _changes_while_it_is_open(file, console, beamer, start):
    """Every window changes and nobody loses their place; a mistake changes nothing and is told."""
    box = console.locator("#panels textarea").locator("visible=true").first
    box.fill("Half af")
    file.write_text(EXAMPLE.replace("#7a1f5c", "#1f3f7a"), encoding="utf-8")
    for page in (console, beamer, start):
        expect(page.locator("html")).to_have_css("--brand", "#1f3f7a")
    expect(console.locator("#next")).to_have_css("background-color", "rgb(31, 63, 122)")
    file.write_text(EXAMPLE.replace("#7a1f5c", "#f5a623"), encoding="utf-8")
    for page in (console, start):
        expect(page.locator("#mistakes")).to_contain_text("de kleur 'accent' (#f5a623)")
    for page in (console, beamer, start):
        expect(page.locator("html")).to_have_css("--brand", "#1f3f7a")
    file.write_text(EXAMPLE, encoding="utf-8")
    for page in (console, beamer, start):
        expect(page.locator("html")).to_have_css("--brand", "#7a1f5c")
    expect(console.locator("#mistakes")).to_be_hidden()
    expect(box).to_have_value("Half af")
    expect(box).to_be_focused()


def test_start_page_facilitators_page_and_beamer_in_a_house_style(browser, place):
    for file in (DOCS / "huisstijl").iterdir():
        shutil.copy(file, place / "huisstijl")
    accent, found = "rgb(122, 31, 92)", {}
    with (
        Kit(place / "sessions") as kit,
        Visit(browser, kit, reduced_motion="reduce") as visit,
    ):
        other, group = kit.begin("Anderstad"), kit.begin("Voorbeeldstad")
        assert kit.ask("/huisstijl.css", Authorization="")[0] == 403
        frame = f"{kit.base}/voila/render/start.ipynb?group={group}"
        assert "--brand: #7a1f5c;" in kit.ask("/huisstijl.css", Referer=frame)[2]
        policy = kit.ask("/huisstijl/voorbeeldstad/logo")[1]["Content-Security-Policy"]
        assert "sandbox" in policy
        visit.do(group, "previous")
        console = visit.console(group)
        expect(console.locator("#next")).to_have_css("background-color", accent)
        found["console"] = axe(console)
        beamer = visit.beamer()
        expect(beamer.get_by_alt_text("Logo van Voorbeeldstad")).to_be_visible()
        found["beamer"] = axe(beamer)
        start = visit.start()
        expect(start.get_by_alt_text("Logo van Voorbeeldstad")).to_be_visible()
        expect(start.locator("#path .now .status")).to_have_css("color", accent)
        found["start"] = axe(start)
        _changes_while_it_is_open(
            place / "huisstijl" / "voorbeeldstad.yaml", console, beamer, start
        )
        start.get_by_role("button", name="Andere groep").click()
        start.get_by_role("dialog").get_by_role("button", name="Anderstad").click()
        expect(start.locator("#logo")).to_be_hidden()
        expect(start.locator("#path .now .status")).to_have_css("color", "rgb(15, 92, 85)")
        visit.console(other)
        expect(beamer.locator(".logo")).to_have_count(0)
        expect(beamer.locator("html")).to_have_css("--brand", "#0f5c55")
    assert {page: faults for page, faults in found.items() if faults} == {}
