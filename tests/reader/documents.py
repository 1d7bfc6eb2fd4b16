"""crates/inspection/vectors: every document read in both encodings, and held against itself."""

from pathlib import Path

import foreseen
import schema
from wire import Fault, decode

KINDS = {"mail-list": "MailList", "detail-sheet": "DetailSheet"}
ROWS = {"mail-list": "receptacles", "detail-sheet": "items"}


def refusal(kind, data):
    """The code of what is wrong; none where it is read."""
    try:
        decode(kind, data, schema.DOCUMENT_LIMIT)
    except Fault as fault:
        return fault.code
    return None


def run(folder):
    """Prints a line a document; whether each is the same in both, and nothing else than itself."""
    lines, as_due = sorted(Path(folder).glob("*.lines")), True
    for file in lines:
        kind, data = KINDS[file.stem], file.with_suffix(".foreseen").read_bytes()
        in_lines = decode(schema.DOCUMENTS[kind], file.read_bytes(), schema.DOCUMENT_LIMIT)
        read = decode(foreseen.DOCUMENTS[kind], data, schema.DOCUMENT_LIMIT)
        same = "the same" if read == in_lines else "another"
        cut, longer = (refusal(foreseen.DOCUMENTS[kind], other) for other in (data[:-1], data + b"\0"))
        as_due = as_due and read == in_lines and cut and longer
        print(f"{file.stem}: {len(read[ROWS[file.stem]])} rows, {same} in both; cut short {cut}, longer {longer}")
    return bool(lines and as_due)
