"""SPEC.md: the types of all statements and messages."""

from names import (
    administration, agreement_key, container_number, despatch_id, digest, lock_id, office_code,
    person_id, public_key, signature, station_code, train_number,
)
from statements import KINDS, envelope, envelope_limit
from verdicts import refusal_reason, verdict
from wire import (
    boolean, byte_string, enum, fixed, listed, option, plain, result, struct, text, u8, u16, u32,
    u64, within,
)

MIB = 1024 * 1024

realm = plain("Operational Training")
role = plain("Root Registrar ListSigner Officer Supervisor RailwayStaff Lock DocumentIssuer Server")
scope = plain("Locks Documents Inspections Unsealing")
reason = plain("KeyCompromised DeviceLost ServiceEnded Superseded")
lock_state = plain("InStock Sealed Unsealed Open Tampered Fault Deactivated")

# Trust

person = struct(number=person_id, name=text(64), station=station_code)
subject = enum(
    Root=None,
    Registrar=struct(issues=listed(9, role)),
    ListSigner=None,
    Officer=person,
    Supervisor=person,
    RailwayStaff=person,
    Lock=struct(lock=lock_id, agreement=agreement_key),
    DocumentIssuer=struct(office=office_code),
    Server=struct(origin=text(128), ledger=fixed(32)),
)
certificate = struct(
    realm=realm, administration=administration, since=u64, until=u64, key=public_key, subject=subject
)
chain = struct(leaf=envelope, issuers=listed(2, envelope))
CHAIN_LIMIT = 3 * envelope_limit("certificate") + 1

header = struct(
    realm=realm, administration=administration, version=u32, issued_at=u64, refresh_by=u64, expires_at=u64
)
recognised = struct(administration=administration, root=public_key, scopes=listed(4, scope))
revoked = struct(certificate=digest, since=u64, reason=reason)
recognition_list = struct(header=header, entries=listed(32, recognised))
revocation_list = struct(header=header, entries=listed(4096, revoked))
carried_revocations = struct(list=envelope, chain=chain)
CARRIED_LIMIT = envelope_limit("revocation list") + CHAIN_LIMIT
lists = struct(recognition=envelope, revocations=listed(33, carried_revocations))

# The lock

head = struct(length=u32, hash=digest)
lock_time = struct(clock=option(u64), uptime=u32, boot=u32)
event = enum(
    Commissioned=None,
    Bound=container_number,
    SealAccepted=struct(cycle=u32, manifest=digest),
    Sealed=u32,
    SealFailed=None,
    UnsealAccepted=None,
    Unsealed=None,
    Refused=struct(reason=refusal_reason, count=u32),
    LeverInserted=None,
    LeverPulled=None,
    LeverCut=None,
    CaseOpened=None,
    MotorStuck=None,
    Relocked=None,
    BatteryLow=within(u8, 0, 100),
    ClockSet=option(u64),
    ClockLost=None,
    Restarted=None,
    Recovered=boolean,
    ListTaken=struct(administration=administration, kind=plain("Recognition Revocation"), version=u32),
    DocumentsWritten=None,
    DocumentsRead=None,
    DocumentsErased=None,
    TamperCleared=None,
    Deactivated=None,
    ResealAccepted=struct(cycle=u32, amendment=digest),
    Amended=digest,
    ClearAccepted=None,
    ClockAccepted=u64,
    HandedOver=digest,
    DeactivateAccepted=option(digest),
    GrantUsed=digest,
    CameToNothing=None,
    Agreed=digest,
)
entry = struct(
    index=u32, previous=digest, time=lock_time, event=event, who=option(digest), instruction=option(digest)
)
ENTRY_LIMIT = 192

status = struct(
    session=digest, lock=lock_id, state=lock_state, cycle=u32, journal=head, tampers=u32, time=lock_time,
    battery=within(u8, 0, 100), manifest=option(digest), amended=option(digest),
)
totals = struct(despatches=u32, receptacles=u32, items=u32, gross=u64)
document_kind = enum(DeliveryBill=None, MailList=despatch_id, DetailSheet=despatch_id)
document = struct(kind=document_kind, encoding=plain("Lines Foreseen"), length=u32, chunks=listed(256, digest))
manifest = struct(
    lock=lock_id, container=container_number, cycle=u32, issued_at=u64, train=option(train_number),
    route=listed(16, station_code), documents=listed(64, document), totals=totals, bill=totals,
    policy=digest, tampers=u32, journal=head, previous=option(digest), inspection=option(digest),
)
policy_row = struct(administration=administration, role=role, station=option(station_code))
policy = struct(rows=listed(32, policy_row), quorum=u8, presence=boolean)
sealing = struct(manifest=envelope, issuer=chain, policy=envelope, setter=chain)

