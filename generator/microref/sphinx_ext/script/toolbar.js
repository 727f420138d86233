/*
 * The choice of versions at the top of the operations, and what is said of it. Applies none.
 */

import { Combobox } from "./combobox.js";
import { make, makeButton } from "./elements.js";

const ALL = ["", "All"];

export class Toolbar {
  /** `choose` is called with what a reader chooses: `{ mv }` or `{ compare }`. */
  constructor(site, operations, choose) {
    this.site = site;
    this.version = new Combobox({
      name: "mr-version",
      label: "Microversion",
      options: [ALL, ...site.options],
      choose: (mv) => choose({ mv }),
    });
    this.compare = new Combobox({
      name: "mr-compare",
      label: "Compare with",
      options: [["", "None"], ...site.options],
      choose: (compare) => choose({ compare }),
    });
    this.status = make("div", { class: "mr-status", role: "status" });
    const controls = controlsOf(operations);
    controls.prepend(this.version.element, this.compare.element);
    controls.after(this.status);
    this.#stay(controls);
  }

  /** Shows what is chosen, and says what it means; `notice` is what else is to be said. */
  show({ mv, compare }, notice, undo) {
    this.version.value = mv;
    this.compare.value = compare;
    const said = [];
    if (notice) said.push(make("p", { class: "mr-notice" }, notice));
    if (undo) said[0].append(" ", undo);
    if (mv) said.push(this.#explain(mv, compare));
    this.status.replaceChildren(...said);
  }

  #explain(mv, compare) {
    const shown = compare
      ? `Shown is what exists at ${this.site.label(mv)} or at ${this.site.label(compare)}.`
      : `Shown is what exists at ${this.site.label(mv)}.`;
    const words = make("p", {}, shown);
    if (this.site.header && !compare) {
      const [name, value] = this.site.header;
      const header = make("code", {}, `${name}: ${value.replace("{version}", mv)}`);
      words.append(" Ask for it with the header ", header, ".");
    }
    return words;
  }

  /* The bar stays in sight over what scrolls below it, so it needs the ground of the page. */
  #stay(controls) {
    const ground = () => {
      for (let part = controls.parentElement; part; part = part.parentElement) {
        const { backgroundColor } = getComputedStyle(part);
        if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
      }
      return "Canvas";
    };
    const paint = () => controls.style.setProperty("--mr-ground", ground());
    paint();
    const changes = new MutationObserver(() => requestAnimationFrame(paint));
    for (const element of [document.documentElement, document.body]) {
      changes.observe(element, { attributes: true, attributeFilter: ["class", "data-theme", "style"] });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  }
}

/* Where the page has a place for them, moved to where it is in sight of all operations. */
function controlsOf(operations) {
  const controls = document.querySelector(".mr-controls") ?? make("div", { class: "row mr-controls" });
  const [first, last] = [operations.all[0].head, operations.all.at(-1).head];
  let common = first.parentElement;
  while (!common.contains(last) || (controls.isConnected && !common.contains(controls))) {
    common = common.parentElement;
  }
  if (controls.parentElement !== common) {
    const before = [...common.children].find((child) => child.contains(first));
    before.before(controls);
  }
  return controls;
}

/** A button that takes back what was chosen for the reader. */
export function undoButton(label, act) {
  return makeButton("mr-undo", label, act);
}
