"""The index of the records: throw-away SQLite that answers without reading the past.

It lies in the cache folder, one for each person of a playbook on this device, and holds two things: *places* (in
which file, from which byte on, a record stands) and the *rows* that other packages make of records. It is kept up
by marks, the byte up to which each file was read; what was appended since, by whomever, is read at the next
`Index.refresh`. Whatever is wrong with it (another version, damage, a file that is gone, other rights) it is made
anew from the journals; where the cache folder cannot be written it lies in memory. Deleting it loses nothing.

**Handing it rows.** Derive from `Shelf` and register it where the index is opened (`playbook.indexing`):

* `name` and `version`: rows of another version are made anew, so count it on whenever what `fold` writes changes;
* `kinds`: the kinds of record it is made of, none of which another shelf has (but `redact`); one may be filed too;
* `tables` and `indexes`: SQL that makes its tables, and what is better made after they were first filled;
* `subject(record)`: the id of the thing that a record is about: the feedback, the run; "" where it is about none;
* `fold(db, subjects)`: write the rows of these things anew. It is given *all* records of each, in their order, with
  only those that the person may read. So a fold stays a pure function of records, and it does not matter in which
  order and in how many pieces they arrived.
* `widen(db, subjects)` where things are tied together (feedback that was merged): the ids to be folded with them;
* `notice(db, records)` where a record makes rows stale of things that it is not about.

A shelf's own queries stand beside it in its package; they ask `Index.query`, and for one whole thing
`Index.about`, which reads its records from the journals by their places.
"""

from __future__ import annotations

from playbook.records.index.index import Index as Index
from playbook.records.index.shelf import Filed as Filed
from playbook.records.index.shelf import Shelf as Shelf
