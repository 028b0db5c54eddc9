"""The keys of the desk: one a decision."""

from __future__ import annotations

from tui.commands import Command

DESK_KEYS = (
    Command("desk.accept", "a", "accept", "Take it in: marketing will deal with it.", bar=True),
    Command("desk.change", "e", "edit", "Change its page at the line that is meant, and propose that.", bar=True),
    Command("desk.answer", "w", "answer", "Write the rep the answer; with several marked, all of them.", bar=True),
    Command("desk.already", "W", "answered by", "Answer with the revision that settled it since."),
    Command("desk.decline", "d", "decline", "Say no, with a reason that the rep reads.", bar=True),
    Command("desk.ask", "q", "ask", "Ask the rep a question; the promise's clock pauses.", bar=True),
    Command("desk.merge", "m", "merge", "Put it together with a similar one; its supporters go along.", bar=True),
    Command("desk.undo", "u", "undo", "Take back what you did last.", bar=True),
    Command("desk.mark", "x,space", "mark", "Mark it, to act on several at once.", bar=True),
    Command("desk.mark-alike", "X", "mark alike", "Mark it and all that say the same; then one answer is for all."),
    Command("desk.clusters", "C", "clusters", "What several people say this week; marks them, to be answered at once."),
    Command("desk.route", "r", "route", "Send it on: product, price, process, legal …"),
    Command("desk.heard", "i", "their reply", "Bring back what product, price, process or legal replied."),
    Command("desk.assign", "s", "assign", "Give it to somebody: first whom the rules name, and why."),
    Command("desk.label", "l", "label", "Label it; -name takes a label away."),
    Command("desk.note", "t", "note", "A note for the other liaisons alone."),
    Command("desk.decide", "c", "decide", "Say which of two decisions made apart stands, and why."),
    Command("desk.reopen", "O", "reopen", "Open it again."),
    Command("desk.split", "S", "split", "Take a merged item apart again."),
    Command("desk.reply", "y", "reply", "Reply to the desk's question (the rep)."),
    Command("desk.open", "enter,o", "open", "Open the play at the line it is about.", bar=True),
    Command("desk.promote", "p", "new page", "Make a page of what several hear and no page answers, or of an idea."),
    Command("desk.figures", "n", "figures", "How the desk does: both sides on one page, with the items behind each."),
    Command("desk.filter", "b", "filter", "Look for items by words, kind, state, play, segment, account …"),
    Command("desk.keep-filter", "B", "keep filter", "Keep the filter as a tab of your own, or drop that tab."),
    Command("desk.next-tab", "right_square_bracket,tab", "next tab", "The next tab.", bar=True),
    Command("desk.previous-tab", "left_square_bracket,shift+tab", "tab before", "The tab before."),
    Command("desk.leave", "escape", "back", "Take all marks off; else from the preview back to the list.", fixed=True),
    Command("desk.page", "v", "preview", "Show the preview instead of the list, on a narrow screen.", bar=True),
)  # fmt: skip