# Prior inspections

seal_condition = plain("Right Damaged Missing Broken FaultyElectronics")
disposition = plain("Release Examine Detain Return")
control_result = plain(
    "Satisfactory ConsideredSatisfactory Simplified MinorDiscrepancies Discrepancies NotSatisfactory"
)
inspection_digest = struct(
    inspection=fixed(16), lock=lock_id, container=container_number, cycle=u32, manifest=digest, journal=head,
    made_at=u64, place=station_code, condition=seal_condition, disposition=disposition,
    results=listed(8, control_result), previous=option(digest),
)
carried_digest = struct(digest=envelope, officer=chain)

# What is ordered

order_kind = plain("Seal Unseal Reseal Amend ClearTamper SetClock HandOver Deactivate")
reseal_reason = plain("Inspected Transhipped Emergency Tampered")
order = enum(
    Seal=struct(manifest=digest, policy=digest),
    Unseal=None,
    Reseal=struct(amendment=digest, reason=reseal_reason),
    Amend=digest,
    ClearTamper=None,
    SetClock=u64,
    HandOver=None,
    Deactivate=option(digest),
)
challenge = struct(drawn_at=u32, token=fixed(20))
instruction = struct(
    lock=lock_id, cycle=u32, container=option(container_number), challenge=challenge, order=order,
    grant=option(digest),
)
co_signature = struct(instruction=digest)
grant = struct(
    number=fixed(16), lock=lock_id, cycle=u32, holder=digest, orders=listed(8, order_kind), place=station_code,
    since=u64, until=u64,
)
carried_grant = struct(grant=envelope, issuer=chain)
written = text(32)
change = enum(
    ItemDetained=struct(receptacle=written, item=written, gross=u64),
    ReceptacleDetained=struct(receptacle=written, items=u32, gross=u64),
    ReceptacleSplit=struct(receptacle=written, into=written),
    LockReplaced=struct(lock=lock_id),
)
amendment = struct(
    lock=lock_id, container=container_number, manifest=digest, previous=option(digest), cycle=u32, tampers=u32,
    journal=head, made_at=u64, place=station_code, inspection=option(digest), changes=listed(32, change),
    totals=totals,
)
carried_amendment = struct(amendment=envelope, officer=chain)
directive = struct(
    instruction=envelope, person=chain, cosignatures=listed(4, struct(cosignature=envelope, person=chain)),
    grant=option(carried_grant), amendment=option(envelope), inspection=option(carried_digest),
)
DIRECTIVE_LIMIT = 17474
outcome = enum(Awaited=None, Void=None, Accepted=u32, Ended=struct(accepted=u32, outcome=u32))
chunk_address = struct(document=u8, chunk=u16)
progress = struct(inspections=u8, next=option(chunk_address))

# Documents, encoding Lines

DOCUMENT_LIMIT = 4 * MIB
CHUNK_LIMIT = 16384
load = struct(receptacles=u32, gross=u64)
bill_line = struct(despatch=despatch_id, letters=load, parcels=load, ems=load, registered=boolean)
delivery_bill = struct(
    date=u64, origin=office_code, destination=office_code, train=option(train_number),
    containers=listed(4, struct(container=container_number, seal=lock_id)), lines=listed(256, bill_line),
)
receptacle_kind = plain("Bag Tray OutsideParcel")
mail_list = struct(
    despatch=despatch_id,
    receptacles=listed(1000, struct(
        id=written, kind=receptacle_kind, gross=u64, items=u32, registered=boolean,
    )),
)
party = struct(name=text(96), address=text(192), country=administration)
content = struct(
    description=text(128), quantity=u32, net=u64, value=u64, currency=text(3), hs_code=text(6),
    origin=administration,
)
category = plain("Gift Documents CommercialSample SaleOfGoods ReturnedGoods Other")
item = struct(
    id=written, receptacle=u16, sender=party, recipient=party, category=category, contents=listed(16, content),
)
detail_sheet = struct(despatch=despatch_id, items=listed(32768, item))
DOCUMENTS = {"DeliveryBill": delivery_bill, "MailList": mail_list, "DetailSheet": detail_sheet}

# The air

