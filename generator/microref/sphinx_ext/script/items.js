/*
 * The things of a page that do not exist at every version. Hides and shows none by itself.
 */

import { textOf } from "./elements.js";
import { inWords, windowsOf } from "./versions.js";

const BOUNDED = ["from", "until", "required-from", "required-until"]
  .map((side) => `[class*="mr-${side}-"]`)
  .join();

/* What a thing is called, by the first selector that it matches. */
const NOUNS = [
  ["tr.mr-code, .mr-code", "response code"],
  [".mr-parameters tr", "parameter"],
  [".admonition, .versionadded, .versionchanged, .deprecated, .versionremoved", "note"],
  ["section", "section"],
  ["*", "text"],
];

/** Something with a window: `elements` are shown and hidden together. */
export class Item {
  constructor(elements, noun, operation) {
    this.elements = elements;
    this.noun = noun;
    this.operation = operation;
    const { exists, required } = windowsOf(elements[0]);
    this.window = exists;
    this.required = required;
    this.isHidden = false;
  }

  /** Where marks and badges go. */
  get place() {
    const [element] = this.elements;
    if (this.noun === "operation") return this.operation.titleElement;
    if (this.noun === "parameter") return element.querySelector("td p") ?? element.cells[0];
    if (this.noun === "response code") return element.cells?.[0] ?? element;
    return element.querySelector("p.admonition-title, :is(h1, h2, h3, h4, h5, h6)") ?? element;
  }

  /** What readers know it by. */
  get name() {
    const [element] = this.elements;
    if (this.noun === "operation") return this.operation.title;
    if (this.noun === "parameter") return nameOfRow(element);
    return textOf(element.cells?.[0] ?? element);
  }

  get words() {
    return inWords(this.window);
  }

  set hidden(hide) {
    if (hide === this.isHidden) return;
    this.isHidden = hide;
    for (const element of this.elements) element.classList.toggle("mr-outside", hide);
  }
}

/** The name of a parameter, without what is said of it and what the script has put there. */
export function nameOfRow(row) {
  const cell = row.cells[0].cloneNode(true);
  for (const added of cell.querySelectorAll(".mr-link, .mr-fold, .mr-badge")) added.remove();
  return textOf(cell).replace(/ \(Optional\)$/, "");
}

/** All things of the page that have windows, in its order; samples are the business of scenarios. */
export function findItems(operations) {
  const items = [];
  const byDetail = new Map(operations.all.map((operation) => [operation.detail, operation]));
  for (const element of document.querySelectorAll(BOUNDED)) {
    if (element.matches('[class*="mr-sample-"], .detail-control, .operation-grp')) continue;
    const own = byDetail.get(element);
    const operation = own ?? byDetail.get(element.closest("section.api-detail")) ?? null;
    if (own) items.push(new Item([own.head, own.detail], "operation", own));
    else items.push(new Item([element], nounOf(element), operation));
  }
  return items;
}

function nounOf(element) {
  return NOUNS.find(([selector]) => element.matches(selector))[1];
}
