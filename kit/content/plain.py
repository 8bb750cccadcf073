"""PyYAML's own parser in Python, for a machine without libyaml: same events, but slow."""

from __future__ import annotations

from yaml.parser import Parser as _Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class Parser(Reader, Scanner, _Parser):
    """Events from a text."""

    def __init__(self, text: str):
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Parser.__init__(self)
