/*
 * Marks in the page what differs between two versions, and sums it up. Finds no change itself.
 */

import { changesBetween } from "./changes.js";
import { difference } from "./difference.js";
import { counted, listed, make } from "./elements.js";
import { textOfSample } from "./samples.js";
import { dotted } from "./versions.js";

/* By the kind of a change: the class of what is marked, and the words of its badge. */
const MARKS = {
  added: ["mr-added", ({ window }) => `added in ${dotted(window.from)}`],
  removed: ["mr-removed", ({ window }) => `removed after ${dotted(window.until)}`],
  "changed-to": ["mr-changed", ({ window }) => `changed in ${dotted(window.from)}`],
  "changed-from": ["mr-changed", ({ window }) => `so until ${dotted(window.until)}`],
  required: ["mr-changed", ({ required }) => `required from ${dotted(required.from)}`],
  optional: ["mr-changed", ({ required }) => `required until ${dotted(required.until)}`],
};
const MARKED = ["mr-added", "mr-removed", "mr-changed"];
/* How the summary calls the kinds, in its order; what a parameter was is said with what it is. */
const KINDS = [
  ["added", ["added"]],
  ["removed", ["removed"]],
  ["changed", ["changed-to", "required", "optional"]],
];

export class Comparing {
  #marked = [];
  #differences = [];

  constructor(showing, open) {
    this.showing = showing;
    this.open = open;
    this.summary = make("section", { class: "mr-summary", "aria-label": "Changes", hidden: true });
  }

  /** Marks nothing any more. */
  clear() {
    for (const element of this.#marked) element.classList.remove(...MARKED);
    for (const element of this.#differences) element.remove();
    this.#marked = [];
    this.#differences = [];
    this.summary.hidden = true;
    this.summary.replaceChildren();
  }

  /** Marks the changes from one version to a later one; the page shows what exists at either. */
  compare(a, b) {
    this.clear();
    const entries = changesBetween(this.showing, a, b);
    for (const { marks, samples } of entries) {
      for (const mark of marks) this.#mark(mark);
      for (const sample of samples) this.#compareSamples(sample, a, b);
    }
    this.#sumUp(entries, a, b);
  }

  #mark({ item, kind }) {
    const [name, words] = MARKS[kind];
    for (const element of item.elements) element.classList.add(name);
    this.#marked.push(...item.elements);
    const badge = make("span", { class: "mr-badge" }, ` ${words(item)}`);
    item.place.append(badge);
    this.#differences.push(badge);
  }

  #compareSamples({ scenario, before, after }, a, b) {
    if (before.length !== 1 || after.length !== 1) {
      for (const [samples, name] of [[before, "mr-removed"], [after, "mr-added"]]) {
        const other = name === "mr-added" ? before : after;
        const elements = samples.filter((one) => !other.includes(one)).flatMap((one) => one.elements);
        for (const element of elements) element.classList.add(name);
        this.#marked.push(...elements);
      }
      return;
    }
    const lines = difference(...[before, after].map(([sample]) => textOfSample(sample)));
    const tags = { "=": "span", "-": "del", "+": "ins" };
    const signs = { "=": "  ", "-": "- ", "+": "+ " };
    const box = make(
      "div",
      { class: "mr-difference", role: "group", "aria-label": `Example, ${dotted(a)} and ${dotted(b)}` },
      make("p", {}, `Difference of the examples of ${dotted(a)} and ${dotted(b)}:`),
      make(
        "pre",
        { class: "mr-diff", tabindex: "0" },
        ...lines.map(([sign, line]) => make(tags[sign], {}, `${signs[sign]}${line}\n`)),
      ),
    );
    scenario.show([]);
    scenario.samples[0].elements[0].before(box);
    this.#differences.push(box);
  }

  #sumUp(entries, a, b) {
    const changed = entries.filter(({ operation, marks }) => operation && marks.length);
    const others = entries.filter(({ operation, marks }) => operation && !marks.length);
    const verb = changed.length === 1 ? "changes" : "change";
    const heading = `From ${dotted(a)} to ${dotted(b)}: `;
    const what = changed.length ? `${counted(changed.length, "operation")} ${verb}` : "no operation changes";
    this.summary.replaceChildren(
      make("p", { class: "mr-summary-head", role: "heading", "aria-level": "2" }, heading + what),
      make(
        "ul",
        {},
        ...changed.map((entry) => this.#line(entry, { "data-operation": entry.operation.id })),
        ...others.map((entry) => this.#line(entry, { class: "mr-samples-only" })),
      ),
    );
    this.summary.hidden = false;
  }

  #line({ operation, marks, samples }, attributes) {
    const link = make("a", { href: `#${operation.group.id || operation.head.id}` }, operation.title);
    link.addEventListener("click", () => this.open(operation));
    const words = marks[0]?.item.noun === "operation" ? [marks[0].kind] : phrases(marks);
    if (samples.length) words.push(samples.length === 1 ? "an example differs" : "examples differ");
    return make("li", attributes, link, `: ${words.join("; ")}`);
  }
}

/** "2 parameters added (tag and device); 1 response code removed (409)". */
function phrases(marks) {
  const said = [];
  for (const [word, kinds] of KINDS) {
    const these = marks.filter(({ kind }) => kinds.includes(kind));
    for (const noun of new Set(these.map(({ item }) => item.noun))) {
      const items = these.map(({ item }) => item).filter((item) => item.noun === noun);
      const names = ["parameter", "response code", "section"].includes(noun)
        ? ` (${listed(items.map((item) => item.name))})`
        : "";
      said.push(`${counted(items.length, noun)} ${word}${names}`);
    }
  }
  return said;
}
