/*
 * Shows the page as of a version, or of two: what exists at none of them is hidden.
 */

import { Notes } from "./hidden.js";
import { findItems } from "./items.js";
import { findScenarios } from "./samples.js";
import { holds, windowsOf } from "./versions.js";

export class Showing {
  #notes = new Notes();

  constructor(operations) {
    this.operations = operations;
    this.items = findItems(operations);
    this.scenarios = operations.all.flatMap(findScenarios);
  }

  /** Shows what exists at any of some versions; everything if there is none. */
  show(at) {
    const hidden = [];
    for (const item of this.items) {
      item.hidden = at.length > 0 && !at.some((version) => holds(item.window, version));
      if (item.isHidden) hidden.push(item);
    }
    // What stands in something hidden is told of with that.
    this.#notes.tell(
      hidden.filter(({ elements }) => !elements[0].parentElement.closest(".mr-outside")),
      at,
    );
    for (const scenario of this.scenarios) {
      scenario.show(at.length ? at.flatMap((version) => scenario.at(version)) : null);
    }
  }

  /** Whether something is hidden because it does not exist at what is shown. */
  hides(element) {
    return element.closest(".mr-outside, .mr-other") !== null;
  }

  /** The versions at which something exists, with all that it stands in. */
  windowOf(element) {
    let { from, until } = windowsOf(element).exists;
    for (let part = element.parentElement; part; part = part.parentElement) {
      const { exists } = windowsOf(part);
      from = Math.max(from, exists.from);
      until = Math.min(until, exists.until);
    }
    return { from, until };
  }
}
