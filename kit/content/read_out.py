"""A piece of YAML as lines that anybody can read: the names of the fields and the words, no signs.

For showing only; nothing reads these lines back.
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.content.yamltext import Mapping, Node, Scalar, Sequence, parse


def lines_of(piece: str) -> list[str]:
    """The fields of a card, a stage or a case, a line for each; as typed where it is no YAML."""
    root, flaws = parse(piece)
    if type(root) is Sequence and len(root) == 1:
        root = root[0]
    if flaws or type(root) is not Mapping:
        return piece.split("\n")
    return list(_fields(root, ""))


def _fields(group: Mapping, space: str) -> Iterator[str]:
    for name, node in group.items():
        if type(node) is Scalar:
            first, *rest = node.value.split("\n")
            yield f"{space}{name}: {first}".rstrip()
            yield from (f"{space}  {line}".rstrip() for line in rest)
        elif type(node) is Sequence and all(_short(one) for one in node):
            yield f"{space}{name}: {', '.join(one.value for one in node)}".rstrip()
        else:
            yield f"{space}{name}:"
            yield from _below(node, f"{space}  ")


def _below(node: Node, space: str) -> Iterator[str]:
    if type(node) is Mapping:
        yield from _fields(node, space)
    elif type(node) is Sequence:
        for one in node:
            said = one.value.split("\n") if type(one) is Scalar else list(_below(one, ""))
            first, *rest = said or [""]
            yield f"{space}• {first}"
            yield from (f"{space}  {line}" for line in rest)


def _short(node: Node) -> bool:
    """Whether it is a name or a number, which stands on one line with others."""
    return type(node) is Scalar and " " not in node.value and "\n" not in node.value
