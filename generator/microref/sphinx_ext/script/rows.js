/*
 * The rows of parameters as a tree that folds, and links to rows and codes. Knows no version.
 */

import { classesOf, make, makeButton } from "./elements.js";
import { nameOf, placeIn } from "./items.js";

/** Gives the rows and the codes of an operation what readers can do with them. */
export function prepareRows({ detail }) {
  for (const table of detail.querySelectorAll("table.mr-parameters")) makeTree(table);
  for (const named of detail.querySelectorAll('tr[id^="op."], .mr-code[id^="op."]')) {
    const label = `Link to ${nameOf(named)}`;
    const href = `#${encodeURIComponent(named.id)}`;
    placeIn(named).append(make("a", { class: "mr-link", href, "aria-label": label }, "¶"));
  }
}

function depthOf(row) {
  return Number(/mr-depth-(\d+)/.exec(classesOf(row))?.[1] ?? 0);
}

/* A row with deeper ones after it gets a button that folds them away. */
function makeTree(table) {
  const rows = [...table.querySelectorAll("tbody > tr")];
  rows.forEach((row, index) => {
    if (index + 1 === rows.length || depthOf(rows[index + 1]) <= depthOf(row)) return;
    const button = makeButton("mr-fold", "", () => {
      button.ariaExpanded = button.ariaExpanded === "false";
      fold(rows);
    });
    button.ariaExpanded = true;
    button.ariaLabel = `Fields of ${nameOf(row)}`;
    placeIn(row).append(button);
  });
}

/* What is folded in a row stays so while the row itself is folded away. */
function fold(rows) {
  let within = Infinity;
  for (const row of rows) {
    const depth = depthOf(row);
    if (depth <= within) within = Infinity;
    row.classList.toggle("mr-folded", depth > within);
    const isFolded = row.querySelector(".mr-fold")?.ariaExpanded === "false";
    if (isFolded && within === Infinity) within = depth;
  }
}

/** Unfolds the table in which a row is folded away. */
export function unfold(row) {
  const folded = row.parentElement.querySelectorAll('.mr-fold[aria-expanded="false"]');
  for (const button of folded) button.click();
}
