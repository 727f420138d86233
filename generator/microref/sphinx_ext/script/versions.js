/*
 * Microversions as numbers, and the windows that elements have. Knows no state of the page.
 *
 * A version is one number that sorts as versions do, so that 2.9 comes before 2.10.
 */

const MAJOR = 1e6;
const BOUND = /(?:^|\s)mr-(required-)?(from|until)-(\d{1,6})-(\d{1,6})(?=\s|$)/g;

/** "2.79" as a version; null for any other text. */
export function version(text) {
  const parts = /^(\d{1,6})\.(\d{1,6})$/.exec(text ?? "");
  return parts && Number(parts[1]) * MAJOR + Number(parts[2]);
}

/** A version as readers write it. */
export function dotted(number) {
  return `${Math.floor(number / MAJOR)}.${number % MAJOR}`;
}

/** The windows that the classes of an element say: where it exists, and where it is required. */
export function windowsOf(element) {
  const exists = { from: 0, until: Infinity };
  let required = null;
  for (const [, only, end, major, minor] of (element.getAttribute("class") ?? "").matchAll(BOUND)) {
    if (only) required ??= { from: 0, until: Infinity };
    const window = only ? required : exists;
    const bound = Number(major) * MAJOR + Number(minor);
    window[end] = end === "from" ? Math.max(window.from, bound) : Math.min(window.until, bound);
  }
  return { exists, required };
}

/** Whether a version is in a window. */
export function holds(window, at) {
  return window.from <= at && at <= window.until;
}

/** A window in words: "from 2.20", "until 2.88", "2.20 to 2.88". */
export function inWords({ from, until }) {
  if (until === Infinity) return `from ${dotted(from)}`;
  return from === 0 ? `until ${dotted(until)}` : `${dotted(from)} to ${dotted(until)}`;
}
