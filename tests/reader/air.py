"""SPEC.md, Announcement, Segments, Session: what goes over the air, with Noise NX written out."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import schema
from wire import Fault, decode

VERSION = 1


def read_announcement(data):
    if data and data[0] != VERSION:
        raise Fault("announcement.older" if data[0] < VERSION else "announcement.newer")
    try:
        said = decode(schema.announcement, data, schema.ANNOUNCEMENT_LIMIT)
    except Fault as fault:
        raise fault.under("announcement.unreadable") from None
    return said | {"segment": min(max(said["segment"], 20), 512)}


class Assembler:
    """Puts one direction's segments together."""

    def __init__(self):
        self.due = 0
        self.message = None

    def take(self, segment):
        """The message that this segment ends, if it ends one."""
        if len(segment) < 2:
            raise Fault("segment.empty")
        marks, part = segment[0], segment[1:]
        if marks & 63 != self.due:
            raise Fault("segment.out-of-order")
        first, last = marks & 0x80, marks & 0x40
        if first and self.message is not None:
            raise Fault("segment.began-again")
        if not first and self.message is None:
            raise Fault("segment.not-begun")
        self.message = (self.message or b"") + part
        if len(self.message) > schema.MESSAGE_LIMIT:
            raise Fault("segment.too-long")
        self.due = (self.due + 1) % 64
        if not last:
            return None
        message, self.message = self.message, None
        return message


class Cutter:
    """Cuts one direction's messages into segments."""

    def __init__(self, size):
        self.size = size
        self.number = 0

    def cut(self, message):
        step = self.size - 1
        for start in range(0, len(message), step):
            marks = self.number | (0x80 if start == 0 else 0) | (0x40 if start + step >= len(message) else 0)
            self.number = (self.number + 1) % 64
            yield bytes([marks]) + message[start : start + step]


class Cipher:
    """Noise's CipherState."""

    def __init__(self, key):
        self.aead = ChaCha20Poly1305(key)
        self.count = 0

    def nonce(self):
        return bytes(4) + self.count.to_bytes(8, "little")

    def encrypt(self, plain, data=b""):
        sealed = self.aead.encrypt(self.nonce(), plain, data)
        self.count += 1
        return sealed

    def decrypt(self, sealed, data=b""):
        try:
            plain = self.aead.decrypt(self.nonce(), sealed, data)
        except InvalidTag:
            raise Fault("session.decrypt") from None
        self.count += 1
        return plain


def derived(chaining, secret):
    """HKDF with two outputs, as Noise has it."""
    inner = hmac.digest(chaining, secret, "sha256")
    first = hmac.digest(inner, b"\x01", "sha256")
    return first, hmac.digest(inner, first + b"\x02", "sha256")


class Handshake:
    """Noise's SymmetricState for NX, either side."""

    def __init__(self, lock, entropy):
        name = b"Noise_NX_25519_ChaChaPoly_SHA256"
        self.hash = self.chaining = name
        self.cipher = None
        self.ephemeral = X25519PrivateKey.from_private_bytes(entropy)
        self.mix_hash(bytes([VERSION]) + lock.encode())

    def mix_hash(self, data):
        self.hash = hashlib.sha256(self.hash + data).digest()

    def mix_key(self, private, public):
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(public))
        except ValueError:
            raise Fault("session.handshake") from None
        self.chaining, key = derived(self.chaining, shared)
        self.cipher = Cipher(key)

    def encrypt_and_hash(self, plain):
        sealed = self.cipher.encrypt(plain, self.hash)
        self.mix_hash(sealed)
        return sealed

    def decrypt_and_hash(self, sealed):
        try:
            plain = self.cipher.decrypt(sealed, self.hash)
        except Fault:
            raise Fault("session.handshake") from None
        self.mix_hash(sealed)
        return plain

    def own_key(self):
        public = self.ephemeral.public_key().public_bytes_raw()
        self.mix_hash(public)
        return public

    def hello(self):
        """The phone's message."""
        public = self.own_key()
        self.mix_hash(b"")
        return public

    def take_reply(self, data):
        """The lock's message: its static key and its chain."""
        if len(data) < 32 + 48 + 16:
            raise Fault("session.handshake")
        theirs = data[:32]
        self.mix_hash(theirs)
        self.mix_key(self.ephemeral, theirs)
        static = self.decrypt_and_hash(data[32:80])
        self.mix_key(self.ephemeral, static)
        payload = self.decrypt_and_hash(data[80:])
        try:
            return static, decode(schema.chain, payload, schema.CHAIN_LIMIT)
        except Fault as fault:
            raise fault.under("session.chain") from None

    def reply(self, hello, secret, chain):
        """The lock's message, for whoever is the lock."""
        if len(hello) != 32:
            raise Fault("session.handshake")
        self.mix_hash(hello)
        self.mix_hash(b"")
        static = X25519PrivateKey.from_private_bytes(secret)
        sent = self.own_key()
        self.mix_key(self.ephemeral, hello)
        sent += self.encrypt_and_hash(static.public_key().public_bytes_raw())
        self.mix_key(static, hello)
        return sent + self.encrypt_and_hash(chain)

    def ciphers(self):
        """From the phone, from the lock."""
        return tuple(Cipher(key) for key in derived(self.chaining, b""))
