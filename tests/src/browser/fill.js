// Selects the field's content, so that typing replaces it. Fields that no text can be typed into,
// such as dates, are set here; the answer tells whether that was done.
function (text) {
  this.focus();
  if (["date", "time", "datetime-local", "month", "week", "color", "range"].includes(this.type)) {
    const prototype = HTMLInputElement.prototype;
    // The page may watch its own property; the browser's setter is what a person's input uses.
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(this, text);
    this.dispatchEvent(new Event("input", { bubbles: true }));
    this.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
  if (this.select) this.select();
  else getSelection().selectAllChildren(this);
  return false;
}
