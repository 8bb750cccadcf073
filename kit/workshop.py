"""What a notebook talks to: one line per step, and the picture of that step under its cell.

The words between the brackets are all that a step needs, so the kit can also read a notebook
without running it (`kit.script`). Their docstrings are Dutch: a trainer reads them in JupyterLab,
with what `kit.explaining` adds for each word. The first line of one stands in the cheat sheet too.
"""

from __future__ import annotations

from kit import slips
from kit.explaining import explained
from kit.model import Step

Minutes = tuple[int, int]
VARIANTS = (90, 120)
NO_STEPS = ("note",)
"""Words of a workshop that are no step of it."""


@explained
@slips.in_dutch
class Workshop:
    """Het draaiboek van één workshop. Elke regel eronder is een stap.

    Typ `workshop.` en druk op Tab: dan zie je alle stappen. In spiekbriefje.ipynb staat van elke
    stap een voorbeeld.
    """

    def __init__(self, number: int, title: str, goal: str = "", lay_ready: list[str] = ()):
        self.number, self.title, self.goal = number, title, goal
        self.lay_ready = tuple(lay_ready)
        self._opened()

    def __repr__(self) -> str:
        return f"Workshop {self.number}: {self.title}"

    # -- the steps ---------------------------------------------------------------------------

    def welcome(self, promise: bool = True, minutes: Minutes = (8, 10)):
        """Welkom, de afspraken van de tafel en de belofte van de leiding."""
        return self._step("welcome", minutes, promise=promise)

    def say(self, title: str, text: str = "", minutes: Minutes = (5, 6)):
        """Een eigen scherm met een titel en een korte tekst."""
        return self._step("say", minutes, title=title, text=text)

    def media(
        self,
        file: str,
        alt: str,
        title: str = "",
        captions: str = "",
        transcript: str = "",
        minutes: Minutes = (5, 6),
    ):
        """Een beeld, geluid of film uit de map media.

        Bij geluid en film hoort een ondertiteling, of de tekst zelf.
        """
        words = {"title": title, "captions": captions, "transcript": transcript}
        return self._step("media", minutes, file=file, alt=alt, **words)

    def measure(self, moment: str = "start", minutes: Minutes = (4, 5)):
        """De zes stellingen, zonder naam en in stilte."""
        return self._step("measure", minutes, moment=moment)

    def card(self, card: str, how: str = "", minutes: Minutes = (8, 10)):
        """Eén kaart op de beamer."""
        return self._step("card", minutes, card=card, how=how)

    def draw(
        self,
        suit: str = "",
        purpose: str = "",
        how: str = "",
        minutes: Minutes = (8, 10),
    ):
        """Trek een kaart die in deze reeks nog niet op tafel lag."""
        return self._step("draw", minutes, suit=suit, purpose=purpose, how=how)

    def choose_case(self, *cases: str, minutes: Minutes = (8, 10)):
        """De groep kiest uit twee of drie casussen, ieder met een eigen briefje."""
        return self._step("choose_case", minutes, cases=cases)

    def case(self, case: str = "", choice: bool = True, minutes: Minutes = (28, 38)):
        """Een casus, onthulling voor onthulling."""
        return self._step("case", minutes, case=case, choice=choice)

    def write(self, question: str, minutes: Minutes = (4, 5)):
        """Stil schrijven bij één vraag."""
        return self._step("write", minutes, question=question)

    def round(
        self,
        question: str,
        order: list[str] = ("uitvoering", "partner", "kwaliteit", "beleid", "teamleiding"),
        minutes: Minutes = (16, 22),
    ):
        """Een ronde in vaste volgorde: de uitvoering eerst, de leiding luistert en vat samen."""
        return self._step("round", minutes, question=question, order=tuple(order))

    def position(self, statement: str, minutes: Minutes = (5, 6)):
        """Een stelling waarbij ieder stil een getal van 0 tot 10 kiest."""
        return self._step("position", minutes, statement=statement)

    def signals(self, question: str, minutes: Minutes = (10, 14)):
        """Signalen ophalen: één zin per signaal."""
        return self._step("signals", minutes, question=question)

    def agreements(self, question: str, minutes: Minutes = (10, 14)):
        """Afspraken maken: als …, dan …, met een eigenaar en een datum."""
        return self._step("agreements", minutes, question=question)

    def check_out(self, question: str, minutes: Minutes = (8, 10)):
        """De laatste vraag en drie korte vragen over deze bijeenkomst."""
        return self._step("check_out", minutes, question=question)

    def facts(self, case: str = "", minutes: Minutes = (6, 8)):
        """De wetfeiten bij een casus, elk met datum, bron en hoe zeker het is."""
        return self._step("facts", minutes, case=case)

    def matrix(self, question: str, minutes: Minutes = (22, 32)):
        """Partijen, wat er voor hen op het spel staat en wat de schade is; met een derde weg."""
        return self._step("matrix", minutes, question=question)

    def from_effect(self, question: str, minutes: Minutes = (18, 24)):
        """Van effect naar regel: eerst wat je wilt bereiken, als laatste wat mag."""
        return self._step("from_effect", minutes, question=question)

    def why_ladder(self, question: str, minutes: Minutes = (18, 24)):
        """De waarom-ladder: regel, reden, aanname, bewijs, wat kan anders."""
        return self._step("why_ladder", minutes, question=question)

    def sort(self, question: str, minutes: Minutes = (11, 14)):
        """Sorteren: zelf, team, beleid of hogerop."""
        return self._step("sort", minutes, question=question)

    def trial(self, question: str, minutes: Minutes = (15, 20)):
        """Een kleine proef ontwerpen, met een teken en een stopregel."""
        return self._step("trial", minutes, question=question)

    def mirror(self, question: str, minutes: Minutes = (9, 12)):
        """De spiegel van een ervaringsdeskundige: vertellen, luisteren, niet in discussie."""
        return self._step("mirror", minutes, question=question)

    def listen(self, question: str, minutes: Minutes = (15, 20)):
        """Praten terwijl de leiding luistert, en dan samenvatten."""
        return self._step("listen", minutes, question=question)

    def feedback(self, question: str = "", minutes: Minutes = (12, 16)):
        """De leiding koppelt terug, signaal voor signaal: antwoord en reden."""
        return self._step("feedback", minutes, question=question)

    def decide(self, question: str = "", minutes: Minutes = (21, 28)):
        """De besluittafel: per signaal een besluit, de reden, een eigenaar en een datum."""
        return self._step("decide", minutes, question=question)

    def harvest(self, question: str = "", minutes: Minutes = (12, 16)):
        """De oogst in drie zinnen: ik dacht, nu zie ik, daarom."""
        return self._step("harvest", minutes, question=question)

    def rhythm(self, question: str = "", minutes: Minutes = (8, 10)):
        """Het ritme voor het komende half jaar."""
        return self._step("rhythm", minutes, question=question)

    def look_back(self, minutes: Minutes = (8, 10)):
        """Terugkijken: wat er met de signalen en afspraken van vorige keer is gedaan."""
        return self._step("look_back", minutes)

    # -- beside the steps --------------------------------------------------------------------

    def note(self, text: str, role: str = ""):
        """Bewaar een reflectie vanuit JupyterLab, om te oefenen, bij de groep Oefenen.

        De zin blijft ook in het notebook staan.
        """
        from kit.notebook import note

        return note(self, text, role)

    # -- behind the steps --------------------------------------------------------------------

    def _opened(self) -> None:
        from kit.notebook import opened

        opened(self)

    def _step(self, verb: str, minutes: Minutes, **given) -> object:
        from kit.notebook import StepView

        try:
            both = two(minutes)
        except (ValueError, TypeError):
            raise slips.wrong_minutes(verb) from None
        step = Step(id="", verb=verb, title="", note="", minutes=both, given=clean(given))
        return StepView(self, step)

    def __getattr__(self, word: str) -> object:
        if word.startswith("_"):  # Python and Jupyter ask for these; not having them is fine
            raise AttributeError(word)
        raise slips.no_such_step(word, (v for v in vars(Workshop) if not v.startswith("_")))