ANNOUNCEMENT_LIMIT = 64
announcement = struct(version=u8, lock=lock_id, claimed=lock_state, segment=u16)
lamp_code = within(u8, 0, 99)
lamp_shown = struct(session=digest, lock=lock_id, code=lamp_code)
presence = struct(session=digest, lock=lock_id)
presentation = struct(presence=envelope, chain=chain)
refusal = enum(
    Unreadable=None, PresenceNeeded=None, NotWelcome=refusal_reason, Nothing=None, Fault=None,
    NotObeyed=refusal_reason, Interrupted=None,
)
answer = enum(
    Status=envelope,
    Welcome=None,
    Journal=listed(32, byte_string(ENTRY_LIMIT)),
    Sealing=sealing,
    Chunk=byte_string(CHUNK_LIMIT),
    Chain=chain,
    Blinking=envelope,
    Inspection=carried_digest,
    Amendment=carried_amendment,
    Challenge=challenge,
    Outcome=outcome,
    Renewed=None,
    Written=progress,
)
response = struct(id=u16, result=result(answer, refusal))
MESSAGE_LIMIT = 20480

# The office

enrolment_request = struct(secret=fixed(5), key=public_key, possession=signature)
work_item = struct(
    train=train_number, container=container_number, lock=lock_id, origin=station_code,
    destination=station_code, seen=option(head),
)
worklist = struct(issued_at=u64, items=listed(256, work_item))
evidence = struct(
    lock=lock_id, session=digest, chain=chain, agreement=agreement_key, status=option(envelope),
    journal=listed(1024, byte_string(ENTRY_LIMIT)), sealing=option(sealing), lamp=option(envelope),
    inspections=listed(8, carried_digest), amendments=listed(8, carried_amendment), people=listed(16, chain),
    refused=option(refusal_reason),
)
found_state = plain("InOrder Missing Damaged Opened")
incident = plain("LeftTheItinerary SealsBroken Transferred Unloaded CannotComply Changed")
examination = struct(
    receptacles=listed(1000, struct(
        despatch=despatch_id, place=u16, state=found_state, weighed=option(u64), counted=option(u32),
    )),
    items=listed(512, struct(despatch=despatch_id, receptacle=u16, item=text(32), state=found_state)),
    surplus=listed(512, text(32)), result=option(control_result), incidents=listed(8, incident),
    photos=listed(16, digest),
)
part = enum(
    Acts=struct(
        directives=listed(8, directive), session=digest, status=envelope,
        journal=listed(128, byte_string(ENTRY_LIMIT)),
    ),
    Earlier=struct(last=digest, acceptance=plain("Recognised InspectedAgain")),
    Digest=envelope,
    Examination=examination,
)
inspection = struct(
    device=fixed(16), sequence=u64, previous=option(digest), made_at=u64,
    place=station_code, painted=option(container_number), lamp=option(lamp_code), seen=listed(4, head),
    seal=evidence, verdict=verdict, condition=seal_condition, disposition=disposition,
    why=option(text(500)), note=text(1000), parts=listed(8, part),
)
arrival = struct(record=digest, at=u64)
carried_record = struct(record=envelope, chain=chain)
CARRIED_RECORD_LIMIT = envelope_limit("inspection 3") + CHAIN_LIMIT
rejection = plain("Unreadable OfficerNotKnown NotGenuine DecisionNotAllowed")

preparation = struct(
    asked_at=u64, container=container_number, lock=lock_id, cycle=u32, tampers=u32, journal=head,
    previous=option(digest), policy=digest,
)

