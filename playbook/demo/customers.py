"""The demo's customers: invented companies with docks, and what each would pay at the list price."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.accounts.naming import account_id, contact_id, opportunity_id

CURRENCY = "EUR"

_YARD, _YARD_PLUS, _SET_UP = 490, 890, 1500
"""Euros a site: a month up to eight doors, a month above that, once (content/know/price-and-terms.md)."""


@dataclass(frozen=True)
class Customer:
    """A company, and whom the rep talks to there."""

    name: str
    rep: str
    sites: int
    doors: int
    """At the biggest site."""
    contact: str
    """First and last name of whom the rep talks to."""
    title: str
    trigger: str
    is_one: bool = False
    """It has bought before."""

    @property
    def amount(self) -> float:
        """A year at the list price, with the set-up where it is new; from ten sites 15 per cent less."""
        monthly = _YARD if self.doors <= 8 else _YARD_PLUS
        yearly = monthly * 12 * self.sites * (0.85 if self.sites >= 10 else 1.0)
        return float(round(yearly + (0 if self.is_one else _SET_UP * self.sites)))

    @property
    def opportunity(self) -> str:
        """What the deal is called."""
        sites = "1 site" if self.sites == 1 else f"{self.sites} sites"
        return f"{self.name}, {'renewal of ' if self.is_one else ''}{sites}"

    @property
    def domain(self) -> str:
        """Where its web pages are."""
        return f"{self.name.split()[0].casefold()}.example"

    @property
    def segment(self) -> str:
        """How many warehouses it has, in the playbook's words."""
        return "network" if self.sites >= 10 else "regional" if self.sites > 1 else "single-site"

    @property
    def id(self) -> str:
        """The account's id."""
        return account_id("", self.domain, self.name)

    @property
    def opportunity_id(self) -> str:
        """The deal's id."""
        return opportunity_id("", self.id, self.opportunity)

    @property
    def contact_id(self) -> str:
        """The contact's id."""
        return contact_id("", f"{self.first_name}@{self.domain}", self.id, self.contact)

    @property
    def first_name(self) -> str:
        """How the contact is addressed."""
        return self.contact.split()[0]


CUSTOMERS: dict[str, Customer] = {
    # Lee's
    "ardenne": Customer(
        "Ardenne Kitchens", "lee", 4, 12, "Sabine Clerc", "head of logistics", "new-warehouse"
    ),
    "tolvane": Customer(
        "Tolvane Building Supply", "lee", 14, 10, "Frank Osei", "head of logistics", "new-logistics-head"
    ),
    "morrow": Customer(
        "Morrow & Pike Wholesale", "lee", 5, 9, "Helen Garrity", "head of logistics", "tool-contract-ending"
    ),
    "castellow": Customer("Castellow Drinks", "lee", 3, 8, "Tom Farrow", "site manager", "dock-hiring"),
    "nordhafen": Customer(
        "Nordhafen Cold Stores", "lee", 6, 14, "Birgit Thoms", "head of logistics", "renewal-due", True
    ),
    "wexmore": Customer("Wexmore Tiles", "lee", 2, 6, "Gordon Pell", "site manager", "new-warehouse"),
    "ostrander": Customer(
        "Ostrander Paper", "lee", 11, 16, "Ilse Vermeer", "head of logistics", "new-logistics-head"
    ),
    "quillfoot": Customer(
        "Quillfoot Garden Centres", "lee", 18, 9, "Adaeze Bright", "head of logistics", "dock-hiring"
    ),
    "baumgart": Customer(
        "Baumgart Fasteners", "lee", 2, 7, "Rolf Kern", "managing director", "new-warehouse"
    ),
    "lindqvist": Customer(
        "Lindqvist Flooring", "lee", 3, 8, "Petra Sand", "head of logistics", "demo-request"
    ),
    "pellworth": Customer("Pellworth Foods", "lee", 2, 4, "Chris Amadi", "site manager", "demo-request"),
    "sarn": Customer("Sarn Electrical", "lee", 7, 10, "Una Doyle", "head of logistics", "new-logistics-head"),
    "vantry": Customer(
        "Vantry Pharma Logistics", "lee", 10, 11, "Dr Emil Roth", "head of logistics", "renewal-due", True
    ),
    "gorse": Customer("Gorse Hill Hardware", "lee", 4, 10, "Priya Nair", "head of logistics", "dock-hiring"),
    "kallio": Customer("Kallio Timberframe", "lee", 3, 9, "Juha Salo", "site manager", "new-warehouse"),
    "merrow": Customer("Merrow Pet Foods", "lee", 3, 12, "Dawn Ellery", "head of logistics", "dock-hiring"),
    # Mia's
    "dellbrook": Customer("Dellbrook Dairy", "mia", 1, 6, "Owen Marsh", "site manager", "demo-request"),
    "kestrel": Customer("Kestrel Feeds", "mia", 1, 5, "Jill Crane", "site manager", "demo-request"),
    "ivorsson": Customer(
        "Ivorsson Furniture", "mia", 2, 11, "Karin Holm", "head of logistics", "tool-contract-ending"
    ),
    "marchetti": Customer("Marchetti Marble", "mia", 1, 3, "Luca Marchetti", "owner", "demo-request"),
    "rosk": Customer("Rosk Auto Parts", "mia", 3, 12, "Danuta Wolska", "head of logistics", "new-warehouse"),
    "thornley": Customer("Thornley Packaging", "mia", 1, 9, "Ben Askew", "site manager", "demo-request"),
    "aldermoor": Customer(
        "Aldermoor Bakery Supply", "mia", 2, 10, "Ruth Calder", "head of logistics", "demo-request"
    ),
    "fennimore": Customer("Fennimore Glass", "mia", 1, 7, "Stan Reilly", "dock lead", "demo-request"),
    "zandbergen": Customer(
        "Zandbergen Bulbs", "mia", 4, 9, "Marijke Smit", "head of logistics", "renewal-due", True
    ),
    "corrigan": Customer(
        "Corrigan Steel Stock", "mia", 1, 10, "Paul Deane", "site manager", "renewal-due", True
    ),
    "upton": Customer("Upton Vale Produce", "mia", 3, 13, "Grace Obi", "head of logistics", "new-warehouse"),
    "brightwater": Customer(
        "Brightwater Toys", "mia", 2, 8, "Neil Tranter", "head of logistics", "demo-request"
    ),
    "hesk": Customer("Hesk Chemicals", "mia", 2, 9, "Anke Brandt", "head of logistics", "new-logistics-head"),
    "penhale": Customer("Penhale Fittings", "mia", 1, 9, "Morwenna Tull", "site manager", "demo-request"),
    "sorrel": Customer("Sorrel & Sons", "mia", 2, 6, "Amir Haddad", "site manager", "dock-hiring"),
}
