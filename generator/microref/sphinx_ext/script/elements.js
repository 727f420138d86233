/*
 * Small helps to make and read elements. Knows nothing of references.
 */

/** A new element with attributes and children; an attribute that is false or null is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A button that says what it does, and does it. */
export function makeButton(name, label, act) {
  const button = make("button", { type: "button", class: name }, label);
  button.addEventListener("click", act);
  return button;
}

/** The text of an element, without spaces around it; empty without an element. */
export function textOf(element) {
  return element ? element.textContent.trim() : "";
}

/** "1 operation", "2 operations". */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** "one", "one and two", "one, two and three". */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
