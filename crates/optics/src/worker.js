// Answers the page, a question at a time: a picture by the texts of the codes in it, a text by its code. Before this
// `cargo xtask build` puts `instantiate`, which gives wasm-bindgen's glue anew each time, and `WASM`, the name and the
// digest of the Wasm.

// A picture is made this small before it is looked at: a code that fills half of it has five pixels a module then.
const MOST_PIXELS_A_SIDE = 1280;

let compiled;
let running;

const start = async () => {
  compiled ??= await WebAssembly.compileStreaming(fetch(WASM.name, { integrity: WASM.integrity }));
  const optics = instantiate();
  await optics({ module_or_path: compiled });
  return optics;
};

const pixels = (picture) => {
  const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return context.getImageData(0, 0, width, height);
};

const answer = async ({ picture, text }) => {
  try {
    running ??= await start();
  } catch {
    return { fault: "not-loaded" };
  }
  try {
    if (text !== undefined) {
      return { drawing: running.draw(text) };
    }
    const { width, height, data } = pixels(picture);
    return { texts: running.read(width, height, new Uint8Array(data.buffer)) };
  } catch (reason) {
    // Wasm that has stopped in its middle is not called again.
    if (reason instanceof WebAssembly.RuntimeError) {
      running = undefined;
    }
    return { fault: "refused" };
  }
};

self.onmessage = async ({ data }) => self.postMessage(await answer(data));
