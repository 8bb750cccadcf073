"""The case that is open on the page: every change goes to the disk at once, and comes back with
what the privacy check finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kit.casework import OwnCase
from kit.screens.on_disk import OnDisk
from kit.screens.tools import Ask


class Draft:
    """One own case while it is typed. `heard(reply)` is called after each answer of the server."""

    def __init__(self, ask: Ask, group: str, heard: Callable[[dict], None]):
        self.ask, self.group, self._heard = ask, group, heard
        self.on_disk = OnDisk()
        self.forget()

    def forget(self) -> None:
        """No word of a case stays here."""
        self.own, self.line = OwnCase("", ""), {}
        self.finds: list[dict] = []
        self.gaps: list[str] = []
        self.unsaved: dict = {}

    def begin(self, id: str) -> dict:
        """A new, empty case: on the disk before anything is typed, so that it has its code."""
        reply = self.ask("/api/own-case", self._body(id, {"here": 1}) | {"fresh": True})
        return self.open(id) if reply.get("ok") else reply

    def open(self, id: str) -> dict:
        """Take a case as it is on the disk."""
        reply = self.ask(f"/api/own-case?group={self.group}&id={id}")
        if reply.get("ok"):
            self.forget()
            one = reply["case"]
            known = {name: one[name] for name in ("id", "code", "texts", "cards", "here", "ready")}
            self.own = OwnCase(**known, changed=tuple(one["changed"]))
            self._take(reply)
        return reply

    def put(self, **changes: object) -> dict:
        """Change the case and put that on the disk; what could not be put goes along next time."""
        own = self.own
        for name in ("texts", "cards"):
            if name in changes:
                own = replace(own, **{name: getattr(own, name) | changes[name]})
                changes[name] = self.unsaved.get(name, {}) | changes[name]
        self.own = replace(own, changed=tuple(changes.get("changed", own.changed)))
        self.unsaved |= changes
        reply = self.ask("/api/own-case", self._body(own.id, self.unsaved))
        if reply.get("ok"):
            self.unsaved = {}
            self._take(reply)
        self._heard(reply)
        return reply

    def make_ready(self, seen: dict) -> dict:
        """Ask that the case can be picked, after a person read what was left."""
        body = {"group": self.group, "id": self.own.id, "seen": seen, "confirmed": True}
        reply = self.ask("/api/own-case/ready", body)
        self.finds = reply.get("finds", self.finds)
        self.line = reply.get("case", self.line)
        return reply

    def replace(self, find: dict) -> bool:
        """Put the replacement in the place of a find, and of the same words elsewhere in the case.

        Who has one name in the story then has one letter. False when the text is another by now.
        """
        text = self.own.texts.get(find["field"], "")
        if text[find["start"] : find["end"]] != find["text"]:
            return False
        same = [f for f in self.finds if (f["kind"], f["text"]) == (find["kind"], find["text"])]
        if find["kind"] == "combination":
            same = [find]
        texts: dict[str, str] = {}
        for one in sorted(same, key=lambda f: f["start"], reverse=True):
            was = texts.get(one["field"], self.own.texts.get(one["field"], ""))
            if was[one["start"] : one["end"]] == one["text"]:
                new = was[: one["start"]] + one["replacement"] + was[one["end"] :]
                texts[one["field"]] = new
        self.put(texts=texts)
        return True

    def _body(self, id: str, changes: dict) -> dict:
        return {"group": self.group, "id": id, "changes": changes}

    def _take(self, reply: dict) -> None:
        self.finds, self.gaps, self.line = reply["finds"], reply["gaps"], reply["case"]
