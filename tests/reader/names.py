"""SPEC.md, Keys and Identifiers."""

import re

from cryptography.hazmat.primitives.asymmetric import ec

from wire import Fault, byte_string, fixed

LETTER_VALUES = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [v for v in range(10, 39) if v % 11]))


def container_check(number):
    values = [LETTER_VALUES.get(sign) or int(sign) for sign in number[:10]]
    return sum(value << place for place, value in enumerate(values)) % 11 % 10 == int(number[10])


def item_check(item):
    weighed = sum(int(digit) * weight for digit, weight in zip(item[2:10], (8, 6, 4, 2, 3, 5, 9, 7)))
    return {10: 0, 11: 5}.get(11 - weighed % 11, 11 - weighed % 11) == int(item[10])


def identifier(pattern, check=lambda value: True):
    form = re.compile(pattern.encode())

    def read(reader):
        value = byte_string()(reader)
        if not form.fullmatch(value) or not check(value.decode()):
            raise Fault("malformed")
        return value.decode()

    return read


OFFICE = "[A-Z]{2}[A-Z0-9]{4}"
DESPATCH = OFFICE + OFFICE + "[A-D][A-Z]{2}[0-9]{5}"

administration = identifier("[A-Z]{2}")
lock_id = identifier("[A-Z][A-Z0-9]{3}[0-9]{8}")
container_number = identifier("[A-Z]{3}[UJZ][0-9]{7}", container_check)
item_id = identifier("[A-Z]{2}[0-9]{9}[A-Z]{2}", item_check)
office_code = identifier(OFFICE)
despatch_id = identifier(DESPATCH)
receptacle_id = identifier(DESPATCH + "[0-9]{3}[019][019][0-9]{4}")
person_id = identifier("[A-Z0-9-]{1,16}")
station_code = identifier("[A-Z0-9-]{5,8}")
train_number = identifier("[A-Z0-9-]{1,12}")

digest = fixed(32)
signature = fixed(64)
agreement_key = fixed(32)


def public_key(reader):
    """A compressed point; 05 is another form of the same key, anything else is none."""
    data = reader.take(33)
    if data[0] == 5:
        reader.canonical = False
        data = b"\x02" + data[1:]
    if data[0] not in (2, 3):
        raise Fault("malformed")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes(data))
    except ValueError:
        raise Fault("malformed") from None
    return data
