"""SPEC.md, Reading a lock: all eleven steps over a socket, and what was read, in short."""

import json
import os
import socket

import foreseen
import journal
import schema
from air import Assembler, Cutter, Handshake, read_announcement
from statements import sign, statement_id, tagged_hash, verify_by
from trust import Trust, root_from
from wire import Fault, decode, varint


class Link:
    """Segments over TCP: each after its length in two bytes, big-endian; the announcement is the first."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.stream = self.socket.makefile("rwb")

    def receive(self):
        size = int.from_bytes(self.exactly(2), "big")
        return self.exactly(size)

    def exactly(self, count):
        data = self.stream.read(count)
        if len(data) < count:
            raise Fault("link.lost")
        return data

    def send(self, segment):
        self.stream.write(len(segment).to_bytes(2, "big") + segment)
        self.stream.flush()


class Session:
    """The handshake done; then calls, one at a time."""

    def __init__(self, link, entropy):
        self.link = link
        self.announced = read_announcement(link.receive())
        self.cutter, self.assembler = Cutter(self.announced["segment"]), Assembler()
        handshake = Handshake(self.announced["lock"], entropy)
        self.send(handshake.hello())
        self.static, self.chain = handshake.take_reply(self.receive())
        self.id = handshake.hash
        self.to_lock, self.from_lock = handshake.ciphers()
        self.asked = 0

    def send(self, message):
        for segment in self.cutter.cut(message):
            self.link.send(segment)

    def receive(self):
        while True:
            message = self.assembler.take(self.link.receive())
            if message is not None:
                return message

    def ask(self, call, fields=b""):
        """The answer to a call; its kind must be the one due."""
        index, due = call
        self.asked += 1
        request = varint(self.asked) + bytes([index]) + fields
        self.send(self.to_lock.encrypt(request))
        answered = decode(schema.response, self.from_lock.decrypt(self.receive()), schema.MESSAGE_LIMIT)
        outcome, value = answered["result"]
        if answered["id"] != self.asked:
            raise Fault("call.other-id")
        if outcome != "ok":
            raise Fault(f"call.refused.{due}.{value[0]}")
        if value[0] != due:
            raise Fault("call.other-answer")
        return value[1]


STATUS, PRESENT, READ_JOURNAL = (0, "Status"), (1, "Welcome"), (2, "Journal")
READ_SEALING, READ_CHUNK, READ_CHAIN = (3, "Sealing"), (4, "Chunk"), (5, "Chain")
BLINK, READ_INSPECTION, READ_AMENDMENT = (6, "Blinking"), (7, "Inspection"), (8, "Amendment")
CHALLENGE, ASK_OUTCOME = (9, "Challenge"), (11, "Outcome")

ENCODINGS = {"Lines": schema.DOCUMENTS, "Foreseen": foreseen.DOCUMENTS}

#: What whoever has it done must count for; everything else is for Inspections.
SEALING = ("SealAccepted", "Sealed")
UNSEALING = (
    "UnsealAccepted", "Unsealed", "ResealAccepted", "Amended", "ClearAccepted", "TamperCleared", "ClockAccepted",
    "ClockSet", "DeactivateAccepted", "DocumentsErased", "Deactivated", "GrantUsed",
)
#: What somebody must have had done.
ORDERED = (set(UNSEALING) | {"SealAccepted", "HandedOver", "Agreed"}) - {"Unsealed"}


def hold(what, is_so):
    if not is_so:
        raise Fault(what)


def refused(session, call, fields=b""):
    """What the lock refuses this call for."""
    try:
        session.ask(call, fields)
    except Fault as fault:
        if fault.code.startswith("call.refused."):
            return fault.code.rsplit(".", 1)[1]
        raise
    raise Fault("call.answered")


def verified(holder, context, signed):
    try:
        return verify_by(holder, context, signed)
    except Fault as fault:
        raise fault.under(context) from None


def judged(trust, holder, scope, acted_at, now):
    try:
        trust.standing(holder, scope, acted_at, now)
    except Fault as fault:
        return fault.code
    return "verified"


def present(session, given):
    """Proves the officer's key, in this session."""
    leaf = decode(schema.chain, given["chain"], schema.CHAIN_LIMIT)["leaf"]
    lock = session.announced["lock"].encode()
    body = session.id + varint(len(lock)) + lock
    proof = sign(given["key"], "presence", statement_id("certificate", leaf), body)
    session.ask(PRESENT, proof + given["chain"])


