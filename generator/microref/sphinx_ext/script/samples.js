/*
 * Of each scenario's samples the one that holds at a version. Compares none.
 */

import { makeButton } from "./elements.js";
import { holds, windowsOf } from "./versions.js";

const SAMPLE = /(?:^|\s)(mr-sample-\S+)/;
const SCENARIO = /(?:^|\s)mr-scenario-(\S+)/;

/** The samples of one scenario, in the order of the page. */
export class Scenario {
  constructor(operation) {
    this.operation = operation;
    this.samples = [];
    this.isWhole = false;
    this.button = null;
  }

  add(element, name) {
    const last = this.samples.at(-1);
    if (last?.name === name) {
      // What stands in a part of the sample goes with it.
      if (!last.elements.some((part) => part.contains(element))) last.elements.push(element);
      return;
    }
    this.samples.push({ name, elements: [element], window: windowsOf(element).exists });
  }

  get isRequest() {
    return this.samples[0].elements[0].classList.contains("mr-request");
  }

  /** Those that hold at a version, with the highest lower bound: one, unless two have the same. */
  at(version) {
    const valid = this.samples.filter((sample) => holds(sample.window, version));
    const newest = Math.max(...valid.map((sample) => sample.window.from));
    return valid.filter((sample) => sample.window.from === newest);
  }

  /** Shows some samples, and the others behind a button; without a list all, and no button. */
  show(chosen) {
    const others = chosen ? this.samples.filter((sample) => !chosen.includes(sample)) : [];
    this.isWhole = false;
    for (const sample of this.samples) {
      for (const part of sample.elements) {
        part.classList.remove("mr-peek");
        part.classList.toggle("mr-other", others.includes(sample));
      }
    }
    if (others.length) this.#offer(others);
    else if (this.button) this.button.hidden = true;
  }

  #offer(others) {
    if (!this.button) {
      this.button = makeButton("mr-others", "", () => this.#toggle());
      this.samples.at(-1).elements.at(-1).after(this.button);
    }
    this.others = others;
    this.button.hidden = false;
    this.#label();
  }

  #toggle() {
    this.isWhole = !this.isWhole;
    for (const part of this.others.flatMap((sample) => sample.elements)) {
      part.classList.toggle("mr-peek", this.isWhole);
    }
    this.#label();
  }

  #label() {
    const what = this.isWhole ? "Hide other versions" : "Other versions";
    this.button.textContent = `${what} (${this.others.length})`;
    this.button.setAttribute("aria-expanded", String(this.isWhole));
  }
}

/** The scenarios of an operation. */
export function findScenarios(operation) {
  const found = new Map();
  for (const element of operation.detail.querySelectorAll('[class*="mr-sample-"]')) {
    const names = element.getAttribute("class");
    const name = SAMPLE.exec(names)?.[1];
    const key = SCENARIO.exec(names)?.[1] ?? name;
    if (name === undefined) continue;
    if (!found.has(key)) found.set(key, new Scenario(operation));
    found.get(key).add(element, name);
  }
  return [...found.values()];
}

/** The text of a sample, as it stands in its file. */
export function textOfSample(sample) {
  for (const part of sample.elements) {
    const text = part.matches("pre") ? part : part.querySelector("pre");
    if (text) return text.textContent.trimEnd();
  }
  return "";
}
