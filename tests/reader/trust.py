"""SPEC.md, Certificates, Chains, Lists, Trust."""

from dataclasses import dataclass

import schema
from statements import ROOT, envelope_limit, open_signed, read_envelope, statement_id, verify_by
from wire import Fault, decode

DAY = 86400


@dataclass
class Root:
    key: bytes
    administration: str
    realm: str
    id: bytes = ROOT


@dataclass
class Holder:
    """Who a verified chain ends at; the steps are id and certificate, the holder's first."""

    steps: list

    @property
    def id(self):
        return self.steps[0][0]

    @property
    def certificate(self):
        return self.steps[0][1]

    @property
    def role(self):
        return self.certificate["subject"][0]


def read_root(signed):
    if signed["signer"] != ROOT:
        raise Fault("other-signer")
    certificate = claimed(signed)
    opened = open_signed("certificate", signed, certificate["key"])
    if opened["subject"][0] != "Root":
        raise Fault("not-a-root")
    identity = statement_id("certificate", signed)
    return Root(opened["key"], opened["administration"], opened["realm"], identity)


def claimed(signed):
    """A certificate before anything is verified."""
    try:
        return decode(schema.certificate, signed["bytes"], 512)
    except Fault as fault:
        raise fault.under("unreadable") from None


def may_issue(issuer, role):
    if role == "Root":
        return False
    if issuer is None:
        return True
    name, fields = issuer["subject"]
    return name == "Registrar" and role in fields["issues"]


def verify_chain(chain, root):
    signed = [chain["leaf"], *chain["issuers"]]
    above, key, signer, steps = None, root.key, ROOT, []
    for place in reversed(range(len(signed))):
        try:
            if signed[place]["signer"] != signer:
                raise Fault("other-signer")
            certificate = open_signed("certificate", signed[place], key)
            if not may_issue(above, certificate["subject"][0]):
                raise Fault("issued-beyond-right")
            if (certificate["administration"], certificate["realm"]) != (root.administration, root.realm):
                raise Fault("other-root")
        except Fault as fault:
            raise fault.under(f"chain.{place}") from None
        signer = statement_id("certificate", signed[place])
        above, key = certificate, certificate["key"]
        steps.insert(0, (signer, certificate))
    return Holder(steps)


