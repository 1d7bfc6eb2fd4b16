// Documents: hashed, parsed, looked through, added up.

let manifest;
let pieces;
// What an officer looks things up in, as ours keeps it.
let kept;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const to_hex = (all) => {
  if (all.toHex) return all.toHex();
  let text = "";
  for (const byte of all) text += HEX[byte];
  return text;
};

class Fault extends Error {}
const sure = (right, what) => {
  if (!right) throw new Fault(what);
};

self.onmessage = async ({ data }) => {
  if (data.ready) {
    self.postMessage(null);
  } else if (data.manifest) {
    manifest = data.manifest;
    kept = null;
    pieces = manifest.documents.map(() => []);
  } else if (data.piece) {
    const { document, chunk, piece } = data;
    pieces[document][chunk] = { piece, hash: crypto.subtle.digest("SHA-256", piece) };
  } else {
    try {
      self.postMessage({ fault: null, checked: await look() });
    } catch (fault) {
      self.postMessage({ fault: String(fault) });
    }
  }
};

const look = async () => {
  const all = { bill: [], list: [], sheet: [] };
  for (const [place, entry] of manifest.documents.entries()) {
    const own = pieces[place];
    pieces[place] = null;
    const hashes = await Promise.all(own.map(({ hash }) => hash));
    sure(own.length === entry.chunks.length, "a chunk is missing");
    const whole = new Uint8Array(entry.length);
    let at = 0;
    own.forEach(({ piece }, chunk) => {
      sure(to_hex(new Uint8Array(hashes[chunk])) === entry.chunks[chunk], "a chunk is another");
      whole.set(piece, at);
      at += piece.length;
    });
    sure(at === entry.length, "a document has another length");
    all[entry.kind].push(JSON.parse(decoder.decode(whole)));
  }
  sure(all.bill.length === 1 && all.list.length > 0, "a level is missing");
  sure(all.list.length === all.sheet.length, "a level is missing");
  all.list.forEach(see_list);
  all.sheet.forEach(see_sheet);
  kept = all;
  reconcile(kept.bill[0], kept.list, kept.sheet);
  return check_identifiers(kept.list, kept.sheet);
};

const decoder = new TextDecoder("utf-8", { fatal: true });

// The form, as ours has it from its types.

