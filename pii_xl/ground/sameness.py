"""What makes two findings the same one at the next command and in the next version: rule, subject, and the facts that the sentence
tells; not the words around them, and not the place.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from pii_xl.ground.messages import CATALOGUE

SEPARATOR, SUBJECT = " | ", "subject"


def statement(code: str, subject: str, found: str) -> str:
    """A finding as the ledger keeps it, for people to read."""
    return SEPARATOR.join((code, subject, found))


def identity(code: str, subject: str, found: str) -> str:
    """What tells a finding from every other: two wordings of one message, today's and a former one, give the same."""
    facts = _facts(code, found)
    if facts is None:
        return SEPARATOR.join((code, subject, found))
    return SEPARATOR.join((code, "" if _is_labelled(code) else subject, "; ".join(facts)))


def identity_in(kept: str) -> str:
    """The identity of a finding that :func:`statement` wrote, maybe in an earlier version."""
    code, _, rest = kept.partition(SEPARATOR)
    subject, _, found = rest.partition(SEPARATOR)
    return identity(code, subject, found)


def _is_labelled(code: str) -> bool:
    """Whether the sentence itself names its subject, which was a key in earlier versions."""
    return "{label}" in CATALOGUE[code].found


@lru_cache(maxsize=4096)
def _facts(code: str, found: str) -> tuple[str, ...] | None:
    """What the sentence was filled with, by the names of the facts; None for a sentence that no wording of the message gives."""
    message = CATALOGUE.get(code)
    for wording in (message.found, *message.formerly) if message else ():
        match = _pattern(wording).fullmatch(found)
        if match:
            told = match.groupdict()
            return tuple(told[name] for name in sorted(told) if name != SUBJECT)
    return None


@lru_cache(maxsize=1024)
def _pattern(wording: str) -> re.Pattern[str]:
    pieces, named = [], set[str]()
    for literal, name, _, _ in string.Formatter().parse(wording):
        pieces.append(re.escape(literal))
        if name is not None:
            pieces.append(f"(?P={name})" if name in named else f"(?P<{name}>.*?)")
            named.add(name)
    return re.compile("".join(pieces), re.DOTALL)
