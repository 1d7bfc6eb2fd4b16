// What only the layout can tell about a page's barriers.
(() => {
  const visible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const beginning = (element) => element.outerHTML.slice(0, 120);

  // --- Targets smaller than a thumb. ---
  const INTERACTIVE =
    "button, a[href], input:not([type=hidden]), select, textarea, summary," +
    "[role=button], [role=link], [role=checkbox], [role=radio], [role=textbox], [role=combobox]";
  // A link within a sentence is as high as its line, and may be (WCAG 2.2, 2.5.8, "inline").
  const inline = (element) =>
    element.matches("a") && getComputedStyle(element).display === "inline" &&
    element.parentElement.innerText.trim() !== element.innerText.trim();
  const small = [...document.querySelectorAll(INTERACTIVE)]
    .filter((element) => visible(element) && !inline(element))
    .map((element) => {
      const boxes = [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      return { element: beginning(element), width, height };
    })
    // Layout rounds to 1/64 px.
    .filter(({ width, height }) => width < 47.98 || height < 47.98);

  // --- Text that fades into what is behind it. ---
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  // Any CSS colour as red, green, blue (0-255) and alpha (0-1): the canvas understands them all.
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) =>
    [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const canvasColour = () =>
    rgba(matchMedia("(prefers-color-scheme: dark)").matches &&
      getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "#121212" : "#fff");
  // The colour behind an element, or null where a picture makes it uncomputable.
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none" || Number(style.opacity) < 1) return null;
      layers.push(rgba(style.backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), canvasColour());
  };
  const disabled = (element) => element.closest(":disabled, [aria-disabled=true]") !== null;
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim().slice(0, 80);
    if (!text || element.matches("script, style, template, noscript")) continue;
    if (!visible(element) || disabled(element)) continue;
    const background = behind(element);
    if (!background) continue;
    const ratio = contrast(over(rgba(getComputedStyle(element).color), background), background);
    if (ratio < 4.5) faint.push({ text, ratio });
  }

  return { language: Boolean(document.documentElement.lang.trim()), small, faint };
})()