const encoded = new TextEncoder();
const room = new Uint8Array(4 * 256);
const text = (value, most) => {
  // A character has four bytes at the most; whatever is that short needs no counting.
  if (typeof value !== "string") throw new Fault("no text");
  if (value.length * 3 > most) {
    sure(value.length <= most && encoded.encodeInto(value, room).written <= most, "a long text");
  }
};
const whole = (value, most) => sure(Number.isInteger(value) && value >= 0 && value <= most, "no number");
const U32 = 0xffff_ffff;
const U64 = Number.MAX_SAFE_INTEGER;
const COUNTRY = /^[A-Z]{2}$/;
const DESPATCH = /^[A-Z]{2}[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{4}[A-D][A-Z]{2}[0-9]{5}$/;
const KINDS = new Set(["Bag", "Tray", "OutsideParcel"]);
const CATEGORIES = new Set([
  "Gift",
  "Documents",
  "CommercialSample",
  "SaleOfGoods",
  "ReturnedGoods",
  "Other",
]);

const see_list = ({ despatch, receptacles }) => {
  sure(DESPATCH.test(despatch) && receptacles.length <= 1000, "no despatch");
  for (const line of receptacles) {
    text(line.id, 32);
    sure(KINDS.has(line.kind) && typeof line.registered === "boolean", "no receptacle");
    whole(line.gross, U64);
    whole(line.items, U32);
  }
};

const see_party = ({ name, address, country }) => {
  text(name, 96);
  text(address, 192);
  sure(COUNTRY.test(country), "no country");
};

const see_sheet = ({ despatch, items }) => {
  sure(DESPATCH.test(despatch) && items.length <= 32_768, "no despatch");
  for (const item of items) {
    text(item.id, 32);
    whole(item.receptacle, 0xffff);
    see_party(item.sender);
    see_party(item.recipient);
    sure(CATEGORIES.has(item.category) && item.contents.length <= 16, "no item");
    for (const content of item.contents) {
      text(content.description, 128);
      whole(content.quantity, U32);
      whole(content.net, U64);
      whole(content.value.minor, U64);
      text(content.value.currency, 3);
      text(content.hs, 6);
      sure(COUNTRY.test(content.origin), "no country");
    }
  }
};

// Totals: sheets, lists, bill, manifest.

const load_of = ({ letters, parcels, ems }) => ({
  receptacles: letters.receptacles + parcels.receptacles + ems.receptacles,
  gross: letters.gross + parcels.gross + ems.gross,
});

const reconcile = (bill, lists, sheets) => {
  const pair = ({ container, lock }) => container === manifest.container && lock === manifest.lock;
  sure(bill.containers.length === 1 && bill.containers.some(pair), "another container");
  const lines = new Map(bill.lines.map((line) => [line.despatch, line]));
  const by_despatch = new Map(sheets.map((sheet) => [sheet.despatch, sheet]));
  sure(by_despatch.size === lists.length && lines.size === bill.lines.length, "a level is doubled");
  const totals = { despatches: 0, receptacles: 0, items: 0, gross: 0 };
  for (const { despatch, receptacles } of lists) {
    const [line, sheet] = [lines.get(despatch), by_despatch.get(despatch)];
    sure(line && sheet, "a level is missing");
    const counted = new Uint32Array(receptacles.length);
    for (const { receptacle } of sheet.items) {
      sure(receptacle < counted.length, "an item is in no receptacle");
      counted[receptacle] += 1;
    }
    let gross = 0;
    receptacles.forEach((one, place) => {
      sure(one.items === counted[place], "a receptacle holds another number of items");
      gross += one.gross;
    });
    const load = load_of(line);
    sure(load.receptacles === receptacles.length && load.gross === gross, "a list differs");
    totals.despatches += 1;
    totals.receptacles += receptacles.length;
    totals.items += sheet.items.length;
    totals.gross += gross;
  }
  const same = (one, other) =>
    ["despatches", "receptacles", "items", "gross"].every((name) => one[name] === other[name]);
  sure(same(totals, manifest.totals), "the manifest differs");
  const billed = { despatches: lines.size, receptacles: 0, items: manifest.bill.items, gross: 0 };
  for (const line of bill.lines) {
    const load = load_of(line);
    billed.receptacles += load.receptacles;
    billed.gross += load.gross;
  }
  sure(same(billed, manifest.bill) && same(manifest.bill, manifest.totals), "the bill differs");
};

// Identifiers: form, check digit, none twice.

const RECEPTACLE = /^[A-Z]{2}[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{4}[A-D][A-Z]{2}[0-9]{14}$/;
const ITEM = /^[A-Z]{2}[0-9]{9}[A-Z]{2}$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

const is_item = (id) => {
  if (!ITEM.test(id)) return false;
  let sum = 0;
  for (let place = 0; place < 8; place += 1) sum += (id.charCodeAt(2 + place) - 48) * WEIGHTS[place];
  const digit = 11 - (sum % 11);
  return id.charCodeAt(10) - 48 === (digit === 10 ? 0 : digit === 11 ? 5 : digit);
};

const check_identifiers = (lists, sheets) => {
  const seen = new Set();
  let checked = 0;
  for (const { despatch, receptacles } of lists) {
    for (const { id } of receptacles) {
      sure(RECEPTACLE.test(id) && id.startsWith(despatch), "no receptacle");
      seen.add(id);
      checked += 1;
    }
  }
  for (const { items } of sheets) {
    for (const { id } of items) {
      sure(is_item(id), "no item");
      seen.add(id);
      checked += 1;
    }
  }
  sure(seen.size === checked, "something is listed twice");
  return checked;
};
