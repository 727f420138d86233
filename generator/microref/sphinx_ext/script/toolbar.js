/*
 * The choice of versions over the operations, and what is said of it. Applies none.
 */

import { combobox } from "./combobox.js";
import { make } from "./elements.js";

/** The choice; `choose` is called with what a reader chooses: `{ mv }` or `{ compare }`. */
export function makeToolbar({ labels, header }, operations, choose) {
  const box = (key, name, words, none) =>
    combobox(name, words, [["", none], ...labels], (value) => choose({ [key]: value }));
  const first = box("mv", "mr-version", "Microversion", "All");
  const second = box("compare", "mr-compare", "Compare with", "None");
  const status = make("div", { class: "mr-status", role: "status" });
  const controls = controlsOf(operations);
  controls.prepend(first.element, second.element);
  controls.after(status);

  /* Shows what is chosen, and says what it means; `notices` are what else is to be said. */
  function show({ mv, compare }, notices) {
    first.show(mv);
    second.show(compare);
    const versions = [mv, compare].filter(Boolean).map((text) => labels.get(text)).join(" or at ");
    const said = versions ? [`Shown is what exists at ${versions}. `] : [];
    if (mv && !compare && header) {
      const words = `${header[0]}: ${header[1].replace("{version}", mv)}`;
      said.push("Ask for it with the header ", make("code", {}, words), ".");
    }
    status.replaceChildren(...notices, ...said);
  }
  return { status, show };
}

/* Where the page has a place for them, moved to where it is in sight of all operations. */
function controlsOf(operations) {
  const controls = document.querySelector(".mr-controls") ?? make("div", { class: "row mr-controls" });
  const others = [operations.at(-1).head, controls].filter((one) => one.isConnected);
  let next = operations[0].head;
  while (!others.every((one) => next.parentElement.contains(one))) next = next.parentElement;
  if (controls.parentElement !== next.parentElement) next.before(controls);
  return controls;
}
