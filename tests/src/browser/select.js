// Chooses an option by its text; the answer tells whether there is such an option.
function (wanted) {
  const squeezed = (text) => text.trim().replace(/\s+/g, " ");
  const option = [...(this.options ?? [])].find((one) => squeezed(one.label) === squeezed(wanted));
  if (!option || option.disabled) return false;
  this.focus();
  this.value = option.value;
  this.dispatchEvent(new Event("input", { bubbles: true }));
  this.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
