-- Times are whole seconds of Unix time, ids and fingerprints 32 bytes of SHA-256.

CREATE TABLE certificates (
    id        BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    role      BLOB NOT NULL,
    issued_at INTEGER NOT NULL,
    chain     BLOB NOT NULL
) STRICT;

-- The code itself is never kept.
CREATE TABLE enrolments (
    fingerprint BLOB PRIMARY KEY NOT NULL CHECK (length(fingerprint) = 32),
    appointment BLOB NOT NULL,
    expires_at  INTEGER NOT NULL,
    certificate BLOB REFERENCES certificates (id)
) STRICT;

CREATE TABLE lists (
    kind           TEXT NOT NULL,
    administration TEXT NOT NULL,
    version        INTEGER NOT NULL,
    bytes          BLOB NOT NULL,
    PRIMARY KEY (kind, administration)
) STRICT;

CREATE TABLE work (
    container TEXT PRIMARY KEY NOT NULL,
    train     TEXT NOT NULL,
    item      BLOB NOT NULL
) STRICT;

CREATE TABLE records (
    arrival        INTEGER PRIMARY KEY AUTOINCREMENT,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    bytes          BLOB NOT NULL,
    arrived_at     INTEGER NOT NULL,
    device         BLOB NOT NULL CHECK (length(device) = 16),
    sequence       INTEGER NOT NULL,
    previous       BLOB CHECK (length(previous) = 32),
    administration TEXT NOT NULL,
    officer        TEXT NOT NULL,
    standing       TEXT NOT NULL,
    seal_confirmed INTEGER NOT NULL CHECK (seal_confirmed IN (0, 1))
) STRICT;

-- A device's records in their order, where a gap or a fork shows.
CREATE INDEX records_by_device ON records (device, sequence);
