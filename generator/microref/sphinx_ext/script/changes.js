/*
 * What differs between two versions: per operation the things that come, go or change. Marks none.
 */

import { textOfSamples } from "./samples.js";
import { holds } from "./versions.js";

/**
 * The changes from version `a` to the later `b`, in the order of the page: one entry for each
 * operation, and one with `operation` null for what stands outside of them:
 * { operation, marks: [{ item, kind }], samples: [{ scenario, before, after }] }.
 */
export function changesBetween(operations, { items, scenarios }, a, b) {
  const entries = new Map(
    [...operations, null].map((operation) => [operation, { operation, marks: [], samples: [] }]),
  );
  const isWhole = new Set();
  for (const item of items) {
    const kind = kindOf(item, a, b);
    if (kind && !isWhole.has(item.operation)) entries.get(item.operation).marks.push({ item, kind });
    // An operation that comes or goes says it for all that is in it.
    if (kind && item.noun === "operation") isWhole.add(item.operation);
  }
  for (const scenario of scenarios) {
    const [before, after] = [scenario.at(a), scenario.at(b)].map(textOfSamples);
    if (before === after || isWhole.has(scenario.operation)) continue;
    entries.get(scenario.operation).samples.push({ scenario, before, after });
  }
  const changed = [...entries.values()].filter(({ marks, samples }) => marks.length + samples.length);
  for (const { marks } of changed) pair(marks);
  return changed;
}

function kindOf({ window, required }, a, b) {
  const [before, after] = [holds(window, a), holds(window, b)];
  if (before !== after) return before ? "removed" : "added";
  if (!before || holds(required, a) === holds(required, b)) return null;
  return holds(required, b) ? "required" : "optional";
}

/* A parameter that goes where one of the same name comes in its place has changed. */
function pair(marks) {
  const keyIn = ({ item }) => item.element.id.replace(/@.*$/, "");
  const keysOf = (kind) => marks.filter((mark) => mark.kind === kind && keyIn(mark)).map(keyIn);
  const [added, removed] = ["added", "removed"].map(keysOf);
  for (const mark of marks) {
    const isPaired = added.includes(keyIn(mark)) && removed.includes(keyIn(mark));
    if (isPaired) mark.kind = mark.kind === "added" ? "changed" : "former";
  }
}
