"""The other customers of the whole team: nine told like the story's, and as many more as make six hundred."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from playbook.demo.customers import CUSTOMERS, Customer
from playbook.demo.dice import Dice, weighted
from playbook.demo.team.people import COLLEAGUES, REPS, SINGLE
from playbook.demo.team.plans import NULL, REAL

ACCOUNTS = 600
"""How many customers there are in all."""

NINE: dict[str, Customer] = {
    "averill": Customer("Averill Bonded Stores", "bea", 3, 11, "Maud Pryce", "head of logistics", "new-warehouse"),
    "brakel": Customer("Brakel Coffee Traders", "ella", 2, 7, "Joris Maes", "head of logistics", "demo-request"),
    "cantrell": Customer("Cantrell Spirits", "dov", 4, 9, "Fiona Blake", "head of logistics", "tool-contract-ending"),
    "delmar": Customer("Delmar Seafood Imports", "gita", 2, 12, "Rui Pinto", "site manager", "new-logistics-head"),
    "estrup": Customer("Estrup Tobacco Leaf", "iris", 5, 8, "Lone Holt", "head of logistics", "new-warehouse"),
    "falkner": Customer("Falkner Machine Parts", "jan", 1, 10, "Otto Brehm", "site manager", "demo-request"),
    "gilroy": Customer("Gilroy Tea Company", "amir", 2, 6, "Nuala Keane", "head of logistics", "dock-hiring"),
    "hartung": Customer("Hartung Chemicals Trade", "ella", 6, 14, "Uta Kranz", "head of logistics", "new-warehouse"),
    "ivanko": Customer("Ivanko Fruit Terminal", "bea", 3, 15, "Petro Hrytsak", "site manager", "new-logistics-head"),
}  # fmt: skip
"""Those who clear goods through customs at the dock."""

_FIRST = (
    *(
        "Ald",
        "Bex",
        "Cor",
        "Dun",
        "Elm",
        "Fen",
        "Gar",
        "Hal",
        "Ing",
        "Jor",
        "Kel",
        "Lan",
        "Mar",
        "Nor",
        "Oak",
        "Pem",
    ),
    *("Quar", "Ros", "Sel", "Tor", "Ulv", "Var", "Wes", "Yar", "Zel", "Ast", "Bram", "Cal", "Den", "Eas"),
)
_SECOND = (
    *("bury", "combe", "dale", "field", "ford", "gate", "ham", "ley", "lund", "mere", "mont", "stad", "stow"),
    *("ton", "vik", "wick", "worth", "berg", "brook", "by"),
)
_TRADES = (
    *(
        "Tiles",
        "Foods",
        "Packaging",
        "Timber",
        "Pharma",
        "Furniture",
        "Glass",
        "Steel",
        "Toys",
        "Paper",
        "Fasteners",
    ),
    *(
        "Electrical",
        "Drinks",
        "Textiles",
        "Garden Supply",
        "Auto Parts",
        "Cold Stores",
        "Plastics",
        "Pet Foods",
    ),
    *(
        "Office Supply",
        "Bakery Supply",
        "Building Supply",
        "Wholesale",
        "Kitchens",
        "Flooring",
        "Cables",
        "Pumps",
    ),
)
_GIVEN = (
    *(
        "Agnes",
        "Boris",
        "Carla",
        "Dennis",
        "Eva",
        "Frank",
        "Greta",
        "Henk",
        "Irma",
        "Joel",
        "Karla",
        "Leo",
        "Marta",
    ),
    *(
        "Nils",
        "Olga",
        "Paul",
        "Rosa",
        "Stefan",
        "Tess",
        "Viktor",
        "Wanda",
        "Yusuf",
        "Zoe",
        "Anton",
        "Birgit",
        "Cem",
    ),
)
_FAMILY = (
    *(
        "Abel",
        "Borg",
        "Crane",
        "Dietz",
        "Ek",
        "Foster",
        "Gruber",
        "Hale",
        "Ibsen",
        "Jansen",
        "Keller",
        "Lowe",
        "Moss",
    ),
    *(
        "Novik",
        "Olsen",
        "Pohl",
        "Quist",
        "Reuter",
        "Simms",
        "Thorn",
        "Ulrich",
        "Voss",
        "Weber",
        "York",
        "Zeller",
    ),
)
_TITLES = (("head of logistics", 5.0), ("site manager", 3.0), ("dock lead", 1.0), ("managing director", 1.0))
_BROUGHT_BY: tuple[tuple[str, float], ...] = (
    (REAL.trigger, 37),
    (NULL.trigger, 39),
    ("new-warehouse", 8),
    ("new-logistics-head", 8),
    ("dock-hiring", 8),
    ("tool-contract-ending", 4),
    ("demo-request", 4),
    ("first-month", 3),
    ("review-due", 3),
    ("usage-drop", 3),
    ("renewal-due", 3),
)
"""What brings a customer about, by how often."""

BOUGHT = ("first-month", "review-due", "usage-drop", "renewal-due")
"""Triggers of those who have bought before."""


def companies(dice: Dice) -> dict[str, Customer]:
    """Return every customer besides the told ones by a key, the nine first."""
    found = dict(NINE)
    for customer in _others(dice):
        if len(CUSTOMERS) + len(found) >= ACCOUNTS:
            break
        found[customer.name.partition(" ")[0].casefold()] = customer
    return found


def _others(dice: Dice) -> Iterator[Customer]:
    # Which name comes when does not depend on the seed: who is in which arm of an experiment follows from the name.
    names = [first + second for first, second in product(_FIRST, _SECOND)]
    dice_of_all = Dice(0)
    order = dice_of_all.stream("companies")
    order.shuffle(names)
    for name in names:
        fixed, chance = dice_of_all.stream("company", name), dice.stream("company", name)
        trade = fixed.choice(_TRADES)
        trigger = weighted(fixed, _BROUGHT_BY)
        sites = weighted(chance, ((1, 5.0), (chance.randint(2, 9), 4.0), (chance.randint(10, 24), 1.0)))
        rep = chance.choice(_who_sells_to(sites))
        contact = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
        title = weighted(chance, _TITLES)
        yield Customer(
            f"{name} {trade}", rep, sites, chance.randint(3, 16), contact, title, trigger, trigger in BOUGHT
        )


def _who_sells_to(sites: int) -> list[str]:
    """Return the reps for customers of that size."""
    small = {"mia", *(one.id for one in COLLEAGUES if one.segments == SINGLE)}
    return [rep for rep in REPS if (rep in small) == (sites == 1) or 1 < sites < 4]
