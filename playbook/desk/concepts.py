"""What salespeople call by several names: a small table of words that mean much the same on a call.

One line a concept; a word may stand in several. Compared by stems, so that `prices` and `pricing` meet `cost`.
"""

from __future__ import annotations

from functools import cache

from playbook.desk.words import stem

_TABLE = """
price cost rate fee charge tariff amount figure number pricing
expensive costly dear overpriced
cheap cheaper undercut undercuts lower below
discount rebate concession knock reduction
quote offer proposal quotation bid
invoice bill billing payment pay paid terms
budget money fund funding fiscal
increase raise uplift rise hike
year annual yearly twelve
month monthly quarter
contract agreement term terms clause legal lawyer liability
sign signature signed close order
renewal renew extend extension subscription prolong
cancel churn leave quit leaving downgrade terminate
purchase purchasing procurement buyer buying tender sourcing bid
supplier vendor provider
competitor competition rival competing other
switch move migrate change replace
security infosec questionnaire form compliance
certificate certified certification iso 27001
privacy gdpr data europe eu america server residency hosting
login sso sign-on account password microsoft
integration integrate connect sap erp interface plug crm
implementation rollout setup onboard onboarding go-live live start handover install
training schooling train learn course
support helpdesk ticket service hotline line
slow late wait waited delay days
fast quick quickly soon once immediately instant
opener opening first intro introduction greeting
long lengthy wordy mouthful short shorten breath
voicemail message machine callback callbacks mailbox
gatekeeper receptionist reception assistant secretary front-desk desk
boss decider decision decides decide director head manager executive signs
champion contact sponsor person guy
email mail send written brochure information
summary follow-up recap
silence silent quiet ghost ghosts shut pause gone
demo demonstration walkthrough presentation screens show
screen pictures interface page
no-show no-shows reminder turn
reference case story testimonial customer example
stale old outdated date former previous longer
spreadsheet excel sheet
calculator roi return savings saved business-case save
free trial pilot test gratis try
mobile app phone offline signal wifi
language translate translated polish english german french
paper manual pen
staff employee employees people workers crew council guys
track monitor monitoring surveillance
build own in-house develop developers programmers
trust burned bad experience
neighbour neighbor nearby town local
site sites location locations yard depot plant hall
truck trucks lorry lorries carrier driver drivers
dock gate door doors ramp bay
hardware scanner reader device barcode
seat user license licence per-seat
package plan tier bundle edition
feature features function functions capability
differ difference better different compare
satisfied happy content
interested interest need
visit visiting visits came meeting
shout yell shouting yelling
logo brand branding
address office
acquire acquired acquisition sold merger
checklist list steps
question questions ask asks asked asking
say speak talk explain pronounce
twice again duplicate repeat
result results report figures numbers
use used touched touch
ready-made template sample draft
limit limits far allowed may authority
portal registered registration register
"""


@cache
def concepts() -> dict[str, tuple[str, ...]]:
    """Return the concepts of each stem: `=price` for all that means a price."""
    found: dict[str, dict[str, None]] = {}
    for line in _TABLE.strip().splitlines():
        words = line.split()
        for word in words:
            found.setdefault(stem(word), {})[f"={words[0]}"] = None
    return {word: tuple(names) for word, names in found.items()}
