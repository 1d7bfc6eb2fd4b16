-- What was granted, by this server and, to people of this administration, by others.

CREATE TABLE grants (
    id        BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    holder    BLOB NOT NULL CHECK (length(holder) = 32),
    kept_at   INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    bytes     BLOB NOT NULL
) STRICT;

CREATE INDEX grants_by_holder ON grants (holder, until);