def read_journal(session, head):
    """The entries up to the signed head: a lock may have written more since."""
    entries, start = [], journal.beginning(session.announced["lock"])
    while len(entries) < head["length"]:
        more = session.ask(READ_JOURNAL, varint(len(entries)))
        hold("journal.ended", bool(more))
        entries += more
    return journal.verify(start, entries[: head["length"]], head)


def head_at(status, entries, length):
    """The journal's head when it had so many entries; none where it never had."""
    hashes = [entry["previous"] for entry in entries] + [status["journal"]["hash"]]
    return hashes[length] if length < len(hashes) else None


def continuity(status, entries, seen):
    """Whether the journal goes on from a head that was seen before."""
    if seen is None or seen["length"] == 0:
        return "first"
    now = head_at(status, entries, seen["length"])
    if now is None:
        return "gone back"
    return "kept" if now == seen["hash"] else "forked"


def read_documents(session, manifest):
    """Every document, decoded once all of its chunks are believed."""
    for place, entry in enumerate(manifest["documents"]):
        data = b""
        for number, due in enumerate(entry["chunks"]):
            chunk = session.ask(READ_CHUNK, bytes([place]) + varint(number))
            hold("document.other-chunk", tagged_hash("chunk", chunk) == due)
            data += chunk
        hold("document.other-length", len(data) == entry["length"])
        kind, despatch = entry["kind"]
        content = decode(ENCODINGS[entry["encoding"]][kind], data, schema.DOCUMENT_LIMIT)
        hold("document.other-despatch", despatch is None or content["despatch"] == despatch)
        yield {
            "kind": kind,
            "bytes": len(data),
            "hash": tagged_hash("document", data).hex(),
            "items": len(content.get("items", [])),
        }


def read_sealing(session, trust, status, entries):
    """The manifest, if it is this lock's, and who made it out."""
    sealing = session.ask(READ_SEALING)
    issuer, setter = trust.verify(sealing["issuer"]), trust.verify(sealing["setter"])
    manifest = verified(issuer, "manifest", sealing["manifest"])
    policy = verified(setter, "policy", sealing["policy"])
    hold("manifest.other-lock", manifest["lock"] == status["lock"])
    earlier = status["amended"] is not None and manifest["cycle"] < status["cycle"]
    hold("manifest.other-cycle", manifest["cycle"] == status["cycle"] or earlier)
    hold("manifest.other-id", statement_id("manifest", sealing["manifest"]) == status["manifest"])
    hold("manifest.other-policy", statement_id("policy", sealing["policy"]) == manifest["policy"])
    named = manifest["journal"]
    hold("manifest.other-journal", head_at(status, entries, named["length"]) == named["hash"])
    return manifest, policy, issuer, setter


def read_lamp(session, lock, policy):
    """Whether the lamp blinks: where the policy asks for it, a code signed for this session."""
    if not policy["presence"]:
        return False
    shown = verified(lock, "lamp", session.ask(BLINK))
    hold("lamp.of-another", (shown["session"], shown["lock"]) == (session.id, session.announced["lock"]))
    return True


