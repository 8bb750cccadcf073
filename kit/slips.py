"""A slip of the pen in a notebook, told in Dutch with the remedy: as a line, never a traceback.

The rules are the same for a notebook that is read (`kit.script`) and for one that runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import wraps

_KINDS = {"str": str, "int": int, "bool": bool, "list[str]": (list, tuple)}


class Slip(Exception):
    """What is wrong, and what to do about it."""

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(message, remedy)
        self.message, self.remedy = message, remedy

    def __str__(self) -> str:
        whole = f"{self.message} {self.remedy}".strip()
        return whole[:1].upper() + whole[1:]

    def _render_traceback_(self) -> list[str]:
        """What stands under the cell instead of English and file names."""
        return [str(self)]


class NoSuchStep(Slip, AttributeError):
    """A word that is no step; an AttributeError too, so that Python's own questions work."""


def no_such_step(verb: str, steps: Iterable[str]) -> NoSuchStep:
    """The slip of a step that nobody knows."""
    steps = list(steps)
    near = get_close_matches(verb, steps, 1)
    remedy = f"Bedoelde je '{near[0]}'?" if near else f"Kies uit: {', '.join(steps)}."
    return NoSuchStep(f"de stap '{verb}' bestaat niet.", remedy)


def bind(
    verb: str, signature: inspect.Signature, given: Sequence, named: Mapping
) -> dict[str, object]:
    """The words between the brackets by their names. Raises Slip."""
    unknown = [name for name in named if name not in signature.parameters]
    if unknown:
        near = get_close_matches(str(unknown[0]), signature.parameters, 1)
        remedy = f"Bedoelde je '{near[0]}'?" if near else "Haal dat woord weg."
        raise Slip(f"'{verb}' kent geen '{unknown[0]}'.", remedy)
    try:
        bound = dict(signature.bind(*given, **named).arguments)
    except TypeError:
        needed = [p.name for p in signature.parameters.values() if p.default is p.empty]
        needed = [name for name in needed if name != "self"]
        remedy = f"Nodig: {', '.join(needed)}." if needed else "Haal weg wat te veel is."
        raise Slip(f"'{verb}' mist een woord of heeft er te veel.", remedy) from None
    for name, value in bound.items():
        if not _fits(signature.parameters[name], value):
            raise Slip(f"'{name}' bij '{verb}' klopt niet.", "Kijk naar het voorbeeld.")
    return bound


def _fits(parameter: inspect.Parameter, value: object) -> bool:
    wanted = _KINDS.get(str(parameter.annotation))
    if wanted == (list, tuple) and isinstance(value, wanted):
        return all(isinstance(one, str) for one in value)
    many = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    return not wanted or all(isinstance(one, wanted) for one in (value if many else [value]))


def wrong_minutes(verb: str) -> Slip:
    """The slip of minutes that are not one or two whole numbers."""
    remedy = "Schrijf bijvoorbeeld minutes=(8, 10): 90 en 120 minuten."
    return Slip(f"de minuten van '{verb}' kloppen niet.", remedy)


def in_dutch(kind: type) -> type:
    """A class whose own words, called with the wrong things between the brackets, say so."""
    for name, method in list(vars(kind).items()):
        if name == "__init__" or (inspect.isfunction(method) and not name.startswith("_")):
            setattr(kind, name, _checked(kind.__name__ if name == "__init__" else name, method))
    return kind


def _checked(verb: str, method):
    signature = inspect.signature(method)

    @wraps(method)
    def checked(*given, **named):
        bind(verb, signature, given, named)
        return method(*given, **named)

    return checked
