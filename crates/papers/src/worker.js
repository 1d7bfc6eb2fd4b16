// Answers the page's questions about a container's documents, one after the other. Before this `cargo xtask build` puts
// `instantiate`, which gives wasm-bindgen's glue, and `WASM`, the name and the digest of the Wasm.

const start = async () => {
  const papers = instantiate();
  const fetched = fetch(WASM.name, { integrity: WASM.integrity });
  await papers({ module_or_path: await WebAssembly.compileStreaming(fetched) });
  return papers;
};

const started = start();
// Whoever asks is told below.
started.catch(() => {});

// In the order in which they come, also those that come before it has started. After a fault the page begins with a new
// worker: this one answers no more.
let last = Promise.resolve();
self.onmessage = ({ data }) => {
  last = last.then(async () => {
    const answer = (await started).ask(data);
    self.postMessage(answer, [answer.buffer]);
  });
  last.catch(() => self.postMessage(null));
};
