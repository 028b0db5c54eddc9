"""Words to write pages with: a core that sellers use daily, and a long tail, as any real text has."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from random import Random

_CORE = """account agenda agreement answer approval audience baseline benefit bid board booking branch brief budget
    buyer call calendar campaign carrier cash change channel churn close colleague commitment competitor
    conversation contract cost counter credit criteria customer deadline deal decision delay delivery demo
    department detail discount discovery dock door driver evidence evaluation event example executive expansion
    feature feedback finance follow forecast friction gate goal goods haulier head hour impact incumbent invoice
    issue item launch lead legal lesson letter licence list loading logistics machine manager margin market
    measure meeting message metric minute mistake module month morning move need network next number objection
    offer office onboarding opening operator option order outcome owner page partner party path pause payment
    people percent phone pilot pipeline plan planner platform play point policy portal position premium price
    pricing problem procurement product promise proof proposal purchasing quarter question queue quote rate
    reason recap record reference region renewal report request research response result return revenue review
    risk role rollout route saving scope security segment seller service session shift shipment signature site
    slot software solution spreadsheet sponsor stage stakeholder step story strategy success supplier support
    system talk target task team term text ticket time timeline tool training trial trigger truck usage user
    value vendor version video visit voice wait warehouse week win word work yard year"""
CORE = tuple(_CORE.split())
_LINKS = "the a of to and in is for that on with you we it at this be are by from as not or when what who"
LINKS = tuple(_LINKS.split())
_JAPANESE = (
    "価格が高すぎます。 来期まで待ってください。 まず担当者に確認します。 倉庫の待ち時間は何分ですか。 "
    "資料をメールで送ってください。 競合他社の製品を使っています。 予算は部長が決めます。 導入には何週間かかりますか。 "
    "今の表計算で足りています。 次回の打ち合わせを決めましょう。"
)
JAPANESE = tuple(_JAPANESE.split())
_SYLLABLES = (
    "ba be bo ca ce co da de do fa fe fi ga ge go ha he ho ka ke ko la le lo ma me mo na ne no pa pe po "
    "ra re ro sa se so ta tu to va ve vo wa wi za zo tra bri clo sta pre con"
)
_TAIL = 20_000


@lru_cache(1)
def vocabulary() -> tuple[list[str], list[float]]:
    """Return the words and their cumulative weights, which fall as those of real text do (Zipf, Mandelbrot)."""
    random, syllables = Random("words"), _SYLLABLES.split()
    tail: dict[str, None] = {}
    while len(tail) < _TAIL:
        tail[
            "".join(random.choices(syllables, k=random.randint(2, 4))) + random.choice(("", "n", "r", "s"))
        ] = None
    words = [*CORE, *(word for word in tail if word not in CORE)]
    return words, list(accumulate((place + 20) ** -1.25 for place in range(len(words))))


def words(random: Random, count: int) -> list[str]:
    """Return `count` words, every third a small one."""
    known, weights = vocabulary()
    chosen = random.choices(known, cum_weights=weights, k=count)
    return [random.choice(LINKS) if place % 3 == 1 else word for place, word in enumerate(chosen)]


def sentence(random: Random, least: int = 6, most: int = 16) -> str:
    """Return a sentence: not one anybody would say, but of the right length and with the right words."""
    text = " ".join(words(random, random.randint(least, most)))
    return text[0].upper() + text[1:] + random.choice(".....?")


def sentences(random: Random, least: int, most: int) -> str:
    """Return some sentences; one in forty paragraphs is Japanese."""
    count = random.randint(least, most)
    if random.random() < 1 / 40:
        return "".join(random.sample(JAPANESE, min(count, len(JAPANESE))))
    return " ".join(sentence(random) for _ in range(count))
