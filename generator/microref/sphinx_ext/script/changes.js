/*
 * What differs between two versions: per operation the things that come, go or change. Marks none.
 */

import { textOfSample } from "./samples.js";
import { holds } from "./versions.js";

/**
 * The changes from version `a` to the later `b`, in the order of the page: one entry for each
 * operation, and for what stands outside of them one with `operation` null:
 * { operation, marks: [{ item, kind, words }], samples: [{ scenario, before, after }] }.
 */
export function changesBetween(showing, a, b) {
  const entries = new Map();
  const entryOf = (operation) => {
    if (!entries.has(operation)) entries.set(operation, { operation, marks: [], samples: [] });
    return entries.get(operation);
  };
  for (const operation of showing.operations.all) entryOf(operation);
  const gone = new Set();
  for (const item of showing.items) {
    const kind = kindOf(item, a, b);
    if (!kind) continue;
    if (item.noun === "operation") gone.add(item.operation);
    entryOf(item.operation).marks.push({ item, kind });
  }
  for (const scenario of showing.scenarios) {
    const [before, after] = [scenario.at(a), scenario.at(b)];
    if (differ(before, after)) entryOf(scenario.operation).samples.push({ scenario, before, after });
  }
  for (const entry of entries.values()) {
    // An operation that comes or goes says it for all that is in it.
    if (gone.has(entry.operation)) {
      entry.marks = entry.marks.filter(({ item }) => item.noun === "operation");
      entry.samples = [];
    }
    pair(entry.marks);
  }
  return [...entries.values()].filter(({ marks, samples }) => marks.length || samples.length);
}

function kindOf(item, a, b) {
  const [before, after] = [holds(item.window, a), holds(item.window, b)];
  if (before && after && item.required) {
    const was = holds(item.required, a);
    return was === holds(item.required, b) ? null : was ? "optional" : "required";
  }
  return before === after ? null : before ? "removed" : "added";
}

/* A parameter that goes where one of the same name comes in its place has changed. */
function pair(marks) {
  const keyOf = ({ item }) =>
    item.noun === "parameter" && item.elements[0].id ? item.elements[0].id.replace(/@.*$/, "") : null;
  const kinds = new Map();
  for (const mark of marks) {
    const key = keyOf(mark);
    if (!kinds.has(key)) kinds.set(key, new Set());
    kinds.get(key).add(mark.kind);
  }
  for (const mark of marks) {
    const key = keyOf(mark);
    if (key === null || !kinds.get(key).has("added") || !kinds.get(key).has("removed")) continue;
    mark.kind = mark.kind === "added" ? "changed-to" : "changed-from";
  }
}

function differ(before, after) {
  const texts = (samples) => samples.map(textOfSample).join("\0");
  if (before.length === after.length && before.every((one, index) => one === after[index])) {
    return false;
  }
  return before.length !== after.length || texts(before) !== texts(after);
}
