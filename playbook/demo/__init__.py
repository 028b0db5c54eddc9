"""The demo: the starter playbook with a history, four people, and three weeks of what they did."""
