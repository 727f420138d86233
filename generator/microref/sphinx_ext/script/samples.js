/*
 * Of each scenario's samples the one that holds at a version. Compares none.
 */

import { classesOf } from "./elements.js";
import { makePeeker } from "./peeker.js";
import { holds, windowWithin } from "./versions.js";

/** The samples of one scenario, in the order of the page. */
class Scenario {
  #others = null;

  constructor(operation, samples) {
    this.operation = operation;
    this.samples = samples;
    this.isRequest = samples[0].elements[0].classList.contains("mr-request");
  }

  /** Those that hold at a version, with the highest lower bound: one, unless two have the same. */
  at(version) {
    const valid = this.samples.filter(({ window }) => holds(window, version));
    const newest = Math.max(...valid.map(({ window }) => window.from));
    return valid.filter(({ window }) => window.from === newest);
  }

  /** Shows some samples, and the others behind a button. */
  show(chosen) {
    const hidden = this.samples.filter((sample) => !chosen.includes(sample));
    for (const sample of this.samples) {
      for (const { classList } of sample.elements) {
        classList.toggle("mr-other", hidden.includes(sample));
      }
    }
    if (!hidden.length && !this.#others) return;
    if (!this.#others) {
      this.#others = makePeeker("mr-others");
      this.samples.at(-1).elements.at(-1).after(this.#others.button);
    }
    const elements = hidden.flatMap((sample) => sample.elements);
    const label = `Other versions (${hidden.length})`;
    this.#others.offer(elements, [label, "Hide other versions"]);
  }
}

/** The scenarios of an operation. */
export function findScenarios(operation) {
  const wordOf = (element, start) => classesOf(element).match(`(?<!\\S)${start}-\\S+`)?.[0];
  const elements = operation.detail.querySelectorAll('[class*="mr-sample-"]');
  const samples = [...Map.groupBy(elements, (one) => wordOf(one, "mr-sample"))].map(
    ([name, [first, ...others]]) => ({
      // What stands in a part of the sample goes with it.
      elements: [first, ...others.filter((one) => !first.contains(one))],
      scenario: wordOf(first, "mr-scenario") ?? name,
      window: windowWithin(first),
    }),
  );
  const scenarios = Map.groupBy(samples, ({ scenario }) => scenario);
  return [...scenarios.values()].map((group) => new Scenario(operation, group));
}

/** The text of samples, as it stands in their files. */
export function textOfSamples(samples) {
  const blocks = samples.flatMap(({ elements }) =>
    elements.flatMap((part) => [...part.querySelectorAll("pre")]),
  );
  return blocks.map((block) => block.textContent.trimEnd()).join("\n\n");
}
