"""A form of widgets: kept only after the server's yes, and what may point to a person first."""

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
