"""Which column is which: the headings of HubSpot's and Salesforce's exports, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

Kind = Literal["accounts", "opportunities", "contacts"]
KINDS: tuple[Kind, ...] = ("accounts", "opportunities", "contacts")

_NOT_A_LETTER = re.compile(r"[\W_]+")

# Per kind and field: headings without case, space and marks; the earlier ones are the better ones.
_OWNER = ("owner", "ownername", "ownerfullname", "owneremail", "ownerid")
_ACCOUNT_ID = (
    "accountid", "associatedcompanyidsprimary", "associatedcompanyids", "associatedcompanyid", "companyid",
    "primaryassociatedcompanyid", "accountexternalid",
)  # fmt: skip
_ACCOUNT_NAME = (
    "accountname", "associatedcompanyprimary", "associatedcompany", "associatedcompanies", "companyname",
    "company", "account", "customer", "customername", "organization", "organisation",
)  # fmt: skip
_ACCOUNT_DOMAIN = ("companydomainname", "accountwebsite", "accountdomain", "companydomain", "companywebsite")

FIELDS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    "accounts": {
        "external_id": ("recordid", "accountid", "companyid", "id", "externalid", "crmid", "hsobjectid"),
        "name": (
            "companyname", "accountname", "name", "company", "account", "customer", "customername",
            "organization", "organisation",
        ),
        "domain": (
            "companydomainname", "domain", "companydomain", "website", "websiteurl", "domainname", "url", "web",
            "homepage",
        ),
        "segment": ("segment", "customersegment", "accountsegment", "marketsegment", "companysegment", "tier"),
        "owner": ("companyowner", "accountowner", *_OWNER, "hubspotowner"),
        "tags": ("tags", "labels"),
    },
    "opportunities": {
        "external_id": ("recordid", "opportunityid", "dealid", "id", "externalid", "crmid", "hsobjectid"),
        "name": ("dealname", "opportunityname", "name", "deal", "opportunity", "title"),
        "account_id": _ACCOUNT_ID,
        "account": _ACCOUNT_NAME,
        "domain": (*_ACCOUNT_DOMAIN, "website", "domain"),
        "stage": ("dealstage", "stage", "stagename", "opportunitystage", "salesstage", "phase"),
        "amount": ("amount", "dealamount", "value", "dealvalue", "amountincompanycurrency", "opportunityamount"),
        "currency": (
            "amountcurrency", "currency", "currencyisocode", "opportunitycurrency", "dealcurrency",
            "dealcurrencycode", "currencycode",
        ),
        "owner": ("dealowner", "opportunityowner", *_OWNER, "hubspotowner"),
        "close_date": ("closedate", "closingdate", "expectedclosedate", "closeddate"),
        "won": ("won", "iswon", "isclosedwon", "closedwon"),
        "closed": ("closed", "isclosed", "isdealclosed", "dealclosed"),
        "lost": ("lost", "islost", "isclosedlost", "closedlost"),
    },
    "contacts": {
        "external_id": ("recordid", "contactid", "id", "externalid", "crmid", "hsobjectid"),
        "first_name": ("firstname", "givenname", "vorname"),
        "last_name": ("lastname", "surname", "familyname", "nachname"),
        "name": ("fullname", "contactname", "name", "contact"),
        "email": ("email", "emailaddress", "workemail", "businessemail", "mail"),
        "phone": (
            "phonenumber", "phone", "businessphone", "workphone", "mobilephonenumber", "mobilephone", "mobile",
            "telephone",
        ),
        "title": ("jobtitle", "title", "position", "role"),
        "account_id": _ACCOUNT_ID,
        "account": _ACCOUNT_NAME,
        "domain": (*_ACCOUNT_DOMAIN, "website", "domain"),
        "channel": ("preferredchannel", "preferredcontactmethod"),
    },
}  # fmt: skip

_OF_ONE_KIND: Mapping[Kind, frozenset[str]] = {
    "accounts": frozenset(["companyowner", "accountowner", "companydomainname"]),
    "opportunities": frozenset([
        "dealname", "opportunityname", "dealstage", "stage", "stagename", "closedate", "opportunityid", "amount",
    ]),
    "contacts": frozenset(["firstname", "lastname", "email", "contactid", "jobtitle", "emailaddress", "vorname"]),
}  # fmt: skip
_WEIGHT = 3


def bare(heading: str) -> str:
    """Return a heading without case, space and marks: `Account_ID`, `AccountId` and `account id` are one."""
    return _NOT_A_LETTER.sub("", heading).casefold()


class Reading(msgspec.Struct, frozen=True):
    """What was understood of a row of headings."""

    kind: Kind
    columns: dict[str, int]
    """Field → place of its column."""
    passed_over: tuple[str, ...]
    """Headings that say nothing here."""
    source: str = ""
    """`HubSpot` or `Salesforce`, where it looks like theirs."""


def read_headings(headings: Sequence[str], kind: Kind | None = None) -> Reading:
    """Return what columns of these headings are; of `kind`, or of the kind they fit best."""
    kind = kind or guess_kind(headings)
    names = [bare(heading) for heading in headings]
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for field, spellings in FIELDS[kind].items():
        place = next(
            (names.index(one) for one in spellings if one in names and names.index(one) not in taken), None
        )
        if place is not None:
            columns[field] = place
            taken.add(place)
    rest = tuple(heading for place, heading in enumerate(headings) if place not in taken and heading)
    return Reading(kind, columns, _told(rest), source_of(headings))


def columns_of(headings: Sequence[str], wanted: Mapping[str, str], kind: Kind) -> tuple[Reading, list[str]]:
    """Return the reading that a saved mapping (field → heading) says, and its headings that are not there."""
    names = [bare(heading) for heading in headings]
    columns = {
        field: names.index(bare(heading)) for field, heading in wanted.items() if bare(heading) in names
    }
    missing = [heading for heading in wanted.values() if bare(heading) not in names]
    taken = set(columns.values())
    rest = tuple(heading for place, heading in enumerate(headings) if place not in taken and heading)
    return Reading(kind, columns, _told(rest), source_of(headings)), missing


OWN = ("playbook: reason", "playbook: line")
"""The columns that a file of failures has before the others."""


def _told(headings: Iterable[str]) -> tuple[str, ...]:
    return tuple(heading for heading in headings if heading.casefold() not in OWN)


def guess_kind(headings: Iterable[str]) -> Kind:
    """Return what kind of thing the rows are."""
    names = {bare(heading) for heading in headings}

    def score(kind: Kind) -> int:
        known = {spelling for spellings in FIELDS[kind].values() for spelling in spellings}
        return len(names & known) + _WEIGHT * len(names & _OF_ONE_KIND[kind])

    return max(KINDS, key=score)


def source_of(headings: Iterable[str]) -> str:
    """Return which CRM's export this looks like."""
    names = {bare(heading) for heading in headings}
    if "recordid" in names or names & {"companydomainname", "dealname", "hsobjectid", "dealstage"}:
        return "HubSpot"
    salesforce = {"accountid", "opportunityid", "contactid", "stagename", "currencyisocode", "accountowner"}
    return "Salesforce" if names & salesforce else ""
