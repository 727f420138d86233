/*
 * Says what is hidden, next to where it would stand, and shows it when asked to.
 */

import { counted, listed, make, makeButton } from "./elements.js";

/** The note on what is hidden in one place: a table, the rest of an operation, a section. */
class Note {
  #hidden = [];
  #isOpen = false;

  constructor(put) {
    this.text = make("span");
    this.button = makeButton("mr-peeker", "Show", () => this.#toggle());
    this.element = make("p", { class: "mr-note", hidden: true }, this.text, " ", this.button);
    put(this.element);
  }

  tell(items, at) {
    this.#open(false);
    this.#hidden = items;
    this.element.hidden = items.length === 0;
    if (items.length) this.text.textContent = sentence(items, at);
  }

  #toggle() {
    this.#open(!this.#isOpen);
  }

  #open(isOpen) {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.button.textContent = isOpen ? "Hide" : "Show";
    this.button.setAttribute("aria-expanded", String(isOpen));
    for (const item of this.#hidden) {
      for (const element of item.elements) element.classList.toggle("mr-peek", isOpen);
      item.place.querySelector(":scope > .mr-badge.mr-when")?.remove();
      if (isOpen) item.place.append(make("span", { class: "mr-badge mr-when" }, ` ${item.words}`));
    }
  }
}

/** "2 parameters appear in later versions, 1 response code in earlier ones." */
function sentence(items, at) {
  const groups = [
    ["later", (item) => item.window.from > Math.max(...at)],
    ["earlier", (item) => item.window.until < Math.min(...at)],
    ["other", () => true],
  ];
  const left = new Set(items);
  const said = [];
  for (const [when, belongs] of groups) {
    const group = [...left].filter(belongs);
    if (!group.length) continue;
    for (const item of group) left.delete(item);
    const things = listed(kinds(group));
    const verb = group.length === 1 ? "appears" : "appear";
    said.push(said.length ? `${things} in ${when} ones` : `${things} ${verb} in ${when} versions`);
  }
  return `${listed(said)}.`;
}

function kinds(items) {
  const numbers = new Map();
  for (const { noun } of items) numbers.set(noun, (numbers.get(noun) ?? 0) + 1);
  return [...numbers].map(([noun, number]) => counted(number, noun));
}

/** The notes of a page, each made when something is hidden in its place first. */
export class Notes {
  #notes = new Map();

  /** Tells of the items that are hidden, while what holds at the versions `at` is shown. */
  tell(items, at) {
    const places = new Map([...this.#notes.keys()].map((place) => [place, []]));
    for (const item of items) {
      const place = placeOf(item);
      if (!places.has(place)) places.set(place, []);
      places.get(place).push(item);
    }
    for (const [place, hidden] of places) {
      if (!this.#notes.has(place)) {
        this.#notes.set(place, new Note((element) => putAt(place, hidden[0], element)));
      }
      this.#notes.get(place).tell(hidden, at);
    }
  }
}

/* Rows are told of at their table, operations in their section, all else in its operation. */
function placeOf(item) {
  const [element] = item.elements;
  if (item.noun === "operation") return element.parentElement;
  return element.closest("table") ?? item.operation?.detail ?? element.parentElement;
}

function putAt(place, item, note) {
  if (place.matches("table")) place.before(note);
  else if (item.noun === "operation") item.elements[0].before(note);
  else place.prepend(note);
}
