"""SPEC.md, Findings by index."""

from names import administration, container_number, despatch_id, lock_id, station_code
from wire import enum, listed, option, plain, struct, u8, u16, u32, u64

revocation_reason = plain("KeyCompromised DeviceLost ServiceEnded Superseded")
lock_state = plain("InStock Sealed Unsealed Open Tampered Fault Deactivated")
refusal_reason = plain(
    "NotGenuine NotRecognised NotInTime Revoked CannotSay NoRight NotForHere NotAdmitted QuorumNotMet Stale"
    " WrongState DoesNotFit GrantDoesNotFit GrantUsed Sensors Incomplete NoRoom"
)
disposition = plain("Release Examine Detain Return")
totals = struct(despatches=u32, receptacles=u32, items=u32, gross=u64)
load = struct(receptacles=u32, gross=u64)
document_kind = enum(DeliveryBill=None, MailList=despatch_id, DetailSheet=despatch_id)
which_list = enum(Recognition=None, Revocation=administration)
problem = enum(
    Expired=None,
    NotYetValid=None,
    Revoked=struct(since=u64, reason=revocation_reason),
    NotRecognised=administration,
    OutOfScope=administration,
    CannotSay=which_list,
    NoTime=None,
)


def fields(*kinds):
    return lambda reader: [kind(reader) for kind in kinds]


FINDINGS = [
    ("LK", fields(lock_id, administration)), ("LK", None), ("LK", None), ("LK", None),
    ("LK", fields(lock_id, lock_id)), ("LK", None), ("LK", None), ("LK", administration),
    ("CT", administration), ("CT", problem), ("CT", None),
    ("TP", u32), ("TP", fields(u32, u32)), ("TP", fields(u32, u32)), ("TP", None),
    ("SH", fields(u32, option(u64))), ("SH", fields(u32, option(u64))), ("SH", fields(u32, option(u64))),
    ("SH", lock_state), ("SH", u32), ("SH", None),
    ("ST", None), ("ST", None), ("ST", None), ("ST", None),
    ("JN", u32), ("JN", option(refusal_reason)), ("JN", u32),
    ("MF", u64), ("MF", None), ("MF", None), ("MF", None), ("MF", lock_id), ("MF", u32), ("MF", None),
    ("MF", None), ("MF", None), ("MF", None), ("MF", administration),
    ("IS", administration), ("IS", problem), ("IS", None),
    ("BX", container_number), ("BX", None), ("BX", fields(container_number, container_number)), ("BX", None),
    ("TT", totals), ("TT", fields(despatch_id, u16, u32, u32)), ("TT", fields(despatch_id, load, load)),
    ("TT", fields(totals, totals)), ("TT", fields(totals, totals)), ("TT", None), ("TT", None),
    ("DC", fields(u32, u32)), ("DC", fields(document_kind, u32, u32)), ("DC", fields(document_kind, u32)),
    ("DC", document_kind), ("DC", None), ("DC", None),
    ("ID", u32), ("ID", fields(u32, despatch_id, u32)), ("ID", None),
    ("LS", None), ("LS", fields(which_list, u64)), ("LS", which_list), ("LS", which_list),
    ("LS", fields(which_list, u32, u32)), ("LS", fields(which_list, u64)),
    ("CK", None), ("CK", u64), ("CK", None), ("CK", u64), ("CK", None),
    ("BT", u8), ("BT", u8), ("BT", None),
    ("PR", None), ("PR", None), ("PR", None), ("PR", None), ("PR", None), ("PR", None), ("PR", None),
    ("CN", u32), ("CN", None), ("CN", u32), ("CN", fields(u32, u32)), ("CN", None),
    ("EV", fields(u32, u32)), ("EV", fields(u32, problem)), ("EV", None), ("EV", u32), ("EV", u32), ("EV", u32),
    ("PI", None), ("PI", u32), ("PI", fields(u8, problem)), ("PI", u8), ("PI", u8), ("PI", u8),
    ("PI", disposition), ("PI", None),
    ("RT", station_code), ("RT", station_code), ("RT", u64), ("RT", u64), ("RT", None),
    ("LS", u64), ("CK", u32),
    ("AM", None), ("AM", fields(u32, totals)), ("AM", fields(u8, problem)), ("AM", u8), ("AM", u8), ("AM", u8),
    ("AM", u8), ("AM", None),
]

finding = enum(**{f"{check} {index}": kind for index, (check, kind) in enumerate(FINDINGS)})
verdict = listed(21, finding)
