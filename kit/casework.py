"""What a group's own case is made of: its fields, its questions, what is missing, its pictures.

The texts of a case go by the names in `PLACES`; nothing here opens a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kit.model import Card, Case, Option, Stage
from kit.search import words_of

OWN = "eigen-"
"""How the id of a group's own case begins; the rest says nothing."""
STAGES = range(1, 6)
ENOUGH, MOST_WORDS, MOST_SUMMARY = 4, 80, 20
WAYS = range(1, 4)
THIRD = 3
VOICES = ("uitvoering", "teamleiding", "inburgeraar")
CHANGES = 3
"""So many things that do not matter are changed before a case is told."""
ASKS = {
    1: "Wat zie je, en wat vul je zelf in?",
    2: "Wat verandert dit aan wat je dacht?",
    3: "Wat weegt hier het zwaarst, en voor wie?",
    4: "Wat had je eerder willen weten?",
    5: "Wat zou je nu anders doen?",
}
"""The question of a stage for who has none; also on the beamer when the field stayed empty."""
MOST_CARDS = 6
WITHOUT_SUMMARY = "Een casus van onszelf."


def _places() -> dict[str, str]:
    found = {}
    for n in STAGES:
        found[f"text{n}"] = f"Onthulling {n}, het verhaal"
        found[f"asks{n}"] = f"Onthulling {n}, de vraag"
        found[f"dilemma{n}"] = f"Onthulling {n}, de keuze"
        for way in WAYS:
            found[f"way{n}{way}"] = f"Onthulling {n}, weg {way}"
    found |= {"voice_uitvoering": "Hoe de uitvoering het vertelt"}
    found |= {"voice_teamleiding": "Hoe de leiding het vertelt"}
    found |= {"voice_inburgeraar": "Hoe de inburgeraar het vertelt"}
    return found | {"closing": "De slotvraag", "summary": "De casus in één zin"}


PLACES = _places()
"""Every text of a case, and where that is in words."""
HERE = len(STAGES) + 2
"""The last step of the page: the stages, the voices, rebuilding, and looking through."""


@dataclass(frozen=True)
class OwnCase:
    """A real case, retold by a group for its own table.

    `texts` go by the names in PLACES, `cards` by the number of the stage. `changed` tells for each
    of three details that it was changed, never what. `used_in` is the workshop that told it, and
    `told` whether a stage of it was on the beamer. `here` is the step of the page, from 1.
    """

    id: str
    code: str
    texts: dict[str, str] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    changed: tuple[bool, ...] = (False,) * CHANGES
    here: int = 1
    ready: bool = False
    keep: bool = False
    used_in: int | None = None
    told: bool = False

    def text(self, name: str) -> str:
        """A text without the space around it, or ""."""
        return self.texts.get(name, "").strip()

    @property
    def title(self) -> str:
        """What the case is called on the beamer: its code and nothing else."""
        return f"Casus {self.code}"


def count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def written(own: OwnCase) -> list[int]:
    """The numbers of the stages that have a story."""
    return [n for n in STAGES if own.text(f"text{n}")]


def ways(own: OwnCase, n: int) -> tuple[Option, ...]:
    """The ways out of the dilemma at a stage; the last one is the third way."""
    texts = [(own.text(f"way{n}{way}"), way == THIRD) for way in WAYS]
    return tuple(Option(text, third) for text, third in texts if text)


def stage(own: OwnCase, n: int) -> Stage:
    """One stage as the beamer shows it."""
    card = own.cards.get(str(n), "")
    return Stage(
        text=" ".join(own.text(f"text{n}").split()),
        question=own.text(f"asks{n}") or ASKS[n],
        cards=(card,) if card else (),
        dilemma=own.text(f"dilemma{n}"),
        options=ways(own, n),
    )


def case_of(own: OwnCase, also: int = 0) -> Case:
    """The case as the workshop tells it, like a shipped one; without facts of the law.

    `also` is a stage that is there even while it has no story yet, to look at.
    """
    said = {role: own.text(f"voice_{role}") for role in VOICES}
    return Case(
        id=own.id,
        code=own.code,
        title=own.title,
        target_group="",
        route="",
        theme="",
        difficulty=2,
        summary=own.text("summary") or WITHOUT_SUMMARY,
        stages=tuple(stage(own, n) for n in sorted({*written(own), *([also] if also else [])})),
        perspectives={role: text for role, text in said.items() if text},
        facts=(),
        closing=own.text("closing"),
        variant="",
        origin="",
        own=True,
    )


