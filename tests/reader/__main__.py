"""A second reader of Railseal, written from crates/protocol/SPEC.md alone.

    python tests/reader vectors FOLDER    every vector of the folder, and whether it came out as expected
    python tests/reader documents FOLDER  every document of the folder, and whether both encodings are read alike
    python tests/reader visit PORT        a lock at 127.0.0.1:PORT, read whole; who reads it comes as JSON on stdin
"""

import json
import sys

import documents
import vectors
import visit
from wire import Fault


def main(arguments):
    match arguments:
        case ["vectors", folder]:
            return 0 if vectors.run(folder) else 1
        case ["documents", folder]:
            return 0 if documents.run(folder) else 1
        case ["visit", port]:
            try:
                print(json.dumps(visit.read(int(port), visit.given_in(sys.stdin.read()))))
            except Fault as fault:
                print(f"the lock was not read: {fault.code}", file=sys.stderr)
                return 1
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
