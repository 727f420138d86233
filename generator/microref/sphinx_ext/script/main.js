/*
 * Brings a page to life: operations that open, a version to show it as of, two to compare.
 *
 * Loaded in <head>, neither deferred nor async: the classes that it sets at once let
 * microref.css hide the operations before anything is painted. Without this script all
 * of the page is readable. It needs nothing of the theme.
 */

import { keep, said, target } from "./address.js";
import { Comparing } from "./comparing.js";
import { prepareCopies, prepareCurl } from "./copying.js";
import { carryVersions } from "./links.js";
import { goWhereItMoved } from "./moved.js";
import { Operations } from "./operations.js";
import { prepareRows, unfold } from "./rows.js";
import { Showing } from "./showing.js";
import { readSite } from "./site.js";
import { Toolbar, undoButton } from "./toolbar.js";
import { dotted, version } from "./versions.js";

const root = document.documentElement;
root.classList.add("mr-js", "mr-loading");

function start() {
  root.classList.remove("mr-loading");
  if (goWhereItMoved({ atFirst: true })) return;
  carryVersions();
  const page = new Page(readSite());
  page.apply();
  page.reveal();
  addEventListener("hashchange", () => goWhereItMoved() || page.reveal());
  addEventListener("popstate", () => page.follow());
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    // A link to where the reader already is changes no hash.
    if (link?.hash && link.href === location.href) page.reveal();
  });
}

class Page {
  #commands = [];

  constructor(site) {
    this.site = site;
    this.operations = new Operations((operation) => this.#prepare(operation));
    this.showing = new Showing(this.operations);
    const isVersioned = site.versions.length > 0 && this.operations.all.length > 0;
    this.toolbar = isVersioned
      ? new Toolbar(site, this.operations, (choice) => this.#choose(choice))
      : null;
    this.comparing = new Comparing(this.showing, (operation) => this.operations.open([operation], true));
    this.toolbar?.status.after(this.comparing.summary);
    this.shown = { mv: "", compare: "" };
  }

  /* The first time that an operation is opened. */
  #prepare(operation) {
    prepareRows(operation);
    prepareCopies(operation);
    const scenarios = () => this.showing.scenarios.filter((one) => one.operation === operation);
    const chosen = () => this.#versions().at(-1) ?? null;
    this.#commands.push(prepareCurl(operation, this.site, chosen, scenarios));
  }

  #choose(choice) {
    const next = { ...this.shown, ...choice };
    if (!next.mv) {
      // Who compares a version before any is chosen wants to know what it has brought.
      const { versions } = this.site;
      const before = versions.indexOf(version(choice.compare)) - 1;
      next.mv = choice.compare ? dotted(versions[Math.max(before, 0)]) : "";
      if (!choice.compare) next.compare = "";
    }
    keep(next, true);
    this.apply();
  }

  #versions() {
    return [this.shown.mv, this.shown.compare].filter(Boolean).map(version).sort((a, b) => a - b);
  }

  /** Shows what the address says now, if that is something else: a hash leaves all as it is. */
  follow() {
    if (said("mv") !== this.shown.mv || said("compare") !== this.shown.compare) this.apply();
  }

  /** Shows the page as the address says. */
  apply(notice = "", undo = null) {
    if (!this.toolbar) return;
    const asked = { mv: said("mv"), compare: said("compare") };
    const isKnown = (text) => this.site.versions.includes(version(text));
    const unknown = [asked.mv, asked.compare].find((text) => text !== "" && !isKnown(text));
    this.shown = isKnown(asked.mv) ? { mv: asked.mv, compare: "" } : { mv: "", compare: "" };
    if (this.shown.mv && isKnown(asked.compare)) this.shown.compare = asked.compare;
    const at = this.#versions();
    this.comparing.clear();
    this.showing.show(at);
    if (at.length === 2) this.comparing.compare(...at);
    const words = notice || (unknown ? `There is no version “${unknown}” here.` : "");
    this.toolbar.show(this.shown, words, undo);
    for (const write of this.#commands) write();
  }

  /** Shows what the hash of the address names, at a version at which it exists. */
  reveal() {
    const element = target();
    const operation = element && this.operations.of(element);
    if (!operation) return;
    const isHidden = this.showing.hides(element);
    const isFolded = element.closest(".mr-folded") !== null;
    // What is visible already the browser has scrolled to, or back to where the reader was.
    if (operation.isOpen && !isHidden && !isFolded) return;
    if (isHidden) this.#showWhereItExists(element);
    this.operations.open([operation], true);
    unfold(element);
    // At once, also where a theme scrolls slowly: the page has just changed under the reader.
    element.scrollIntoView({ behavior: "instant" });
  }

  /* The version that is nearest to what is shown. */
  #showWhereItExists(element) {
    const { from, until } = this.showing.windowOf(element);
    const before = { ...this.shown };
    const at = version(before.mv);
    const valid = this.site.versions.filter((one) => from <= one && one <= until);
    const nearest = at > until ? valid.at(-1) : valid[0];
    const mv = nearest === undefined ? "" : dotted(nearest);
    keep({ mv, compare: "" });
    const undo = undoButton(`Back to ${before.mv}`, () => {
      keep(before, true);
      this.apply();
    });
    this.apply(`What the link leads to does not exist at ${before.mv}: this is ${mv || "all"}.`, undo);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
