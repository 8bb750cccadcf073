"""A lock as tests use it: its key is known, and its passphrase takes no second.

Both wrappings are age files with a work factor of 4, made by hand after the description of the
format, so that they also show that ours are no special ones.
"""

from __future__ import annotations

from pathlib import Path

from kit import locking
from kit.lock import Lock, Slot

WORDS = "paard batterij nietje juist"
OTHER_WORDS = "heel andere woorden hier"
_BEGIN, _END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"


def _armored(body: str) -> bytes:
    return "\n".join([_BEGIN, *body.split(), _END, ""]).encode()


SLOT = Slot(
    "age1z2e0ryfe0wxlx7vltst9cfd224v9jvct9g84csx6gyjekflc64ds9v3kzl",
    _armored(
        """
        YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBCNW13NUsrbVRzK3N3Qlhp
        SkdoZGRBIDQKeDJONG96cnVIUWV2YmR6VG1yMGhCR1NYdVZqcVZhcnFxczVrVnY3
        Y2w0MAotLS0gazVuVFRIdzIxanBGWndDMVJKSVF5VUdPTi9waUF0UmQ2RU03NmdG
        K1lWMAo06gWCU6ZdIc4850VEqHaLTAZfJSs8IeeVmUkHBOFnAz7K/jVFhT//edVK
        zHTZwCDivj59BnVp7OdZ10QvIycy0KmUb401LFsaO2JiUaaGRTkRp9mMK1DhOATU
        ZBXZWDiCTiKSU4hZ/XVKuw==
        """
    ),
    "AGE-SECRET-KEY-1J6K60DMNYEYR532UTK0S6A2RLE7ANE4DXYU7AYLZKFN0Y0WGSZKQ7XS9SX",
)
UNDER_OTHER_WORDS = _armored(
    """
    YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBsUHJhT3BNeGZoZzZGWVVG
    czUrbjVnIDQKUmdBa3grL2tJZCtTYU5qWjRCUVI5SGt4TTJhZmdZOUdCWkdDNjlo
    cUVNcwotLS0gUzZ2L0Jodktvcm5wc2ZLRElxWGpEMzkwejlEa28veGZkRmRBRVNi
    TWtZRQqn4y1Ks62YR9wsUnG4fMiSGaQk5Yj6zeE36W+XX26Rqt38g7Yx20imXaox
    b8eyJ3KOJSFkNro+ac3UcPJKsTV6uBDYujr7OC1wZOTr0uRblntqqN27w9b9bMJO
    /FPLTuDbsV3xnEm7O0Flcg==
    """
)


def other_slot() -> Slot:
    """A lock of another group, which nobody opens with a passphrase."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return Slot(str(made.to_public()), b"", str(made))


def opened(folder: Path) -> Lock:
    """The lock of a group that SLOT is on, open."""
    lock = Lock(folder)
    lock.use(SLOT.key)
    return lock


def on(folder: Path) -> None:
    """Put SLOT on a group; nothing of it is open afterwards."""
    locking.switch_on(folder, SLOT, Lock(folder))


def off(folder: Path) -> None:
    """Take it off again."""
    locking.switch_off(folder, opened(folder))
