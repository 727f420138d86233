/*
 * Of each scenario's samples the one that holds at a version. Compares none.
 */

import { classesOf } from "./elements.js";
import { makePeeker } from "./peeker.js";
import { holds, windowWithin } from "./versions.js";

const SAMPLE = /(?<!\S)mr-sample-\S+/;
const SCENARIO = /(?<!\S)mr-scenario-\S+/;

/** The samples of one scenario, in the order of the page. */
class Scenario {
  #others = null;

  constructor(operation) {
    this.operation = operation;
    this.samples = [];
  }

  add(element, name) {
    const last = this.samples.at(-1);
    if (last?.name !== name) {
      this.samples.push({ name, elements: [element], window: windowWithin(element) });
    } else if (!last.elements.some((part) => part.contains(element))) last.elements.push(element);
  }

  get isRequest() {
    return this.samples[0].elements[0].classList.contains("mr-request");
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
      for (const part of sample.elements) {
        part.classList.toggle("mr-other", hidden.includes(sample));
      }
    }
    if (!hidden.length && !this.#others) return;
    if (!this.#others) {
      this.#others = makePeeker("mr-others");
      this.samples.at(-1).elements.at(-1).after(this.#others.button);
    }
    const label = `ther versions (${hidden.length})`;
    const elements = hidden.flatMap((sample) => sample.elements);
    this.#others.offer(elements, [`O${label}`, `Hide o${label}`]);
  }
}

/** The scenarios of an operation. */
export function findScenarios(operation) {
  const found = new Map();
  for (const element of operation.detail.querySelectorAll('[class*="mr-sample-"]')) {
    const [name] = SAMPLE.exec(classesOf(element));
    const [key] = SCENARIO.exec(classesOf(element)) ?? [name];
    if (!found.has(key)) found.set(key, new Scenario(operation));
    found.get(key).add(element, name);
  }
  return [...found.values()];
}

/** The text of samples, as it stands in their files. */
export function textOfSamples(samples) {
  const blocks = samples.flatMap(({ elements }) =>
    elements.flatMap((part) => [...part.querySelectorAll("pre")]),
  );
  return blocks.map((block) => block.textContent.trimEnd()).join("\n\n");
}
