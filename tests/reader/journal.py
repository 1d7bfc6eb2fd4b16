"""SPEC.md, Journal: entries, one after the other, up to a head."""

import schema
from statements import tagged_hash
from wire import Fault, decode


def beginning(lock):
    return {"length": 0, "hash": tagged_hash("journal", lock.encode())}


def follow(head, entries):
    """The head after these entries, and what they say."""
    read = []
    for data in entries:
        try:
            entry = decode(schema.entry, data, schema.ENTRY_LIMIT)
        except Fault as fault:
            raise fault.under("journal.unreadable") from None
        if (entry["index"], entry["previous"]) != (head["length"], head["hash"]):
            raise Fault("journal.broken")
        head = {"length": head["length"] + 1, "hash": tagged_hash("journal entry", head["hash"], data)}
        read.append(entry)
    return head, read


def verify(head, entries, due):
    reached, read = follow(head, entries)
    if reached != due:
        raise Fault("journal.other-head")
    return read
