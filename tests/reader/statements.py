"""SPEC.md, Statements: the envelope, the message that is signed, the table of who may sign what."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from names import digest, signature
from wire import Fault, byte_string, decode, struct

PREFIX = b"railseal/1 "
ROOT = bytes(32)
ENVELOPE = 99

#: context: (limit of the bytes, the roles that have the right to sign it)
RULES = {
    "certificate": (512, "Root Registrar"),
    "recognition list": (4096, "Root"),
    "revocation list": (163904, "ListSigner"),
    "status": (256, "Lock"),
    "manifest": (12288, "DocumentIssuer"),
    "policy": (1024, "Officer Supervisor"),
    "inspection digest": (256, "Officer Supervisor"),
    "instruction": (256, "Officer Supervisor RailwayStaff"),
    "co-signature": (32, "Officer Supervisor RailwayStaff"),
    "amendment": (3072, "Officer Supervisor"),
    "grant": (128, "Server"),
    "lamp": (64, "Lock"),
    "presence": (64, "Officer Supervisor RailwayStaff"),
    "pull": (16, "Officer Supervisor RailwayStaff"),
    "preparation": (256, "Officer Supervisor RailwayStaff"),
    "consigning": (512, "Officer Supervisor RailwayStaff"),
    "worklist": (49152, "Server"),
    "inspection 3": (524288, "Officer Supervisor"),
    "arrival": (64, "Server"),
}

#: context: the type of the statement; schema.py fills it in.
KINDS = {}

envelope = struct(bytes=byte_string(), signer=digest, signature=signature)


def envelope_limit(context):
    return RULES[context][0] + ENVELOPE


def read_envelope(context, data):
    return decode(envelope, data, envelope_limit(context))


def tagged(context, *parts):
    return PREFIX + context.encode() + b"\0" + b"".join(parts)


def tagged_hash(context, *parts):
    return hashlib.sha256(tagged(context, *parts)).digest()


def message(context, signed):
    return tagged(context, signed["signer"], signed["bytes"])


def statement_id(context, signed):
    return hashlib.sha256(message(context, signed)).digest()


def signature_holds(key, signed_bytes, raw):
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes(key))
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    try:
        point.verify(utils.encode_dss_signature(r, s), signed_bytes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def sign(scalar, context, signer, body):
    """The bytes of a signed statement; only for short ones, as a presence is."""
    key = ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())
    der = key.sign(tagged(context, signer, body), ec.ECDSA(hashes.SHA256()))
    r, s = utils.decode_dss_signature(der)
    return bytes([len(body)]) + body + signer + r.to_bytes(32, "big") + s.to_bytes(32, "big")


def open_signed(context, signed, key):
    """Signature and bytes: for whoever has judged the signer already."""
    if not signature_holds(key, message(context, signed), signed["signature"]):
        raise Fault("bad-signature")
    try:
        return decode(KINDS[context], signed["bytes"], RULES[context][0])
    except Fault as fault:
        raise fault.under("unreadable") from None


def verify_by(holder, context, signed):
    """A statement by the holder of a verified chain."""
    if signed["signer"] != holder.id:
        raise Fault("other-signer")
    if holder.role not in RULES[context][1].split():
        raise Fault("no-right")
    return open_signed(context, signed, holder.certificate["key"])
