"""Writers that write until they are killed, and say on stdout what they were told is on the disk.

`crash_writer.py journal FOLDER` prints the id of each record after `append` returned it,
`crash_writer.py drafts FOLDER` the number of each version after `keep` returned. Each line on
stdin starts a new writer (a fork, so that the imports are paid once): its first word is its
process id, and "dead" comes after its last word.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kit.drafts import Drafts
from kit.journal import Journal, record


def say(word: object) -> None:
    os.write(1, f"{word}\n".encode())


def journal(folder: Path) -> None:
    writer = Journal(folder)
    for number in range(1_000_000):
        text = f"Regel {number}: één zin die blijft.\n" * (1 + number % 40)
        say(writer.append(record("reflection", "g", 1, "stap", text=text))["id"])


def drafts(folder: Path) -> None:
    typing = Drafts(folder)
    before = typing.get(1).get("reflection", {}).get("number", 0)
    for number in range(before + 1, before + 1_000_000):
        text = f"Ik durfde het niet te zeggen, {number} keer. " * (1 + number % 200)
        typing.keep(1, "reflection", {"number": number, "text": text})
        say(number)


if __name__ == "__main__":
    for _ in sys.stdin:
        writer = os.fork()
        if not writer:
            say(os.getpid())
            {"journal": journal, "drafts": drafts}[sys.argv[1]](Path(sys.argv[2]))
        os.waitpid(writer, 0)
        say("dead")
