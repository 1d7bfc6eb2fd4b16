// Brings the element into view and tells where to click it, and what stands in a click's way.
async function () {
  const element = this.nodeType === Node.ELEMENT_NODE ? this : this.parentElement;
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const centre = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const before = element.getBoundingClientRect();
  await frame();
  await frame();
  const after = element.getBoundingClientRect();
  if (before.x !== after.x || before.y !== after.y) {
    return { ...centre(after), obstacle: "it is moving" };
  }
  // A styled checkbox is often hidden, and its label is what a person clicks.
  let obstacle = "it has no size";
  for (const target of [element, ...(element.labels ?? [])]) {
    const box = target.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const point = centre(box);
    const hit = document.elementFromPoint(point.x, point.y);
    if (hit && (element.contains(hit) || target.contains(hit))) return { ...point, obstacle: null };
    obstacle = hit
      ? `its centre is covered by ${hit.outerHTML.slice(0, 200)}`
      : "its centre is out of view";
  }
  return { ...centre(after), obstacle };
}