class Trust:
    """One own root, and the lists taken. A list is held as (id, content) or as "refused"."""

    def __init__(self, root):
        self.root = root
        self.recognition = None
        self.revocations = {}
        self.highest = {}
        self.floor = None

    # Taking lists

    def take_recognition(self, data):
        try:
            signed = read_envelope("recognition list", data)
        except Fault as fault:
            self.recognition = self.recognition or "refused"
            raise fault.under("decode") from None
        try:
            if signed["signer"] != ROOT:
                raise Fault("other-signer")
            content = open_signed("recognition list", signed, self.root.key)
            if self.of_root(content["header"]) != self.of_root():
                raise Fault("other-administration")
            newer = self.newer("recognition list", signed, content, self.recognition)
            self.forget_others(content)
            self.recognition = newer
        except Fault as fault:
            self.recognition = self.recognition or "refused"
            raise fault.under("list") from None

    def forget_others(self, content):
        """The revocations of whom the new list no longer names, or names with another root."""
        roots = {entry["administration"]: entry["root"] for entry in content["entries"]}
        before = {}
        if self.recognition not in (None, "refused"):
            before = {entry["administration"]: entry["root"] for entry in self.recognition[1]["entries"]}
        for owner in list(self.revocations):
            stays = owner in roots and before.get(owner, roots[owner]) == roots[owner]
            if owner != self.root.administration and not stays:
                del self.revocations[owner]

    def take_revocations(self, data):
        try:
            carried = decode(schema.carried_revocations, data, schema.CARRIED_LIMIT)
        except Fault as fault:
            raise fault.under("decode") from None
        try:
            owner = claimed(carried["chain"]["leaf"])["administration"]
        except Fault as fault:
            raise fault.under("list.signer.chain") from None
        held = self.revocations.get(owner)
        try:
            self.revocations[owner] = self.judged_revocations(carried, owner, held)
        except Fault as fault:
            self.revocations[owner] = held or "refused"
            raise fault.under("list") from None

    def judged_revocations(self, carried, owner, held):
        root = self.root_of(owner)
        if root is None:
            raise Fault("no-root")
        try:
            signer = verify_chain(carried["chain"], root)
        except Fault as fault:
            raise fault.under("signer") from None
        content = verify_by(signer, "revocation list", carried["list"])
        head = content["header"]
        if self.of_root(head) != (root.administration, root.realm):
            raise Fault("other-administration")
        signed_at = head["issued_at"]
        certified = all(c["since"] <= signed_at <= c["until"] for _, c in signer.steps)
        if not certified or (held not in (None, "refused") and named(held[1], signer)):
            raise Fault("signer.does-not-count")
        return self.newer("revocation list", carried["list"], content, held)

    def of_root(self, head=None):
        return (head["administration"], head["realm"]) if head else (self.root.administration, self.root.realm)

    def newer(self, context, signed, content, held):
        head, identity = content["header"], statement_id(context, signed)
        which = (context, head["administration"])
        if head["version"] < self.highest.get(which, 0):
            raise Fault("rolled-back")
        if held not in (None, "refused"):
            if head["version"] == held[1]["header"]["version"] and identity != held[0]:
                raise Fault("other-of-this-version")
        is_new = head["version"] > self.highest.get(which, -1)
        self.highest[which] = head["version"]
        if head["administration"] == self.root.administration and is_new:
            raised = head["issued_at"]
            if self.floor is not None:
                raised = max(self.floor, min(raised, self.floor + 400 * DAY))
            self.floor = raised
        return identity, content

    # Judging

    def recognised(self, administration):
        entries = self.recognition[1]["entries"]
        return next((e for e in entries if e["administration"] == administration), None)

    def root_of(self, administration):
        if administration == self.root.administration:
            return self.root
        if self.recognition in (None, "refused"):
            return None
        entry = self.recognised(administration)
        return entry and Root(entry["root"], administration, self.root.realm)

    def verify(self, chain):
        """The holder of a chain, from whichever root it claims and is trusted."""
        try:
            administration = claimed(chain["leaf"])["administration"]
        except Fault as fault:
            raise fault.under("chain") from None
        root = self.root_of(administration)
        if root is None:
            if self.recognition is None:
                raise Fault("trust.no-recognition.missing")
            if self.recognition == "refused":
                raise Fault("trust.no-recognition.refused")
            raise Fault("trust.not-recognised")
        return verify_chain(chain, root)

    def standing(self, holder, scope, acted_at, now):
        """Raises whatever stands against the holder, aged lists too."""
        for _, certificate in holder.steps:
            if acted_at < certificate["since"]:
                raise Fault("standing.not-yet-valid")
            if acted_at > certificate["until"]:
                raise Fault("standing.expired")
        owner, needed = holder.certificate["administration"], []
        if owner != self.root.administration:
            needed.append(believed(self.recognition, "recognition", now))
            entry = self.recognised(owner)
            if entry is None:
                raise Fault("standing.not-recognised")
            if scope not in entry["scopes"]:
                raise Fault("standing.out-of-scope")
        needed.append(believed(self.revocations.get(owner), "revocations", now))
        if withdrawn(needed[-1], holder, acted_at, now):
            raise Fault("standing.revoked")
        if any(now > content["header"]["refresh_by"] for content in needed):
            raise Fault("standing.aged-lists")


def believed(held, name, now):
    if held is None:
        raise Fault(f"standing.cannot-say.{name}.missing")
    if held == "refused":
        raise Fault(f"standing.cannot-say.{name}.refused")
    if now > held[1]["header"]["expires_at"]:
        raise Fault(f"standing.cannot-say.{name}.expired")
    return held[1]


def named(revocations, holder):
    listed = {entry["certificate"] for entry in revocations["entries"]}
    return any(identity in listed for identity, _ in holder.steps)


def withdrawn(revocations, holder, acted_at, now):
    for identity, _ in holder.steps:
        entry = next((e for e in revocations["entries"] if e["certificate"] == identity), None)
        if entry is None:
            continue
        judged = max(acted_at, now) if entry["reason"] == "KeyCompromised" else acted_at
        if judged >= entry["since"]:
            return True
    return False


def root_from(data):
    """The own root, from its signed certificate's bytes."""
    return read_root(decode(schema.envelope, data, envelope_limit("certificate")))
