"""A facilitator's note is words, whatever a notebook holds."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.notes import to_html

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "br", "hr", "del"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "![x](http://elders/x.png)",
    "[a]: http://elders\n\n[a]",
    "<http://elders>",
    "# <b onclick=x>kop</b>",
    "```html\n<script>x</script>\n```",
]


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))


def elements(html):
    parser = Elements()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("note", HOSTILE)
def test_nothing_in_a_note_becomes_a_script_a_picture_or_a_link(note):
    found = elements(to_html(note))
    assert {tag for tag, _ in found} <= ALLOWED
    names = {name for _, attributes in found for name, _ in attributes}
    assert not [name for name in names if name.startswith("on") or name in {"src", "href"}]


@given(st.text(max_size=200))
def test_any_text_gives_only_plain_elements(note):
    assert {tag for tag, _ in elements(to_html(note))} <= ALLOWED


def test_bold_and_lists_are_kept():
    html = to_html("**Zeg:** rustig\n\n- eerst\n- dan")
    assert "<strong>Zeg:</strong>" in html
    assert html.count("<li>") == 2
