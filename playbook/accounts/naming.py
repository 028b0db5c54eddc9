"""Ids of accounts, opportunities and contacts: made of what they are known by, so that every device has the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from playbook.ids import ALPHABET, LENGTH, encode
from playbook.plays.slug import slug

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://")
_SPACE = re.compile(r"\s+")
_LETTERS = frozenset(ALPHABET)

FREE_MAIL = frozenset([
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com",
    "gmx.de", "gmx.net", "web.de", "t-online.de", "proton.me", "protonmail.com", "mail.com", "qq.com",
])  # fmt: skip
"""Domains of mail that say nothing about the company behind an address."""


def account_id(external_id: str, domain: str, name: str) -> str:
    """Return an account's id: of its id in the CRM, else of its domain, else of its name's slug."""
    return _hash(external_id.strip() or domain_of(domain) or slug(folded(name)) or folded(name))


def opportunity_id(external_id: str, account: str, name: str) -> str:
    """Return an opportunity's id: of its id in the CRM, else of its account's id and its name's slug."""
    return _hash(external_id.strip() or f"{account}/{slug(folded(name)) or folded(name)}")


def contact_id(external_id: str, email: str, account: str, name: str) -> str:
    """Return a contact's id: of the id in the CRM, else of the e-mail, else of account and name's slug."""
    mail = email.strip().casefold()
    return _hash(external_id.strip() or mail or f"{account}/{slug(folded(name)) or folded(name)}")


def _hash(text: str) -> str:
    return encode(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest())


def is_id(text: str) -> bool:
    """Say whether `text` has the form of an id: 16 letters of Crockford's base 32."""
    return len(text) == LENGTH and _LETTERS.issuperset(text)


def folded(name: str) -> str:
    """Return a name as names are compared: case, width and runs of space make no difference."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def domain_of(website: str) -> str:
    """Return the bare domain of a web or mail address: `https://www.Acme.com/de` and `eva@acme.com` are `acme.com`."""
    text = _SCHEME.sub("", website.strip().casefold())
    text = text.partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0]
    text = text.removeprefix("www.").strip(".")
    return text if "." in text and not _SPACE.search(text) else ""


def company_domain(email: str) -> str:
    """Return the domain of an e-mail address where it says something about the company, else nothing."""
    domain = domain_of(email) if "@" in email else ""
    return "" if domain in FREE_MAIL else domain