def two(minutes: Minutes | int) -> dict[int, int]:
    """Minutes per variant, from one number or from a pair. Raises ValueError on anything else."""
    pair = (minutes, minutes) if isinstance(minutes, int) else tuple(minutes)
    if len(pair) != 2 or not all(isinstance(m, int) and 0 < m <= 240 for m in pair):
        raise ValueError("minutes")
    return dict(zip(VARIANTS, pair, strict=True))


def clean(given: dict[str, object]) -> dict[str, object]:
    """The words of a step without lists, so that a step can be compared and frozen."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}


class CheatSheet(Workshop):
    """Het spiekbriefje: van elke stap een voorbeeld, en niets ervan wordt bewaard."""

    def __init__(self):
        super().__init__(0, "Spiekbriefje")

    def __repr__(self) -> str:
        return "Spiekbriefje: van elke stap een voorbeeld"


def cheat_sheet():
    """Het spiekbriefje: van elke stap een voorbeeld, om te kopiëren naar je eigen workshop."""
    return CheatSheet()


def prepare():
    """Het gereedschap om een workshop voor te bereiden (alleen in de kit zelf)."""
    from kit.notebook import preparation

    return preparation()


def leadership():
    """De signalen van deze groep beantwoorden en erover besluiten (alleen in de kit zelf)."""
    from kit.notebook import desk

    return desk("leading")


def series():
    """Het overzicht van de vier workshops: wat openstaat en de planning (alleen in de kit zelf)."""
    from kit.notebook import desk

    return desk("overseeing")


def reflect():
    """Alleen, tien minuten: terugkijken op een gesprek (alleen in de kit zelf)."""
    from kit.notebook import desk

    return desk("reflecting")


def own_case():
    """Een eigen casus klaarmaken voor de workshop, in een kwartier (alleen in de kit zelf)."""
    from kit.notebook import desk

    return desk("casework")
