"""SPEC.md, Encoding: decoding, strictly. A type is a function that takes a Reader and gives a value."""

import re

#: Controls, direction marks and overrides, spaces without width.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


class Fault(Exception):
    """What was wrong, as the code that the vectors expect."""

    @property
    def code(self):
        return self.args[0]

    def under(self, prefix):
        return Fault(f"{prefix}.{self.code}")


class Reader:
    """Bytes, and how far they have been read."""

    def __init__(self, data):
        self.data = data
        self.at = 0
        self.canonical = True

    def take(self, count):
        if len(self.data) - self.at < count:
            raise Fault("malformed")
        self.at += count
        return self.data[self.at - count : self.at]

    def varint(self, bits):
        value, most = 0, -(-bits // 7)
        for place in range(most):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                if byte == 0 and place > 0:
                    self.canonical = False
                if value >= 1 << bits:
                    raise Fault("malformed")
                return value
        raise Fault("malformed")


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def decode(kind, data, limit):
    """The value of exactly these bytes; the codes in the order in which SPEC.md looks for them."""
    if len(data) > limit:
        raise Fault("too-long")
    reader = Reader(data)
    value = kind(reader)
    if reader.at < len(data):
        raise Fault("trailing-bytes")
    if not reader.canonical:
        raise Fault("not-canonical")
    return value


def u8(reader):
    return reader.take(1)[0]


def u16(reader):
    return reader.varint(16)


def u32(reader):
    return reader.varint(32)


def u64(reader):
    return reader.varint(64)


def boolean(reader):
    byte = u8(reader)
    if byte > 1:
        raise Fault("malformed")
    return byte == 1


def fixed(length):
    return lambda reader: reader.take(length)


def within(kind, least, most):
    def read(reader):
        value = kind(reader)
        if not least <= value <= most:
            raise Fault("malformed")
        return value

    return read


def byte_string(limit=None):
    def read(reader):
        length = u64(reader)
        if limit is not None and length > limit:
            raise Fault("malformed")
        return reader.take(length)

    return read


def text(limit):
    """A text for people, in which nothing is hidden."""

    def read(reader):
        try:
            value = byte_string(limit)(reader).decode("utf-8")
        except UnicodeDecodeError:
            raise Fault("malformed") from None
        if HIDDEN.search(value):
            raise Fault("malformed")
        return value

    return read


def listed(limit, kind):
    def read(reader):
        count = u64(reader)
        if count > limit:
            raise Fault("malformed")
        return [kind(reader) for _ in range(count)]

    return read


def option(kind):
    return lambda reader: kind(reader) if boolean(reader) else None


def struct(**fields):
    return lambda reader: {name: kind(reader) for name, kind in fields.items()}


def enum(**members):
    """Members in the order of their indices, each with its fields' type or none: (name, fields)."""
    table = list(members.items())

    def read(reader):
        index = u32(reader)
        if index >= len(table):
            raise Fault("malformed")
        name, fields = table[index]
        return (name, fields(reader) if fields else None)

    return read


def plain(names):
    """An enum without fields, by its members' names."""
    read = enum(**{name: None for name in names.split()})
    return lambda reader: read(reader)[0]


def result(answer, refusal):
    return enum(ok=answer, refused=refusal)
