"""A form of widgets: kept only after the server's yes, and what may point to a person first."""

import asyncio

from kit.screens import pressing
from kit.screens.desk import SAVED, Form

SPEC = {
    "id": "response@1",
    "fields": [{"name": "text", "label": "Wat zeg je?", "kind": "textarea", "required": True}],
}
FIND = {
    "field": "text", "kind": "name", "text": "Samira", "start": 4, "end": 10,
    "reason": "Dit is een naam.", "replacement": "A.",
}  # fmt: skip


class Server:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, *given):
        self.asked.append(given)
        return self.answers.pop(0)


def form(*answers):
    server = Server(*answers)
    return Form(SPEC, server, values={"text": "Bel Samira even."}), server


def test_only_the_servers_yes_is_a_yes():
    one, server = form({"ok": False, "message": "De schijf is vol."}, {"ok": True, "time": "14:07"})
    assert not one.save() and "De schijf is vol." in one.said.value
    assert one.fields["text"].value == "Bel Samira even."
    assert one.save() and f"{SAVED} · 14:07" in one.said.value
    assert server.asked[0][1] != "", "a save has a key, so that trying again is not saying it twice"
    assert server.asked[0][1] == server.asked[1][1]


def test_pressed_twice_it_is_kept_once_and_other_words_are_kept_again():
    one, server = form({"ok": True}, {"ok": True})
    assert one.save() and one.save() and len(server.asked) == 1
    one.fields["text"].value = "Bel Samira morgen."
    assert one.save() and len(server.asked) == 2


def test_an_empty_box_is_not_sent():
    one, server = form()
    one.fields["text"].value = ""
    assert not one.save() and "Vul nog in: Wat zeg je?" in one.said.value
    assert server.asked == []


def test_what_may_point_to_a_person_is_shown_first_and_confirmed_by_pressing_again():
    doubt = {"ok": False, "message": "Kijk het na.", "finds": [FIND]}
    one, server = form(doubt, {"ok": True})
    assert not one.save()
    assert "Samira" in one.doubts.children[0].value
    assert one.save() and server.asked[1][2] == [FIND]
    assert one.doubts.children == ()


def test_one_click_puts_other_words_there():
    one, server = form({"ok": False, "message": "", "finds": [FIND]}, {"ok": True})
    one.save()
    one.doubts.children[1].click()
    assert one.fields["text"].value == "Bel A. even."
    assert one.doubts.children == (), "other words are looked at anew"
    assert one.save() and len(server.asked[1]) == 2


# -- a click that overtakes letters -----------------------------------------------------------


def clicked(button):
    """As the window says it."""
    button._handle_button_msg(button, {"event": "click"}, [])


def test_a_click_waits_for_the_letters_that_were_typed_before_it():
    async def sits():
        one, server = form({"ok": True})
        one.fields["text"].value = "Be"
        clicked(one.button)
        assert server.asked == [], "the letters are still on their way"
        one.fields["text"].value = "Bel haar morgen."
        (copied,) = pressing._copied
        copied.came.value = copied.asked.value
        return server.asked

    (said,) = asyncio.run(sits())
    assert said[0] == {"text": "Bel haar morgen."}


def test_clicks_are_dealt_with_in_their_order_and_each_once():
    async def presses():
        done, buttons = [], [pressing.Button(description=name) for name in "abc"]
        for button in buttons:
            button.on_click(lambda one: done.append(one.description))
            clicked(button)
        (copied,) = pressing._copied
        copied.came.value = copied.asked.value - 1  # the window sent two numbers as one
        before = list(done)
        copied.came.value = copied.asked.value
        copied.do(copied.asked.value)
        return before, done

    assert asyncio.run(presses()) == (["a", "b"], ["a", "b", "c"])


def test_a_window_that_copies_nothing_does_not_keep_a_click_from_the_disk(monkeypatch):
    monkeypatch.setattr(pressing, "PATIENCE", 1)

    async def leaves():
        done = asyncio.Event()
        button = pressing.Button()
        button.on_click(lambda _: done.set())
        clicked(button)
        await asyncio.wait_for(done.wait(), 60)

    asyncio.run(leaves())
