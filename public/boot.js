// Starts the app, whose two files Trunk names in this page's preload links, and says so if it cannot.

const element = (id) => document.getElementById(id);

const start = async () => {
  const glue = document.querySelector('link[rel="modulepreload"]');
  const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
  const app = await import(glue.href);
  await app.default({ module_or_path: fetch(wasm.href, { integrity: wasm.integrity }) });
};

const give_up = (sentence) => {
  element("boot-loading").hidden = true;
  element("boot-late").hidden = true;
  element(sentence).hidden = false;
};

if (typeof WebAssembly === "undefined") {
  give_up("boot-unsupported");
} else {
  start().then(
    () => element("boot").remove(),
    (reason) => {
      console.error(reason);
      give_up("boot-failed");
      element("boot-again").hidden = false;
    },
  );
}
