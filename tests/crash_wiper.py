"""A process that wipes and may be killed while it does: `crash_wiper.py due|group|lock FOLDER`.

It says "ready" when all is imported, and begins at the first line on stdin.
"""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kit.group_wiping import wipe_group
from kit.wiping import Wiping
from tests.locks import on

WIPES = {
    "due": lambda folder: Wiping(folder).due(date(2026, 11, 22)),
    "group": wipe_group,
    "lock": on,
}

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    WIPES[sys.argv[1]](Path(sys.argv[2]))
