"""SPEC.md, Foreseen: lists and sheets, every field foreseen from the rows before it. Types, as in wire.py."""

from collections import defaultdict

import schema
from names import identifier, item_check
from wire import Fault, Reader, varint

#: Of a segment.
ROWS, SEGMENT_LIMIT = 256, schema.MIB
READ_LIMIT = 32 * schema.MIB
#: So many of a kind are kept; what is new then has this number.
KEPT = 65536
MEMBERS, NAMED_MEMBERS, NAMES = 32768, 262144, 131072
#: From here on, numbers share their odds.
LAST = 1023


def needed(is_so):
    if not is_so:
        raise Fault("malformed")


def typed(kind, data):
    """What would be read of these bytes in lines, after their length."""
    return kind(Reader(varint(len(data)) + data))


def member(kind, index):
    return kind(Reader(varint(index)))


# Coder


def odds():
    return [32768, 0]


def table():
    return defaultdict(odds)


SHARES = [131072 // (2 * seen + 3) for seen in range(61)]


def learn(odds, taken):
    yes, seen = odds
    if taken:
        odds[0] = min(yes + ((65535 - yes) * SHARES[seen] >> 16), 65511)
    else:
        odds[0] = max(yes - (yes * SHARES[seen] >> 16), 24)
    odds[1] = min(seen + 1, 60)


class Coder:
    """One segment after the other."""

    def begin(self, data):
        self.bytes, self.range = Reader(data), (1 << 32) - 1
        self.code = int.from_bytes(self.bytes.take(4), "big")

    def end(self):
        if self.bytes.at < len(self.bytes.data):
            raise Fault("trailing-bytes")

    def decide(self, odds):
        bound = (self.range >> 16) * odds[0]
        taken = self.code < bound
        if taken:
            self.range = bound
        else:
            self.code -= bound
            self.range -= bound
        learn(odds, taken)
        while self.range < 1 << 24:
            self.range <<= 8
            self.code = self.code << 8 | self.bytes.take(1)[0]
        return taken

    def tree(self, bits, nodes):
        node = 1
        for _ in range(bits):
            node = 2 * node + self.decide(nodes[node])
        return node - (1 << bits)


class Fixed:
    def __init__(self, bits):
        self.top, self.below = min(bits, 6), max(bits - 6, 0)
        self.nodes, self.places = table(), table()

    def read(self, coder):
        value = coder.tree(self.top, self.nodes)
        for place in reversed(range(self.below)):
            value = 2 * value + coder.decide(self.places[place])
        return value


class Number:
    def __init__(self):
        self.long, self.bits, self.more = odds(), table(), table()
        self.highest, self.places = defaultdict(table), table()

    def read(self, coder, bits=64):
        """A number of so many bits at most."""
        if coder.decide(self.long):
            count = 16 + coder.tree(6, self.more)
        else:
            count = coder.tree(4, self.bits)
        needed(count <= bits)
        value = min(count, 1)
        highest = self.highest[min(count, 16)]
        for place in reversed(range(count - 1)):
            by = highest[value] if value < 16 else self.places[place]
            value = 2 * value + coder.decide(by)
        return value


# Choice


class Context:
    """Members, each with how often it came."""

    def __init__(self, members=()):
        self.members = list(members)
        self.counts = [1] * len(self.members)
        self.known, self.first = odds(), odds()

    def chosen(self, place):
        """The member at this place, which has come once more."""
        other = self.counts.index(self.counts[place])
        self.counts[place] += 1
        for each in (self.members, self.counts):
            each[place], each[other] = each[other], each[place]
        return self.members[other]

    def add(self, number):
        """Whether there was room."""
        if number == KEPT or len(self.members) == MEMBERS:
            return False
        self.members.append(number)
        self.counts.append(1)
        return True


class Shared:
    """What contexts of one sort share that have so many members, in bits."""

    def __init__(self, bits):
        self.known, self.first, self.places = odds(), odds(), Fixed(bits)


def decide_as_shared(coder, own, shared):
    if own[1]:
        taken = coder.decide(own)
        learn(shared, taken)
    else:
        taken = coder.decide(shared)
        own[:] = shared[0], 2
        learn(own, taken)
    return taken


class Choice:
    def __init__(self, members=()):
        self.all, self.named = Context(members), defaultdict(Context)
        self.shared_by_all, self.shared_by_named, self.room = {}, {}, NAMED_MEMBERS

    def read(self, coder, name, new):
        """The number of what is chosen, in the context of that name if any; new() reads it otherwise."""
        named = self.named[name] if name is not None and name < NAMES else None
        number = None if named is None else self.found(coder, named, self.shared_by_named)
        if number is not None:
            return number
        number = self.found(coder, self.all, self.shared_by_all)
        if number is None:
            number = new()
            self.all.add(number)
        if named is not None and self.room and named.add(number):
            self.room -= 1
        return number

    def found(self, coder, context, sort):
        count = len(context.members)
        if not count:
            return None
        bits = count.bit_length()
        if bits not in sort:
            sort[bits] = Shared(bits)
        shared = sort[bits]
        if not decide_as_shared(coder, context.known, shared.known):
            return None
        if decide_as_shared(coder, context.first, shared.first):
            return context.chosen(0)
        place = 1 if count == 2 else 1 + shared.places.read(coder)
        needed(place < count)
        return context.chosen(place)


class Store:
    """Values by their numbers."""

    def __init__(self, values=()):
        self.values = list(values)

    def add(self, value):
        del self.values[KEPT:]
        self.values.append(value)
        return len(self.values) - 1


# Texts


class Spelling:
    def __init__(self):
        self.length, self.bytes = Number(), defaultdict(table)

    def read(self, coder, room):
        length = self.length.read(coder)
        needed(1 <= length <= room)
        word = b"\0\0"
        for _ in range(length):
            last = word[-1]
            by = self.bytes[last, word[-2] if last >= 192 else None]
            word += bytes([coder.tree(8, by)])
        word = word[2:]
        try:
            word.decode("utf-8")
        except UnicodeDecodeError:
            raise Fault("malformed") from None
        return word


class Texts:
    """The texts of one kind, each at most so many bytes."""

    DIGITS = {1: 4, 2: 7, 3: 10, 4: 14}

    def __init__(self, spelling, limit):
        self.spelling, self.limit = spelling, limit
        self.words, self.choice = Store([b""] * 5), Choice(range(5))
        self.numbers, self.slots = {}, []

    def fixed(self, word, digits):
        if word not in self.numbers:
            if len(self.slots) < 64:
                self.slots.append({count: Fixed(bits) for count, bits in self.DIGITS.items()})
            self.numbers[word] = self.slots[-1]
        return self.numbers[word][digits]

    def read(self, coder):
        text, before, numbered = b"", 0, 0

        def new():
            return self.words.add(self.spelling.read(coder, self.limit - len(text)))

        while word := self.choice.read(coder, 2 * before + numbered, new):
            if word in self.DIGITS:
                number = self.fixed(before, word).read(coder)
                needed(number < 10**word)
                text += b"%0*d" % (word, number)
                numbered = 1
            else:
                text += self.words.values[word]
                before, numbered = word, 0
            needed(len(text) <= self.limit)
        return text


class Strings:
    """The strings of one kind, by their numbers."""

    def __init__(self, texts, kind):
        self.texts, self.kind, self.choice, self.store = texts, kind, Choice(), Store()

    def read(self, coder, name=None):
        """The string, after its number."""

        def new():
            return self.store.add(typed(self.kind, self.texts.read(coder)))

        number = self.choice.read(coder, name, new)
        return number, self.store.values[number]


# Rows


def rows(reader, most, coder, row):
    """The rows of all segments; row() reads one, and says how many bytes it counts for."""
    left = int.from_bytes(reader.take(4), "little")
    needed(left <= most)
    read, size = [], 0
    while left:
        length = int.from_bytes(reader.take(4), "little")
        needed(length <= SEGMENT_LIMIT)
        coder.begin(reader.take(length))
        here = min(left, ROWS)
        for _ in range(here):
            value, more = row()
            size += more
            needed(size <= READ_LIMIT)
            read.append(value)
        coder.end()
        left -= here
    return read


def despatch_of(reader):
    return typed(schema.despatch_id, reader.take(20))


def mail_list(reader):
    despatch, coder = despatch_of(reader), Coder()
    kinds, registered_odds, usual, last_odds = table(), odds(), odds(), odds()
    gross_of, items_of, serial_more, ids = Number(), Number(), Number(), Texts(Spelling(), 32)
    serial = 0

    def row():
        nonlocal serial
        kind = member(schema.receptacle_kind, coder.tree(2, kinds))
        registered = coder.decide(registered_odds)
        gross, items = gross_of.read(coder), items_of.read(coder, 32)
        if coder.decide(usual):
            last = coder.decide(last_odds)
            serial += serial_more.read(coder)
            needed(serial <= 999)
            tenths = min(gross // 100, 9999)
            id = f"{despatch}{serial:03}{last:d}{registered:d}{tenths:04}"
        else:
            id = typed(schema.written, ids.read(coder))
        return {"id": id, "kind": kind, "gross": gross, "items": items, "registered": registered}, 128

    return {"despatch": despatch, "receptacles": rows(reader, 1000, coder, row)}


class Parties:
    def __init__(self, spelling):
        self.name, self.address = Texts(spelling, 96), Texts(spelling, 192)
        self.country = Strings(Texts(spelling, 2), schema.administration)

    def read(self, coder):
        name, address = self.name.read(coder), self.address.read(coder)
        party = {
            "name": typed(schema.text(96), name),
            "address": typed(schema.text(192), address),
            "country": self.country.read(coder)[1],
        }
        return party, len(name) + len(address)


class Ids:
    """The items' ids, each foreseen from its sender's last."""

    def __init__(self, spelling):
        self.right, self.same = odds(), odds()
        self.more, self.serial, self.texts = Number(), Number(), Texts(spelling, 32)
        self.ends = Strings(Texts(spelling, 4), identifier("[A-Z]{4}"))
        self.last = {}

    def read(self, coder, sender):
        if not coder.decide(self.right):
            return typed(schema.written, self.texts.read(coder))
        if coder.decide(self.same):
            needed(sender in self.last)
            ends, serial = self.last[sender]
            serial += self.more.read(coder)
        else:
            ends, serial = self.ends.read(coder)[1], self.serial.read(coder)
        needed(serial < 10**8)
        self.last[sender] = ends, serial
        ids = (f"{ends[:2]}{serial:08}{digit}{ends[2:]}" for digit in range(10))
        return next(filter(item_check, ids))


class Amounts:
    def __init__(self):
        #: By the quantity alone; what follows is by the number that is given.
        self.each, self.digits, self.rests = table(), defaultdict(table), defaultdict(Number)

    def read(self, coder, number, quantity):
        place = min(number, LAST)
        quantity = max(quantity, 1)
        each = coder.decide(self.each[min(quantity, 9)])
        digit = coder.tree(4, self.digits[place])
        needed(digit <= 9)
        said = 10 * self.rests[place].read(coder) + digit
        amount = said * quantity if each else said
        needed(amount < 1 << 64)
        return amount


class Contents:
    def __init__(self, spelling):
        self.description = Strings(Texts(spelling, 128), schema.text(128))
        self.hs_code = Strings(Texts(spelling, 6), schema.text(6))
        self.origin = Strings(Texts(spelling, 2), schema.administration)
        self.currency = Strings(Texts(spelling, 3), schema.text(3))
        self.quantity, self.net, self.value = Number(), Amounts(), Amounts()

    def read(self, coder, sender):
        told, description = self.description.read(coder, sender)
        code, hs_code = self.hs_code.read(coder, told)
        _, origin = self.origin.read(coder, sender)
        quantity = self.quantity.read(coder, 32)
        net = self.net.read(coder, code, quantity)
        money, currency = self.currency.read(coder, sender)
        value = self.value.read(coder, 4 * code + min(money, 3), quantity)
        return {
            "description": description, "quantity": quantity, "net": net, "value": value,
            "currency": currency, "hs_code": hs_code, "origin": origin,
        }, 64 + len(description.encode())


def detail_sheet(reader):
    despatch, coder, spelling = despatch_of(reader), Coder(), Spelling()
    senders, known_senders = Store(), Choice()
    sender_parties, recipients = Parties(spelling), Parties(spelling)
    receptacle_more, ids, contents = Number(), Ids(spelling), Contents(spelling)
    categories, counts = defaultdict(table), table()
    receptacle = 0

    def row():
        nonlocal receptacle
        receptacle = (receptacle + receptacle_more.read(coder, 16)) % 65536
        place = known_senders.read(coder, None, lambda: senders.add(sender_parties.read(coder)))
        sender, sender_size = senders.values[place]
        id = ids.read(coder, min(place, LAST))
        recipient, recipient_size = recipients.read(coder)
        category = member(schema.category, coder.tree(3, categories[min(place, LAST)]))
        count = coder.tree(5, counts)
        needed(count <= 16)
        read = [contents.read(coder, place) for _ in range(count)]
        return {
            "id": id, "receptacle": receptacle, "sender": sender, "recipient": recipient,
            "category": category, "contents": [content for content, _ in read],
        }, 128 + sender_size + recipient_size + sum(size for _, size in read)

    return {"despatch": despatch, "items": rows(reader, 32768, coder, row)}


DOCUMENTS = schema.DOCUMENTS | {"MailList": mail_list, "DetailSheet": detail_sheet}
