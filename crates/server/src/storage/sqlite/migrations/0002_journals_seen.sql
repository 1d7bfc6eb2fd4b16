-- How far each lock's journal was seen to reach.

CREATE TABLE journals_seen (
    lock   TEXT PRIMARY KEY NOT NULL,
    length INTEGER NOT NULL,
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