def read_amendments(session, trust, status, manifest):
    """Every amendment, the last first, each with its officer."""
    named, read = status["amended"], []
    while named is not None:
        carried = session.ask(READ_AMENDMENT, bytes([len(read)]))
        hold("amendment.other", statement_id("amendment", carried["amendment"]) == named)
        officer = trust.verify(carried["officer"])
        amended = verified(officer, "amendment", carried["amendment"])
        of = (amended["lock"], amended["manifest"], amended["container"])
        hold("amendment.of-another", of == (status["lock"], status["manifest"], manifest["container"]))
        later, steps = (read[-1][1]["cycle"], (0, 1)) if read else (status["cycle"], (0,))
        hold("amendment.other-cycle", later - amended["cycle"] in steps)
        read.append((named, amended, officer))
        named = amended["previous"]
    if read:
        first = read[-1][1]["cycle"]
        hold("amendment.other-cycle", first in (manifest["cycle"], manifest["cycle"] + 1))
        hold("amendment.more", refused(session, READ_AMENDMENT, bytes([len(read)])) == "Nothing")
    return read


def told_amendments(entries):
    """The amendments that the journal tells of since the order to seal, the first first."""
    told, ordered = [], None
    for name, fields in (entry["event"] for entry in entries):
        if name == "ResealAccepted":
            ordered = fields["amendment"]
        elif name == "Amended":
            told.append(fields)
        elif name == "Sealed" or (name, fields) == ("Recovered", True):
            told += [ordered] if ordered else []
            ordered = None
        elif name == "SealFailed" or (name, fields) == ("Recovered", False):
            ordered = None
    return told


def left_of(totals, change):
    """What a change leaves of the totals."""
    name, fields = change
    left = dict(totals)
    if name in ("ItemDetained", "ReceptacleDetained"):
        left["items"] -= fields.get("items", 1)
        left["gross"] -= fields["gross"]
    if name == "ReceptacleDetained":
        left["receptacles"] -= 1
    if name == "ReceptacleSplit":
        left["receptacles"] += 1
    hold("amendment.less-than-nothing", min(left.values()) >= 0)
    return left


def judged_amendments(trust, read, entries, manifest, now):
    """Where and when each was made, what it left, and whether its officer counts; the last first."""
    hold("amendment.not-told", told_amendments(entries) == [named for named, _, _ in reversed(read)])
    totals, judged_ones = manifest["totals"], []
    for _, amended, officer in reversed(read):
        for change in amended["changes"]:
            totals = left_of(totals, change)
        hold("amendment.does-not-add-up", amended["totals"] == totals)
        counts = judged(trust, officer, "Unsealing", amended["made_at"], now)
        left = [totals[name] for name in ("despatches", "receptacles", "items", "gross")]
        judged_ones.insert(0, [amended["place"], amended["made_at"], left, counts])
    return judged_ones


def read_inspections(session, trust, manifest, amendments, now):
    """Each prior inspection that is named, the last first: where, when, and whether its officer counts."""
    later = [amended["inspection"] for _, amended, _ in amendments if amended["inspection"]]
    named, back = later[0] if later else manifest["inspection"], 0
    while named is not None:
        carried = session.ask(READ_INSPECTION, bytes([back]))
        hold("inspection.other", statement_id("inspection digest", carried["digest"]) == named)
        officer = trust.verify(carried["officer"])
        found = verified(officer, "inspection digest", carried["digest"])
        hold("inspection.other-container", found["container"] == manifest["container"])
        counts = judged(trust, officer, "Inspections", found["made_at"], now)
        yield [found["place"], found["made_at"], found["disposition"], counts]
        named, back = found["previous"], back + 1


def since_the_order(status, entries):
    """The entries since the order to seal under this manifest, that order included."""
    orders = [
        place
        for place, entry in enumerate(entries)
        if entry["event"][0] == "SealAccepted" and entry["event"][1]["manifest"] == status["manifest"]
    ]
    hold("events.no-order", bool(orders))
    return entries[orders[-1] :]


def people_of(entry):
    """Whom an entry names: who had it done, and who agreed or took over."""
    name, fields = entry["event"]
    return [who for who in (entry["who"], fields if name in ("Agreed", "HandedOver") else None) if who]


