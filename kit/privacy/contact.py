"""Ways to reach somebody: e-mail addresses, links and phone numbers; which reach an office only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.privacy.find import Spot
from kit.privacy.lists import signs
from kit.privacy.reading import Reading, matches, places

# Hosts of public bodies: a link or a shared mailbox there reaches an office, not a person.
_PUBLIC_HOSTS = signs("public_hosts")
_SHARED_BOXES = signs("shared_boxes")

_HOST = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_SIGN = re.compile(r"@")
_AT = re.compile(r"@| ?[\[(](?:at|AT)[\])] ?")
_SPELLED = ("(at", "[at", "(AT", "[AT")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_IN_HOST = _LETTERS | frozenset("0123456789.-")
_LOCAL = _IN_HOST | frozenset("_%+'")
_LINK = re.compile(r"(?:(?:https?|ftp)://|(?<![\w@./-])www\.)[^\s<>\"|\\^{}]{3,}", re.IGNORECASE)
_TAIL = re.compile(r"/[^\s<>\"|\\^{}]+")
_ENDS_IN = re.compile(
    r"\.(?:nl|com|org|net|eu|be|de|info|me|ms|gl|ly|be|io|app|tr|ua|gov|nu|fr|uk)$", re.IGNORECASE
)
_TRAIL = ".,;:!?)]}'"


def find(reading: Reading) -> Iterator[Spot]:
    """All ways to reach a person in a text."""
    yield from _emails(reading.text)
    yield from _links(reading.text, reading.low)
    yield from _phones(reading.text)


def _public(host: str) -> bool:
    host = host.lower().rstrip(".")
    return any(host == one or host.endswith("." + one) for one in _PUBLIC_HOSTS)


def _emails(text: str) -> Iterator[Spot]:
    for at in (_AT if any(at in text for at in _SPELLED) else _SIGN).finditer(text):
        start = at.start()
        while start > 0 and at.start() - start < 64 and text[start - 1] in _LOCAL:
            start -= 1
        while start < at.start() and text[start] in ".'-":
            start += 1
        host = _HOST.match(text, at.end())
        local = text[start : at.start()]
        if not local or not host:
            continue
        end = host.end() - (len(host[0]) - len(host[0].rstrip(".-")))
        if local.lower() in _SHARED_BOXES and (_public(host[0]) or "gemeente" in host[0].lower()):
            continue
        reason = "Dit is een e-mailadres. Daarmee is iemand te vinden."
        yield Spot("email", start, end, reason, "[e-mailadres weggelaten]", 95)


def _links(text: str, low: str) -> Iterator[Spot]:
    if "." not in text:
        return
    schemes = (at - size for at in places("://", text) for size in (5, 4, 3) if at >= size)
    starts = sorted([*schemes, *places("www.", low)])
    for found in matches(_LINK, text, starts):
        yield from _link(found.start(), found[0])
    if "/" in text:
        yield from _bare_links(text)


def _bare_links(text: str) -> Iterator[Spot]:
    """Links without www or https: a host, a slash, and something behind it."""
    reached = 0
    for slash in places("/", text):
        start = slash
        if start < reached or text[start - 1 : start] not in _LETTERS:
            continue
        while start > reached and slash - start < 80 and text[start - 1] in _IN_HOST:
            start -= 1
        host = text[start:slash]
        if "." not in host:
            continue
        tail = _TAIL.match(text, slash)
        if tail and _ENDS_IN.search(host) and text[start - 1 : start] not in ("@", "/", ":"):
            reached = tail.end()
            yield from _link(start, text[start:reached])


def _link(start: int, whole: str) -> Iterator[Spot]:
    whole = whole.rstrip(_TRAIL)
    host = _HOST.match(whole.split("://")[-1])
    if not host or not _public(host[0]):
        reason = "Deze link kan naar een persoon leiden."
        yield Spot("link", start, start + len(whole), reason, "[link weggelaten]", 94)


# -- phone ----------------------------------------------------------------------------------------

_MAY_START = re.compile(r"[+(0]")
_START = re.compile(r"(?<![\w+.,€/])(?<![\d]-)(?:\+ ?\(?[1-9]|00 ?[1-9]|\(\+|\(?0[1-9])")
_DATE = re.compile(r"\(?\d{1,2}([-./ ])\d{1,2}\1\d{2,4}(?!\d)(?!\1\d)")
_BANK = re.compile(r"[A-Z]{2}\d\d ?[A-Z]{4} ?$")
_OFFICE = re.compile(
    r"(?:DUO|COA|IND|UWV|SVB|CAK|CJIB|GGD|VluchtelingenWerk|Vluchtelingenwerk|Belastingdienst"
    r"|Juridisch Loket|Rijksoverheid|Kamer van Koophandel|Nidos|klantenservice|Klantenservice"
    r"|Slachtofferhulp|huisartsenpost|Huisartsenpost|politie|Politie|helpdesk|gemeentehuis"
    r"|stadhuis|servicepunt)\b[^.!?\n]{0,40}$"
)
_PUBLIC_NUMBERS = signs("office_numbers")


def _phones(text: str) -> Iterator[Spot]:
    reached = 0
    for head in matches(_START, text, (found.start() for found in _MAY_START.finditer(text))):
        start = head.start()
        if (
            start < reached
            or _DATE.match(text, start)
            or _BANK.search(text, max(0, start - 10), start)
        ):
            continue
        if (found := _phone(text, head.start())) is None:
            continue
        end, digits = found
        reached = end
        if _is_office(text, head.start(), digits):
            continue
        reason = "Dit is een telefoonnummer. Daarmee is iemand te bereiken."
        yield Spot("phone", head.start(), end, reason, "[telefoonnummer weggelaten]", 80)


def _phone(text: str, start: int) -> tuple[int, str] | None:
    """Where the number that starts here ends, and its digits as dialled in this country."""
    digits, at, ends = "", start, []
    if text[at] == "(":
        at += 1
    plus = text[at] == "+"
    at += plus
    while at < len(text) and len(digits) < 15 and at - start < 40:
        char = text[at]
        if char.isdigit():
            digits += char
            ends.append((at + 1, len(digits)))
            at += 1
        elif text.startswith("(0)", at):
            at += 3
        elif (step := _between(text, at)) > 0:
            at += step
        else:
            break
    return _measured(text, digits, plus, ends)


def _between(text: str, at: int) -> int:
    """How many signs stand here between two digits of one number; 0 when it stops here."""
    step = 0
    while step < 4 and text[at + step : at + step + 1] in tuple(" -./()"):
        step += 1
        if text.startswith("(0)", at + step):
            return step
    return step if text[at + step : at + step + 1].isdigit() else 0


def _measured(
    text: str, digits: str, plus: bool, ends: list[tuple[int, int]]
) -> tuple[int, str] | None:
    abroad = plus or digits.startswith("00")
    number = digits if plus else digits[2:]
    if abroad and number.startswith("31"):
        national = number[2:].lstrip("0")
        size = len(digits) - len(national) + 9
        dialled = "0" + national[:9]
        return _cut(text, ends, size, dialled)
    if abroad:
        whole = [end for end, _ in ends if not text[end : end + 1].isdigit()]
        fitting = [
            (end, count)
            for end, count in ends
            if end in whole and 9 <= count - (0 if plus else 2) <= 15
        ]
        return (fitting[-1][0], digits) if fitting else None
    if digits.startswith(("0800", "0900", "0906", "0909")):
        return None
    return _cut(text, ends, 10, digits[:10])


def _cut(text: str, ends: list[tuple[int, int]], size: int, dialled: str) -> tuple[int, str] | None:
    for end, count in ends:
        if count == size:
            return None if text[end : end + 1].isalnum() else (end, dialled)
    return None


def _is_office(text: str, start: int, digits: str) -> bool:
    if digits in _PUBLIC_NUMBERS or digits.startswith(("0800", "0900", "0906", "0909", "014")):
        return True
    mobile = digits.startswith("06")
    return not mobile and bool(_OFFICE.search(text[max(0, start - 60) : start]))
