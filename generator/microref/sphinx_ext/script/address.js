/*
 * What the address of the page says: versions, open operations, a place. Shows nothing.
 */

/* Neither a half-written escape nor an id that is no longer there does harm. */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parts(query = location.search) {
  return query.slice(1).split("&").filter((part) => part !== "");
}

function keyOf(part) {
  return part.split("=")[0];
}

function valuesOf(name) {
  const said = parts().filter((part) => keyOf(part) === name);
  return said.map((part) => decoded(part.slice(name.length + 1)));
}

/** The value of a parameter of the query; an empty text without one. */
export function said(name) {
  return valuesOf(name)[0] ?? "";
}

/** The ids of the operations that the address wants open. */
export function idsToOpen() {
  return valuesOf("expanded").flatMap((ids) => ids.split(","));
}

/**
 * A query, that of the page by default, with other values; a parameter without one goes.
 * Written by hand: URLSearchParams would rewrite the parameters of others as well.
 */
export function queryWith(values, query = location.search) {
  const kept = parts(query).filter((part) => !Object.hasOwn(values, keyOf(part)));
  for (const [name, value] of Object.entries(values)) {
    const words = [value].flat().filter(Boolean).map(encodeURIComponent);
    if (words.length) kept.push(`${name}=${words.join(",")}`);
  }
  return kept.join("&");
}

/** Put values into the address, as a step to come back from if `isStep`. */
export function keep(values, isStep = false) {
  const url = new URL(location.href);
  url.search = queryWith(values);
  if (url.href === location.href) return;
  try {
    history[isStep ? "pushState" : "replaceState"](history.state, "", url);
  } catch {
    // A browser may refuse it, to a framed page or when it comes too often: the page
    // shows what was asked for all the same.
  }
}

/** What the hash of the address names. */
export function target() {
  const name = location.hash.slice(1);
  return document.getElementById(name) ?? document.getElementById(decoded(name));
}
