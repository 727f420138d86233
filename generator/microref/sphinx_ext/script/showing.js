/*
 * Shows the page as of a version, or of two: what exists at none of them is hidden.
 */

import { noting } from "./hidden.js";
import { findItems } from "./items.js";
import { findScenarios } from "./samples.js";
import { holds } from "./versions.js";

/** What of the operations has windows, and what shows them as of some versions. */
export function showing(operations) {
  const tell = noting();
  const items = findItems(operations);
  const scenarios = operations.flatMap(findScenarios);

  /* Everything, if there is no version. */
  function show(at) {
    const hidden = items.filter(({ window, elements }) => {
      const isHidden = at.length > 0 && !at.some((version) => holds(window, version));
      for (const { classList } of elements) classList.toggle("mr-outside", isHidden);
      return isHidden;
    });
    // What stands in something hidden is told of with that.
    tell(hidden.filter(({ element }) => !element.parentElement.closest(".mr-outside")), at);
    for (const scenario of scenarios) {
      const chosen = at.flatMap((version) => scenario.at(version));
      scenario.show(at.length ? chosen : scenario.samples);
    }
  }
  return { items, scenarios, show };
}
