/*
 * Microversions as numbers, and the windows that elements have. Knows no state of the page.
 *
 * A version is one number that sorts as versions do, so that 2.9 comes before 2.10.
 */

import { classesOf } from "./elements.js";

const MAJOR = 1e6;
const BOUND = /(?<!\S)mr-(required-)?(from|until)-(\d{1,6})-(\d{1,6})(?!\S)/g;

/** "2.79" as a version; null for any other text. */
export function version(text) {
  const parts = /^(\d{1,6})\.(\d{1,6})$/.exec(text);
  return parts && parts[1] * MAJOR + Number(parts[2]);
}

/** A version as readers write it. */
export function dotted(number) {
  return `${Math.floor(number / MAJOR)}.${number % MAJOR}`;
}

/** The window that the classes of an element say, of its existence or of it being required. */
export function windowOf(element, of = "") {
  let [from, until] = [0, Infinity];
  for (const [, what = "", end, major, minor] of classesOf(element).matchAll(BOUND)) {
    const bound = major * MAJOR + Number(minor);
    if (what !== of) continue;
    if (end === "from") from = Math.max(from, bound);
    else until = Math.min(until, bound);
  }
  return { from, until };
}

/** The window of an element within those of all that it stands in. */
export function windowWithin(element) {
  if (!element) return { from: 0, until: Infinity };
  const [own, outer] = [windowOf(element), windowWithin(element.parentElement)];
  return { from: Math.max(own.from, outer.from), until: Math.min(own.until, outer.until) };
}

/** Whether a version is in a window. */
export function holds({ from, until }, at) {
  return from <= at && at <= until;
}

/** A window in words: "from 2.20", "until 2.88", "2.20 to 2.88". */
export function inWords({ from, until }) {
  if (until === Infinity) return `from ${dotted(from)}`;
  return from === 0 ? `until ${dotted(until)}` : `${dotted(from)} to ${dotted(until)}`;
}
