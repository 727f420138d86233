/*
 * The things of a page that do not exist at every version. Shows and hides none by itself.
 */

import { textOf } from "./elements.js";
import { windowOf, windowWithin } from "./versions.js";

const BOUNDED = `:is([class*="mr-from-"], [class*="mr-until-"], [class*="mr-required-"]):not(
  [class*="mr-sample-"], .detail-control, .operation-grp)`;

/* What a thing is called: by the first selector that it matches. */
const NOUNS = {
  ".mr-code": "response code",
  '[id*=".request."]': "request parameter",
  '[id*=".response."]': "response parameter",
  tr: "parameter",
  ".admonition, .versionadded, .versionchanged, .deprecated, .versionremoved": "note",
  section: "section",
  "*": "text",
};

/** Something with a window: `elements` are shown and hidden together. */
class Item {
  constructor(noun, operation, ...elements) {
    const [element] = elements;
    Object.assign(this, { noun, operation, elements, element });
    this.window = windowWithin(element);
    this.required = windowOf(element, "required-");
  }

  /** Where something can be said of it. */
  get place() {
    return this.noun === "operation" ? this.operation.titleElement : placeIn(this.element);
  }
}

/** Where something can be said of an element: in its first words. */
export function placeIn(element) {
  const first = element.cells?.[0] ?? element;
  return first.querySelector("p, :is(h1, h2, h3, h4, h5, h6)") ?? first;
}

/** What readers know an element by: its first words, without what has been put there. */
export function nameOf(element) {
  const place = placeIn(element).cloneNode(true);
  for (const added of place.querySelectorAll(".headerlink, .mr-link, .mr-badge")) added.remove();
  return textOf(place).replace(/ \(Optional\)$/, "");
}

/** All things of the page with windows, in its order; samples are the business of scenarios. */
export function findItems(operations) {
  const byDetail = new Map(operations.map((operation) => [operation.detail, operation]));
  return [...document.querySelectorAll(BOUNDED)].map((element) => {
    const operation = byDetail.get(element.closest("section.api-detail")) ?? null;
    if (element === operation?.detail) {
      return new Item("operation", operation, operation.head, element);
    }
    const noun = Object.entries(NOUNS).find(([selector]) => element.matches(selector))[1];
    return new Item(noun, operation, element);
  });
}
