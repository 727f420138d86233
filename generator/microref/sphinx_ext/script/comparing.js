/*
 * Marks in the page what differs between two versions, and sums it up. Finds no change itself.
 */

import { changesBetween } from "./changes.js";
import { difference } from "./difference.js";
import { counted, make } from "./elements.js";
import { nameOf } from "./items.js";
import { badge } from "./peeker.js";
import { dotted } from "./versions.js";

/* What the badge says of a change, by its kind. */
const WORDS = {
  added: ({ window }) => `added in ${dotted(window.from)}`,
  removed: ({ window }) => `removed after ${dotted(window.until)}`,
  changed: ({ window }) => `changed in ${dotted(window.from)}`,
  former: ({ window }) => `so until ${dotted(window.until)}`,
  required: ({ required }) => `required from ${dotted(required.from)}`,
  optional: ({ required }) => `required until ${dotted(required.until)}`,
};

/* All that is neither added nor removed is changed. */
function wordOf({ kind }) {
  return kind === "added" || kind === "removed" ? kind : "changed";
}

/** Marks the changes between versions, and sums them up in `summary`. */
export function comparing(operations, page) {
  const undos = [];
  const summary = make("section", { class: "mr-summary", "aria-label": "Changes" });
  clear();

  function clear() {
    for (const undo of undos.splice(0)) undo();
    summary.hidden = true;
  }

  /* From one version to a later one; the page shows what exists at either. */
  function compare(a, b) {
    const entries = changesBetween(operations, page, a, b);
    for (const { marks, samples } of entries) {
      for (const one of marks) mark(one);
      for (const one of samples) compareSamples(one, a, b);
    }
    const told = entries.filter(({ operation }) => operation);
    const changed = told.filter(({ marks }) => marks.length);
    const others = told.filter(({ marks }) => !marks.length);
    const words = `${counted(changed.length, "operation")} change${changed.length === 1 ? "s" : ""}`;
    summary.replaceChildren(
      make("p", { role: "heading", "aria-level": 2 }, `From ${dotted(a)} to ${dotted(b)}: ${words}`),
      make("ul", {}, ...changed.concat(others).map(line)),
    );
    summary.hidden = false;
  }

  function mark(change) {
    const { item, kind } = change;
    const said = badge(item.place, WORDS[kind](item));
    for (const { classList } of item.elements) {
      classList.add(`mr-${wordOf(change)}`);
      undos.push(() => classList.remove(`mr-${wordOf(change)}`));
    }
    undos.push(() => said.remove());
  }

  /* In place of the samples; these are behind the button for other versions. */
  function compareSamples({ scenario, before, after }, a, b) {
    const lines = difference(before, after).map(([sign, line]) =>
      make({ "+": "ins", "-": "del" }[sign] ?? "span", {}, `${sign} ${line}\n`),
    );
    const title = make("p", {}, make("strong", {}, `Example, ${dotted(a)} and ${dotted(b)}`));
    const text = make("pre", { tabindex: 0 }, ...lines);
    const shown = make("div", { class: "mr-diff" }, title, make("div", { class: "highlight" }, text));
    scenario.show([]);
    scenario.samples[0].elements[0].before(shown);
    undos.push(() => shown.remove());
  }
  return { clear, compare, summary };
}

function line({ operation, marks, samples }) {
  const link = make("a", { href: `#${operation.anchor}` }, operation.title);
  const words = marks[0]?.item.noun === "operation" ? [marks[0].kind] : phrases(marks);
  if (samples.length) words.push(samples.length === 1 ? "an example differs" : "examples differ");
  const name = marks.length ? { "data-operation": operation.id } : { class: "mr-samples-only" };
  return make("li", name, link, `: ${words.join("; ")}`);
}

/** "2 response parameters added (tag, device)"; what one was is not said beside what it is. */
function phrases(marks) {
  const told = marks.filter(({ kind }) => kind !== "former");
  const groups = Map.groupBy(told, (mark) => `${wordOf(mark)} ${mark.item.noun}`);
  return [...groups.values()].map((group) => {
    const [{ item }] = group;
    const words = `${counted(group.length, item.noun)} ${wordOf(group[0])}`;
    const names = group.slice(0, 6).map((one) => nameOf(one.item.element));
    if (group.length > 6) names.push("…");
    return /note|text/.test(item.noun) ? words : `${words} (${names.join(", ")})`;
  });
}
