/*
 * Says what is hidden, next to where it would stand, and shows it when asked to.
 */

import { counted, make } from "./elements.js";
import { badge, makePeeker } from "./peeker.js";
import { inWords } from "./versions.js";

/**
 * What tells of the items that are hidden while what holds at the versions `at` is shown, with a
 * note in each place: a table, a section of operations, the rest of an operation.
 */
export function noting() {
  const notes = new Map();
  return (items, at) => {
    const places = Map.groupBy(items, placeOf);
    for (const [place, [first]] of places) {
      if (!notes.has(place)) notes.set(place, makeNote(place, first));
    }
    for (const [place, tell] of notes) tell(places.get(place) ?? [], at);
  };
}

/* Rows are told of at their table, operations in their section, all else in its operation. */
function placeOf({ element, noun, operation }) {
  if (noun === "operation") return element.parentElement;
  return element.closest("table") ?? operation?.detail ?? element.parentElement;
}

function makeNote(place, { element, noun }) {
  const peeker = makePeeker("");
  const text = make("span");
  const note = make("p", { class: "mr-note" }, text, " ", peeker.button);
  if (place.matches("table")) place.before(note);
  else if (noun === "operation") element.before(note);
  else place.prepend(note);
  return (items, at) => {
    let badges = [];
    note.hidden = items.length === 0;
    text.textContent = sentence(items, at);
    const elements = items.flatMap((item) => item.elements);
    peeker.offer(elements, ["Show", "Hide"], (isOpen) => {
      for (const one of badges) one.remove();
      badges = isOpen ? items.map(({ place, window }) => badge(place, inWords(window))) : [];
    });
  };
}

/** "2 parameters and 1 note appear in later versions, 1 section appears in earlier versions." */
function sentence(items, at) {
  const groups = Map.groupBy(items, ({ window }) => {
    if (window.from > Math.max(...at)) return "later";
    return window.until < Math.min(...at) ? "earlier" : "other";
  });
  const said = [...groups].map(([when, group]) => {
    const kinds = Map.groupBy(group, ({ noun }) => noun);
    const things = [...kinds].map(([noun, { length }]) => counted(length, noun));
    return `${things.join(" and ")} appear${group.length === 1 ? "s" : ""} in ${when} versions`;
  });
  return `${said.join(", ")}.`;
}
