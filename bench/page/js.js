// The same in JavaScript: signatures and the journal here, documents in a worker.

import { p256 } from "@noble/curves/nist.js";
import { Turn, breathe, bytes, sure } from "/turns.js";

const of_hex = (text) => {
  if (Uint8Array.fromHex) return Uint8Array.fromHex(text);
  const all = new Uint8Array(text.length / 2);
  for (let place = 0; place < all.length; place += 1) {
    all[place] = parseInt(text.slice(2 * place, 2 * place + 2), 16);
  }
  return all;
};

const to_hex = (all) =>
  all.toHex ? all.toHex() : Array.from(all, (byte) => byte.toString(16).padStart(2, "0")).join("");

const encoder = new TextEncoder();

// Every entry by itself at once: each names the hash of the one before it.
const verify_journal = async ({ journal, head }) => {
  const hashes = await Promise.all(
    journal.map(({ previous, entry }) =>
      crypto.subtle.digest("SHA-256", encoder.encode(previous + entry)),
    ),
  );
  journal.forEach(({ entry }, place) => {
    const next = journal[place + 1]?.previous ?? head;
    sure(to_hex(new Uint8Array(hashes[place])) === next, `entry ${place} is not the one named`);
    sure(JSON.parse(entry).index === place, `entry ${place} is out of turn`);
  });
};

export const open = async () => {
  const text = await bytes("/case.json");
  const documents = await bytes("/documents.bin");
  const worker = new Worker("/js_worker.js");
  const ready = new Promise((done) => (worker.onmessage = done));
  worker.postMessage({ ready: true });
  await ready;

  return async () => {
    const turn = new Turn();
    const given = turn.task("case", () => JSON.parse(new TextDecoder().decode(text)));
    const read = new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
    const begun = performance.now();
    worker.postMessage({ manifest: given.manifest });
    let at = 0;
    for (const [document, { chunks, length }] of given.manifest.documents.entries()) {
      await breathe();
      turn.task("chunks", () => {
        const end = at + length;
        chunks.forEach((_, chunk) => {
          const piece = documents.slice(at, Math.min(at + 16384, end));
          at += piece.length;
          worker.postMessage({ document, chunk, piece }, [piece.buffer]);
        });
      });
    }
    worker.postMessage({ findings: true });
    const answered = read.then((found) => {
      turn.until_now("worker", begun);
      return found;
    });
    for (const { key, message, signature } of given.signatures) {
      await breathe();
      const genuine = turn.task("signatures", () =>
        p256.verify(of_hex(signature), of_hex(message), of_hex(key), { lowS: false }),
      );
      sure(genuine, "a signature does not verify");
    }
    const since = performance.now();
    await verify_journal(given);
    turn.until_now("journal", since);
    const found = await answered;
    sure(found.fault === null, found.fault);
    sure(found.checked === 22459, `${found.checked} identifiers`);
    return turn.end();
  };
};
