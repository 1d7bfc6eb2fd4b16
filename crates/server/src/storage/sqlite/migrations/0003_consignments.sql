-- What each container is to be sealed with: documents, totals, route, prior inspections.

CREATE TABLE consignments (
    container   TEXT PRIMARY KEY NOT NULL,
    consignment BLOB NOT NULL
) STRICT;