def scope_of(event):
    return "Documents" if event in SEALING else "Unsealing" if event in UNSEALING else "Inspections"


def read_people(session, trust, entries, sealer, now):
    """How many acts of how many people; each must have counted when it was done."""
    people, met, known = {sealer.id: sealer}, set(), None
    for entry in entries:
        name, known = entry["event"][0], entry["time"]["clock"] or known
        hold("events.without-cause", entry["who"] or name not in ORDERED)
        for who in people_of(entry):
            if who not in people:
                holder = trust.verify(session.ask(READ_CHAIN, who))
                hold("chain.other-person", holder.id == who)
                people[holder.id] = holder
            met.add(who)
            hold("events.problem", judged(trust, people[who], scope_of(name), known or now, now) == "verified")
    return [len([entry for entry in entries if entry["who"]]), len(met)]


def ask_outcomes(session):
    """What the lock says of an instruction that it never saw: with a challenge of its own, and with none."""
    drawn = session.ask(CHALLENGE)
    unknown = tagged_hash("instruction", session.id)
    own, another = drawn["token"], bytes(byte ^ 1 for byte in drawn["token"])
    asked = [unknown + varint(drawn["drawn_at"]) + token for token in (own, another)]
    return [session.ask(ASK_OUTCOME, fields)[0] for fields in asked]


def read(port, given):
    now = given["now"]
    trust = Trust(root_from(given["root"]))
    trust.take_recognition(given["recognition"])
    for revocations in given["revocations"]:
        trust.take_revocations(revocations)
    session = Session(Link(port), os.urandom(32))
    lock = trust.verify(session.chain)
    hold("lock.not-a-lock", lock.role == "Lock")
    certified = lock.certificate["subject"][1]
    hold("lock.is-another", certified["lock"] == session.announced["lock"])
    hold("lock.key-differs", certified["agreement"] == session.static)
    status = verified(lock, "status", session.ask(STATUS))
    hold("status.of-another", (status["session"], status["lock"]) == (session.id, certified["lock"]))
    before = refused(session, READ_SEALING)
    present(session, given)
    entries = read_journal(session, status["journal"])
    manifest, policy, issuer, sealer = read_sealing(session, trust, status, entries)
    lamp = read_lamp(session, lock, policy)
    amendments = read_amendments(session, trust, status, manifest)
    inspections = list(read_inspections(session, trust, manifest, amendments, now))
    since = since_the_order(status, entries)
    acts = read_people(session, trust, since, sealer, now)
    documents = list(read_documents(session, manifest))
    return {
        "lock": status["lock"],
        "standing": judged(trust, lock, "Locks", now, now),
        "state": status["state"],
        "cycle": status["cycle"],
        "journal": [status["journal"]["length"], status["journal"]["hash"].hex()],
        "events": [entry["event"][0] for entry in entries],
        "tampers": status["tampers"],
        "battery": status["battery"],
        "manifest": status["manifest"].hex(),
        "container": manifest["container"],
        "issuer": judged(trust, issuer, "Documents", manifest["issued_at"], now),
        "documents": documents,
        "lamp": lamp,
        "amendments": judged_amendments(trust, amendments, since, manifest, now),
        "inspections": inspections,
        "outcomes": ask_outcomes(session),
        "acts": acts,
        "continuity": continuity(status, entries, given["seen"]),
        "before_presence": before,
    }


def given_in(source):
    """What the reader is given: JSON, its byte strings in hexadecimal."""
    said = json.loads(source)
    plain = {name: bytes.fromhex(said[name]) for name in ("root", "recognition", "chain", "key")}
    revocations = [bytes.fromhex(text) for text in said["revocations"]]
    seen = said.get("seen")
    head = seen and {"length": seen[0], "hash": bytes.fromhex(seen[1])}
    return plain | {"revocations": revocations, "now": said["now"], "seen": head}