def plain_case(own: OwnCase) -> dict:
    """The same as plain values for the notebook's tools; `told_case` makes it a case again."""
    return {"id": own.id, "code": own.code, "texts": own.texts, "cards": own.cards}


def told_case(given: dict) -> Case:
    """The case of `plain_case`."""
    return case_of(OwnCase(**given))


def fitting(cards: Iterable[Card], text: str, suit: str) -> list[Card]:
    """The cards that fit a stage best: by the rare words they share with it, then by their suit."""
    talks = [c for c in cards if c.suit not in ("werkvorm", "nood")]
    told = {c.id: set(words_of(" ".join((c.question, *c.follow_ups, c.why)))) for c in talks}
    known = Counter(word for said in told.values() for word in said if len(word) > 3)
    said = {word for word in words_of(text) if word in known}

    def how_well(card: Card) -> float:
        return sum(1 / known[word] for word in said & told[card.id]) + 0.3 * (card.suit == suit)

    return sorted(talks, key=how_well, reverse=True)[:MOST_CARDS]


# -- what is still missing ---------------------------------------------------------------------


def gaps(own: OwnCase) -> list[str]:
    """What is still missing, in plain words and in the order of the page; it blocks nothing."""
    found = [said for n in STAGES for said in stage_gaps(own, n)]
    left = ENOUGH - len(written(own))
    if left > 0:
        many = "is nog één onthulling" if left == 1 else f"zijn nog {left} onthullingen"
        found.append(f"Er {many} leeg. Met vier of vijf loopt het verhaal het best.")
    if written(own) and not any(own.text(f"dilemma{n}") or ways(own, n) for n in STAGES):
        found.append("Er is nog geen keuze. Waar moest je kiezen?")
    if not own.text("voice_inburgeraar"):
        found.append("Nog leeg: hoe vertelt de inburgeraar het zelf?")
    if not own.text("closing"):
        found.append("Er is nog geen slotvraag.")
    if not own.text("summary"):
        found.append("Nog leeg: de casus in één zin. Die zin ziet de groep bij het kiezen.")
    elif (length := count(own.text("summary"))) > MOST_SUMMARY:
        found.append(f"De casus in één zin telt {length} woorden. Hooguit {MOST_SUMMARY} is fijn.")
    if (changed := sum(own.changed)) < CHANGES:
        found.append(f"Je veranderde {changed} van de drie dingen die er niet toe doen.")
    return found


def stage_gaps(own: OwnCase, n: int) -> list[str]:
    """What is missing at one stage; nothing when it is empty as a whole."""
    if not any(own.text(name) for name in fields_of(n)):
        return []
    found, where = [], f"Onthulling {n}"
    if not own.text(f"text{n}"):
        found.append(f"{where}: hier is nog geen verhaal. Zonder verhaal slaat de beamer hem over.")
    if (over := count(own.text(f"text{n}")) - MOST_WORDS) > 0:
        many = "één woord" if over == 1 else f"{over} woorden"
        found.append(f"{where}: {many} te veel voor de beamer. Wat kan weg?")
    if own.text(f"text{n}") and not own.text(f"asks{n}"):
        found.append(f"{where}: nog geen vraag. De kit vraagt nu: {ASKS[n]}")
    there = ways(own, n)
    if there and not own.text(f"dilemma{n}"):
        found.append(f"{where}: zeg in één zin wat de keuze is.")
    left = len(WAYS) - len(there)
    if left and (there or own.text(f"dilemma{n}")):
        many = "mist nog één weg" if left == 1 else f"missen nog {left} wegen"
        third = "" if any(way.third_way for way in there) else " Denk aan een derde weg."
        found.append(f"{where}: er {many}.{third}")
    return found


def fields_of(n: int) -> tuple[str, ...]:
    """The names of the texts of one stage, in the order of the page."""
    return (f"text{n}", f"asks{n}", f"dilemma{n}", *(f"way{n}{way}" for way in WAYS))
