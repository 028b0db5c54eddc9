"""What a kind of feedback asks besides, in the box: one key away, never in the way, and read where it is of use."""

from __future__ import annotations

from dataclasses import replace

from playbook.records.customers import Account, Opportunity
from tests.tui.driver import opened
from tests.tui.test_feedback_screen import HERE, tell, written
from tests.tui.world import World


async def test_who_the_competitor_is_stands_beside_what_was_said(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("6")
        driver.sees("Who is it? (or nothing)", "tab who")
        await driver.type("a free year")
        await driver.press("tab")
        driver.sees("tab words")
        await driver.type("Velantis")
        await driver.press("tab")
        await driver.type(", signed now")
        await driver.press("tab", "enter")
    (said,) = written(world)
    assert (said.kind, said.text, said.tried) == ("competitor", "a free year, signed now", "Velantis")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("“a free year, signed now”", "competitor: Velantis")


async def test_the_quickest_way_is_three_keys_whatever_a_kind_asks(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for key in "1567":
            told = await tell(driver)
            await driver.press(key, "enter")
            assert told
    assert [(said.kind, said.text, said.tried) for said in written(world)] == [
        (kind, "", "") for kind in ("worked", "objection", "competitor", "customer-words")
    ]


async def test_why_they_stay_is_chosen_by_one_key_while_one_types(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("7")
        driver.sees("why they  ○ buy  ○ stay  ○ leave", "tab why").sees_no("(or nothing)")
        await driver.type("Nobody else answers the")
        await driver.press("tab", "tab")
        driver.sees("○ buy  ● stay  ○ leave")
        await driver.type(" phone")
        await driver.press("enter")
    (said,) = written(world)
    assert (said.text, said.tried) == ("Nobody else answers the phone", "stay")


async def test_a_kind_that_asks_nothing_has_no_second_line(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        driver.sees_no("(or nothing)", "tab ")
        await driver.press("tab")
        await driver.type("12, not 10")
        await driver.press("enter")
    assert [said.text for said in written(world)] == ["12, not 10"]


async def test_an_answer_alone_is_kept_and_taken_up_with_its_kind(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("5", "tab")
        await driver.type("Asked for three names")
        await driver.press("escape")
        await tell(driver)
        driver.sees("F6 goes on with “Asked for three names”")
        await driver.press("f6")
        driver.sees("What did you try?", "Asked for three names")
        await driver.press("escape")
        await tell(driver)
        await driver.press("f6")
        await driver.type("My drivers never book")
        await driver.press("enter")
        await tell(driver)
        driver.sees_no("goes on with")
    (said,) = written(world)
    assert (said.kind, said.text, said.tried) == (
        "objection",
        "My drivers never book",
        "Asked for three names",
    )


async def test_a_choice_is_kept_and_taken_up_as_well(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("7", "tab", "tab", "tab", "escape")
        await tell(driver)
        await driver.press("f6")
        driver.sees("● leave")
        await driver.press("enter")
    assert [said.tried for said in written(world)] == ["leave"]


async def test_the_account_is_named_where_none_is_known_and_its_open_amount_comes_along(world: World) -> None:
    dana = world.of("dana")
    dana.append(Account("k1", "Kestrel GmbH"))
    dana.append(Opportunity("o9", "k1", "Docks", stage="commit", amount=90_000.0, currency="EUR"))
    first = world.feedback("The list price on the quote is old", by="mia")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver, replace(HERE, account="", opportunity="", deal_stage="", amount=None, currency=""))
        driver.sees("F2 says from which account").sees_no("with Kestrel")
        await driver.press("3", "f2")
        driver.sees("Heard from which account?")
        await driver.type("kes")
        await driver.press("enter")
        driver.sees("with Kestrel GmbH")
        await driver.type("list price is old")
        told = driver.line_with("me too ▸")
        assert "The list price" in told
        await driver.press("f9")
    item = world.item(first)
    assert (item.people, item.accounts, item.amount) == (("mia", "lee"), ("k1",), {"EUR": 90_000.0})


async def test_an_account_without_its_deal_brings_the_one_that_is_open(world: World) -> None:
    dana = world.of("dana")
    dana.append(Account("k1", "Kestrel GmbH"))
    dana.append(Opportunity("o9", "k1", "Docks", stage="commit", amount=90_000.0, currency="EUR"))
    bare = replace(HERE, account="k1", opportunity="", deal_stage="", amount=None, currency="")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver, bare)
        await driver.press("3", "enter")
    (said,) = written(world)
    assert (said.opportunity, said.deal_stage, said.amount, said.currency) == (
        "o9",
        "commit",
        90_000.0,
        "EUR",
    )


async def test_ten_thousand_words_are_taken_whole(world: World) -> None:
    text = " ".join(f"word{number}" for number in range(10_000))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        driver.paste(text)
        await driver.settle()
        driver.sees_no("Cut at")
        await driver.press("enter")
    assert [said.text for said in written(world)] == [text]
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("word0 word1")


async def test_what_happened_next_is_read_by_who_finds_it(world: World) -> None:
    world.feedback("Zeppelins broke the ice", "worked", by="mia", tried="He booked a second call")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("zeppelins")
        driver.sees("what happened next: He booked a second call")


async def test_what_one_said_oneself_is_heard_again_at_another_account(world: World) -> None:
    id_ = world.feedback("The list price on the quote is old", by="lee", account="Kestrel")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3")
        await driver.type("list price on the quote")
        driver.sees("you too, already")
        await driver.press("f9")
        assert told[0] is not None
        assert told[0].endswith("for Brenner Foods, which you said yourself.")
        told = await tell(driver)
        await driver.press("3")
        await driver.type("list price on the quote")
        await driver.press("f9")
        driver.sees("You are behind F-", "F2 names another account")
        assert told == []
    item = world.item(id_)
    assert (item.people, item.accounts) == (("lee",), ("Kestrel", "Brenner Foods"))
