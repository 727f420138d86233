/*
 * The rows of parameters as a tree that folds, and links to rows and codes. Knows no version.
 */

import { make, makeButton } from "./elements.js";
import { nameOfRow } from "./items.js";

const DEPTH = /(?:^|\s)mr-depth-(\d+)/;

/** Gives the rows and the codes of an operation what readers can do with them. */
export function prepareRows({ detail }) {
  for (const table of detail.querySelectorAll("table.mr-parameters")) makeTree(table);
  for (const row of detail.querySelectorAll('tr[id^="op."]')) {
    const cell = row.cells[0];
    link(cell.querySelector("p") ?? cell, row.id, nameOfRow(row));
  }
  for (const code of detail.querySelectorAll('span.mr-code[id^="op."]')) {
    link(code, code.id, code.textContent);
  }
}

function link(place, id, name) {
  const href = `#${encodeURIComponent(id)}`;
  place.append(make("a", { class: "mr-link", href, "aria-label": `Link to ${name}` }, "¶"));
}

function depthOf(row) {
  return Number(DEPTH.exec(row.className)?.[1] ?? 0);
}

/* A row with deeper ones after it gets a button that folds them away. */
function makeTree(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const depths = rows.map(depthOf);
  rows.forEach((row, index) => {
    if (!(depths[index + 1] > depths[index])) return;
    const end = depths.findIndex((depth, other) => other > index && depth <= depths[index]);
    const inner = rows.slice(index + 1, end === -1 ? undefined : end);
    const button = makeButton("mr-fold", "", () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      setFolded(button, isOpen);
      refold(rows, depths);
    });
    button.setAttribute("aria-label", `The ${inner.length} fields of ${nameOfRow(row)}`);
    setFolded(button, false);
    (row.cells[0].querySelector("p") ?? row.cells[0]).prepend(button);
  });
}

function setFolded(button, isFolded) {
  button.setAttribute("aria-expanded", String(!isFolded));
}

/* What is folded in a row stays so while the row itself is folded away, and after. */
function refold(rows, depths) {
  let within = Infinity;
  rows.forEach((row, index) => {
    if (depths[index] <= within) within = Infinity;
    row.classList.toggle("mr-folded", depths[index] > within);
    const fold = row.querySelector(".mr-fold");
    if (within === Infinity && fold?.getAttribute("aria-expanded") === "false") {
      within = depths[index];
    }
  });
}

/** Unfolds whatever a row is folded into. */
export function unfold(element) {
  const row = element.closest("tr.mr-folded");
  if (!row) return;
  const rows = [...row.parentElement.rows];
  let depth = depthOf(row);
  for (const above of rows.slice(0, rows.indexOf(row)).reverse()) {
    if (depthOf(above) >= depth) continue;
    depth = depthOf(above);
    const fold = above.querySelector(".mr-fold");
    if (fold) setFolded(fold, false);
  }
  refold(rows, rows.map(depthOf));
}
