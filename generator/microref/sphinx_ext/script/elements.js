/*
 * Small helps to make and read elements. Knows nothing of references.
 */

/** A new element with attributes and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A button that says what it does, and does it. */
export function makeButton(name, label, act) {
  const button = make("button", { type: "button", class: name }, label);
  button.addEventListener("click", act);
  return button;
}

/** The classes of an element as one text; those of drawings are no text of their own. */
export function classesOf(element) {
  return element.getAttribute("class") ?? "";
}

/** The text of an element, without spaces around it; empty without an element. */
export function textOf(element) {
  return element?.textContent.trim() ?? "";
}

/** "1 operation", "2 operations". */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
