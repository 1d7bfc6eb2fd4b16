"""crates/protocol/vectors: every file read, and what comes of it held against what is expected."""

import base64
from pathlib import Path

import journal
import schema
from air import Assembler, Handshake, read_announcement
from statements import RULES, read_envelope, signature_holds, statement_id, tagged, verify_by
from trust import Trust, read_root, root_from
from wire import Fault, decode


class Vector:
    """Headers, and blocks in their order."""

    def __init__(self, source):
        self.headers, self.blocks = {}, []
        for line in source.splitlines():
            if line.startswith("["):
                self.blocks.append((line.strip("[]"), b""))
            elif self.blocks:
                name, data = self.blocks[-1]
                self.blocks[-1] = (name, data + bytes.fromhex(line))
            else:
                name, value = line.split(": ", 1)
                self.headers[name] = value

    def all(self, name):
        return [data for found, data in self.blocks if found == name]

    def one(self, name):
        (data,) = self.all(name)
        return data

    def trust(self):
        """The trust, and the last refusal of a list."""
        trust, refusal = Trust(root_from(self.one("root"))), None
        for name, data in self.blocks:
            take = {"recognition": trust.take_recognition, "revocations": trust.take_revocations}.get(name)
            try:
                if take:
                    take(data)
            except Fault as fault:
                refusal = fault
        return trust, refusal

    def holder(self):
        trust, _ = self.trust()
        return trust, trust.verify(decoded(schema.chain, self.one("chain"), schema.CHAIN_LIMIT))


def hold(what, is_so):
    if not is_so:
        raise Fault(f"differs.{what}")


def decoded(kind, data, limit):
    try:
        return decode(kind, data, limit)
    except Fault as fault:
        raise fault.under("decode") from None


def signed_in(context, data):
    try:
        return read_envelope(context, data)
    except Fault as fault:
        raise fault.under("decode") from None


def root(vector):
    try:
        read_root(signed_in("certificate", vector.one("root")))
    except Fault as fault:
        raise fault if fault.code.startswith("decode.") else fault.under("root") from None


def lists(vector):
    _, refusal = vector.trust()
    if refusal:
        raise refusal


def chain(vector):
    vector.holder()


def standing(vector):
    trust, holder = vector.holder()
    now = int(vector.headers["now"])
    trust.standing(holder, vector.headers["scope"], int(vector.headers.get("acted-at", now)), now)


def statement(vector):
    _, holder = vector.holder()
    context = vector.headers["statement"]
    hold("context", context in RULES)
    signed = signed_in(context, vector.one("statement"))
    try:
        verify_by(holder, context, signed)
    except Fault as fault:
        raise fault.under("statement") from None
    identity = vector.headers.get("id")
    hold("id", identity in (None, statement_id(context, signed).hex()))


def message(vector):
    kind, limit = schema.MESSAGES[vector.headers["message"]]
    decoded(kind, vector.one("bytes"), limit)


def journal_leads(vector):
    if "lock" in vector.headers:
        start = journal.beginning(vector.headers["lock"])
    else:
        start = decoded(schema.head, vector.one("from"), 64)
    journal.verify(start, vector.all("entry"), decoded(schema.head, vector.one("head"), 64))


def announcement(vector):
    said = read_announcement(vector.one("announcement"))
    hold("lock", said["lock"] == vector.headers.get("lock", said["lock"]))
    hold("segment", said["segment"] == int(vector.headers.get("segment", said["segment"])))


def segments(vector):
    assembler = Assembler()
    taken = [assembler.take(segment) for segment in vector.all("segment")]
    hold("messages", [message for message in taken if message is not None] == vector.all("message"))


def session(vector):
    phone = Handshake(vector.headers["lock"], vector.one("phone entropy"))
    hold("hello", phone.hello() == vector.one("phone handshake"))
    phone.take_reply(vector.one("lock handshake"))
    hold("session", phone.hash.hex() == vector.headers.get("session", phone.hash.hex()))
    exchange(vector, phone.ciphers(), is_phone=True)
    lock = Handshake(vector.headers["lock"], vector.one("lock entropy"))
    said = lock.reply(vector.one("phone handshake"), vector.one("lock secret"), vector.one("chain"))
    hold("reply", said == vector.one("lock handshake"))
    exchange(vector, lock.ciphers(), is_phone=False)


def exchange(vector, ciphers, is_phone):
    plains = iter(vector.all("plain"))
    by_name = dict(zip(("from phone", "from lock"), ciphers))
    for name, data in vector.blocks:
        if name not in by_name:
            continue
        if (name == "from phone") == is_phone:
            hold("encrypted", by_name[name].encrypt(next(plains)) == data)
        else:
            hold("decrypted", by_name[name].decrypt(data) == next(plains, None))


def enrolment_code(vector):
    own = root_from(vector.one("root"))
    signs = vector.headers["code"].replace("-", "").replace(" ", "").upper()
    if len(signs) != 18:
        raise Fault("code.length")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if set(signs[:2]) - set(letters) or set(signs[2:]) - set(letters + "234567"):
        raise Fault("code.character")
    if signs[:2] != own.administration or base64.b32decode(signs[2:])[5:] != own.id[:5]:
        raise Fault("code.other-root")


def enrolment_request(vector):
    request = decoded(schema.enrolment_request, vector.one("request"), 128)
    proven = tagged("possession", request["secret"], request["key"])
    if not signature_holds(request["key"], proven, request["possession"]):
        raise Fault("possession.not-proven")


KINDS = {
    "root": root, "lists": lists, "chain": chain, "standing": standing, "statement": statement,
    "message": message, "journal": journal_leads, "announcement": announcement, "segments": segments,
    "session": session, "enrolment code": enrolment_code, "enrolment request": enrolment_request,
}


def outcome(vector):
    try:
        KINDS[vector.headers["kind"]](vector)
    except Fault as fault:
        return fault.code
    return "verified"


def run(folder):
    """Prints an outcome a file; whether all are as expected."""
    files, others = sorted(Path(folder).glob("*.txt")), 0
    for file in files:
        vector = Vector(file.read_text("utf-8"))
        came, expected = outcome(vector), vector.headers["expect"]
        others += came != expected
        print(f"{file.name}: {came}" + ("" if came == expected else f", but {expected} was expected"))
    print(f"{len(files)} vectors, {others} not as expected")
    return bool(files) and others == 0
