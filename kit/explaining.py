"""What JupyterLab tells about a step on Shift+Tab: in Dutch, word by word, and nothing of inside.

`WORDS` says what each word between the brackets means; a word of one step only, or one that means
something else there, stands as `step.word`.
"""

from __future__ import annotations

import inspect

MINUTES = "hoelang de stap duurt: (8, 10) is 8 minuten bij 90, en 10 bij 120"
WORDS = {
    "minutes": MINUTES,
    "question": "de vraag op de beamer",
    "title": "de titel op de beamer",
    "how": "hoe je het doet, in een paar woorden onder de vraag",
    "case": 'de naam van de casus, zoals "de-brief"; leeg: de casus die de groep koos',
    "card.card": 'het nummer van de kaart, zoals "G1"',
    "welcome.promise": "True: de leiding spreekt ook de belofte uit; False: zonder belofte",
    "say.text": "een korte tekst onder de titel",
    "media.file": 'de naam van het bestand in de map media, zoals "gesprek.mp3"',
    "media.alt": "wat er te zien of te horen is, voor wie dat niet kan",
    "media.captions": 'het bestand met de ondertiteling, zoals "gesprek.vtt"',
    "media.transcript": "de tekst zelf, als er geen ondertiteling is",
    "measure.moment": '"start", "eind" of "later"',
    "draw.suit": "de kaartensoort: gesprek, start, ruimte, regie, team of beleid; leeg: elke soort",
    "draw.purpose": "het doel: openen, verdiepen, kantelen of afsluiten; leeg: elk doel",
    "choose_case.cases": "de namen van twee of drie casussen, met komma's ertussen",
    "case.choice": "True: de groep kiest bij elke onthulling; False: ieder schrijft voor zichzelf",
    "round.order": "wie er aan het woord komt, op volgorde",
    "position.statement": "de stelling op de beamer",
    "note.text": "de zin die je bewaart",
    "note.role": 'de rol van wie het zei, zoals "uitvoering"; nooit een naam',
    "Workshop.number": "het nummer van de workshop: 1 tot en met 4, of een eigen nummer",
    "Workshop.title": "de naam van de workshop",
    "Workshop.goal": "het doel in één zin",
    "Workshop.lay_ready": "wat de begeleider klaarlegt",
}
FROM = "kit.workshop"
"""Only what comes from there is explained here."""


class Word(inspect.Parameter):
    """A word between the brackets, shown without its type, which is for `kit.slips` only."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(inspect.Parameter(self.name, self.kind, default=self.default))


def explained(kind: type) -> type:
    """A class whose words say, in their docstring, what each word between their brackets means.

    Raises KeyError for a word that nobody explained.
    """
    _explain(kind, kind.__init__, kind.__name__)
    for name, method in vars(kind).items():
        if inspect.isfunction(method) and not name.startswith("_"):
            _explain(method, method, name)
    return kind


def _explain(told: object, method, name: str) -> None:
    signature = inspect.signature(method)
    words = [_word(one) for one in signature.parameters.values()]
    method.__signature__ = signature.replace(
        parameters=words, return_annotation=inspect.Signature.empty
    )
    lines = [f"{one.name}: {_means(name, one.name)}." for one in words if one.name != "self"]
    told.__doc__ = "\n\n".join([inspect.cleandoc(told.__doc__ or ""), "\n".join(lines)]).strip()


def _word(one: inspect.Parameter) -> Word:
    return Word(one.name, one.kind, default=one.default, annotation=one.annotation)


def _means(step: str, word: str) -> str:
    return WORDS.get(f"{step}.{word}") or WORDS[word]


def on_shift_tab(asked) -> list[tuple[str, str]] | None:
    """What stands in the help of JupyterLab for our own words; None leaves IPython's own.

    `asked` is IPython's InspectorHookData. Other than IPython's own it has no file and no types.
    """
    thing = asked.obj
    if getattr(thing, "__module__", "") != FROM:
        return None
    written = asked.info_dict.get("definition") or asked.info_dict.get("init_definition")
    told = [("Zo schrijf je het", written), ("Uitleg", inspect.getdoc(thing))]
    return [(head, words) for head, words in told if words] or None