MAX_FILES = 8
FILES_LIMIT = 32 * MIB
consigning = struct(
    asked_at=u64, container=container_number, lock=lock_id, train=option(train_number),
    route=listed(16, station_code), bill_items=option(u32), files=listed(MAX_FILES, digest), keep=boolean,
)
summary = struct(
    despatches=listed(31, struct(despatch=despatch_id, receptacles=u32, items=u32, gross=u64)),
    totals=totals, bill=totals,
)
table = plain("DeliveryBill MailLists DetailSheets")
column = plain(
    "Date OfficeOfOrigin OfficeOfDestination Train Container1 Seal1 Container2 Seal2 Container3 Seal3 Container4 Seal4"
    " Despatch LettersReceptacles LettersGross ParcelsReceptacles ParcelsGross EmsReceptacles EmsGross Registered"
    " Receptacle Type Gross Items Item SenderName SenderAddress SenderCountry RecipientName RecipientAddress"
    " RecipientCountry Category Description Quantity Net Value Currency HsCode CountryOfOrigin"
)
table_place = enum(
    Files=None,
    File=u8,
    Column=struct(file=u8, column=column),
    Row=struct(file=u8, row=u32),
    Field=struct(file=u8, row=u32, column=column),
)
at_row = struct(file=u8, row=u32)
table_problem = enum(
    EmptyFile=None,
    TooManyBytes=u32,
    Encoding=plain("Utf16 Gb18030 Windows1251 Spreadsheet Another"),
    Separator=plain("Semicolon Tab Bar"),
    UnclosedQuote=None,
    StrayQuote=None,
    FieldTooLong=u32,
    FieldCount=struct(wanted=u32, got=u32),
    BrokenJson=struct(line=u32, character=u32),
    NoRecords=None,
    NoText=None,
    TooManyRows=u32,
    UnknownTable=None,
    MissingColumn=None,
    UnknownColumn=text(64),
    ColumnTwice=None,
    NoRows=None,
    MissingTable=table,
    SecondBill=None,
    Missing=None,
    TextTooLong=struct(most=u32, got=u32),
    HiddenCharacter=u32,
    WrongLength=struct(wanted=u32, got=u32),
    WrongCharacter=u32,
    WrongCheckDigit=struct(wanted=u8, got=u8),
    NotANumber=None,
    Negative=None,
    TooManyDecimals=u8,
    TooLarge=None,
    Zero=None,
    NotADate=None,
    NotYesOrNo=None,
    NotOneOf=None,
    NotACountry=None,
    NotACurrency=None,
    NotAnHsCode=None,
    DiffersFromRow=u32,
    ItemTwice=at_row,
    ReceptacleTwice=at_row,
    DespatchTwice=u32,
    ContainerTwice=None,
    OtherDespatch=None,
    TooManyContents=u32,
    TooManyItems=u32,
    TooManyReceptacles=u32,
    TooManyDespatches=u32,
    NotOnBill=None,
    NoList=None,
    NoSheet=u32,
    NotOnList=None,
    ItemsDiffer=struct(listed=u32, sheet=u32),
    ReceptaclesDiffer=struct(bill=u32, listed=u32),
    WeightDiffers=struct(bill=u64, listed=u64),
    ContainerNotOnBill=container_number,
    OtherSeal=struct(bill=lock_id, lock=lock_id),
    OtherTrain=struct(bill=train_number, train=train_number),
    OtherBillItems=struct(given=u32, container=u32),
    TooMuch=struct(most=u32, got=u32),
)
faults = struct(listed=listed(100, struct(place=table_place, problem=table_problem)), more=u32)
consigned = enum(Read=struct(summary=summary, kept=boolean), Faulty=faults)

KINDS.update({
    "certificate": certificate, "recognition list": recognition_list, "revocation list": revocation_list,
    "status": status, "manifest": manifest, "policy": policy, "presence": presence,
    "pull": struct(asked_at=u64), "preparation": preparation, "consigning": consigning,
    "worklist": worklist, "inspection 3": inspection, "arrival": arrival,
    "lamp": lamp_shown, "inspection digest": inspection_digest, "instruction": instruction,
    "co-signature": co_signature, "amendment": amendment, "grant": grant,
})

#: message: (type, the most bytes it can have)
MESSAGES = {
    "CarriedAmendment": (carried_amendment, envelope_limit("amendment") + CHAIN_LIMIT),
    "CarriedDigest": (carried_digest, envelope_limit("inspection digest") + CHAIN_LIMIT),
    "CarriedGrant": (carried_grant, envelope_limit("grant") + CHAIN_LIMIT),
    "Granted": (struct(grants=listed(32, carried_grant)), 1 + 32 * (envelope_limit("grant") + CHAIN_LIMIT)),
    "CarriedRecord": (carried_record, CARRIED_RECORD_LIMIT),
    "Consigned": (consigned, 16384),
    "ConsigningRequest": (
        struct(consigning=envelope, chain=chain, files=listed(MAX_FILES, byte_string(FILES_LIMIT))),
        envelope_limit("consigning") + CHAIN_LIMIT + FILES_LIMIT + 1 + 4 * MAX_FILES,
    ),
    "Directive": (directive, DIRECTIVE_LIMIT),
    "Enrolled": (struct(root=envelope, chain=chain), envelope_limit("certificate") + CHAIN_LIMIT),
    "Papers": (
        struct(
            manifest=envelope, issuer=chain, documents=listed(64, listed(256, byte_string(CHUNK_LIMIT))),
            inspections=listed(8, carried_digest),
        ),
        8 * MIB,
    ),
    "PreparationRequest": (
        struct(preparation=envelope, policy=envelope, chain=chain),
        envelope_limit("preparation") + envelope_limit("policy") + CHAIN_LIMIT,
    ),
    "Presentation": (presentation, envelope_limit("presence") + CHAIN_LIMIT),
    "PullRequest": (struct(pull=envelope, chain=chain), envelope_limit("pull") + CHAIN_LIMIT),
    "Pulled": (struct(server=chain, lists=lists, worklist=envelope), 4 * MIB),
    "Push": (listed(64, byte_string(CARRIED_RECORD_LIMIT)), 4 * MIB),
    "Pushed": (struct(server=chain, results=listed(64, result(envelope, rejection))), 64 * 1024),
    "Sealing": (sealing, MESSAGE_LIMIT),
}
