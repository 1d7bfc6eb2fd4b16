// As the app does it: signatures and judging here, documents in the worker.

import { Turn, breathe, bytes, sure } from "/turns.js";

// Answers come in the order of the questions, as in src/device/papers.rs.
const papers = () => {
  const worker = new Worker(document.querySelector("meta[name=papers]").content);
  const waiting = [];
  worker.onmessage = ({ data }) => waiting.shift()(data);
  return (question) =>
    new Promise((answer) => {
      waiting.push(answer);
      worker.postMessage(question, [question.buffer]);
    });
};

export const open = async () => {
  await wasm_bindgen({ module_or_path: "/railseal_bench_seal_bg.wasm" });
  const seal = wasm_bindgen;
  sure(seal.prepare(await bytes("/case.bin")), "the case");
  const ask = papers();
  // It is there when a lock is read.
  await ask(seal.findings());

  return async () => {
    const turn = new Turn();
    sure(turn.task("lists", () => seal.lists()), "the lists");
    await breathe();
    const begun = performance.now();
    const begin = turn.task("manifest", () => seal.manifest());
    sure(begin.length > 0, "the manifest");
    const answers = [ask(begin)];
    for (let document = 0, chunk = 0; ; ) {
      await breathe();
      const take = turn.task("chunks", () => seal.chunk(document, chunk));
      if (take.length > 0) {
        answers.push(ask(take));
        chunk += 1;
      } else if (chunk > 0) {
        [document, chunk] = [document + 1, 0];
      } else {
        break;
      }
    }
    const read = Promise.all(answers).then(() => turn.until_now("worker_reading", begun));
    const found = ask(seal.findings());
    await breathe();
    // While the documents come, as the app does; it cannot pass yet.
    sure(!turn.task("first_judging", () => seal.judge()), "a pass before the documents came");
    await read;
    const finding = performance.now();
    const findings = await found;
    turn.until_now("worker_findings", finding);
    await breathe();
    sure(turn.task("judging", () => seal.judge(findings)), "no pass");
    return turn.end();
  };
};
