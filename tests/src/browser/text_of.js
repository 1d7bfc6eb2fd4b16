// What the element shows: a field's content, a list's chosen option, or its text.
function () {
  if (this.nodeType !== Node.ELEMENT_NODE) return this.textContent;
  if (this.selectedOptions) return [...this.selectedOptions].map((one) => one.label).join(", ");
  if (this instanceof HTMLInputElement || this instanceof HTMLTextAreaElement) return this.value;
  return this.innerText ?? this.textContent;
}
