/*
 * Brings a page to life: operations that open, a version to show it as of, two to compare.
 *
 * Loaded in <head>, neither deferred nor async: the classes that it sets at once let
 * microref.css hide the operations before anything is painted. Without this script all
 * of the page is readable. It needs nothing of the theme.
 */

import { keep, said, target } from "./address.js";
import { comparing } from "./comparing.js";
import { curl, prepareCopies, prepareCurl, rewriteCommands } from "./copying.js";
import { make, makeButton } from "./elements.js";
import { carryVersions } from "./links.js";
import { goWhereItMoved } from "./moved.js";
import { findOperations } from "./operations.js";
import { prepareRows, unfold } from "./rows.js";
import { showing } from "./showing.js";
import { readSite } from "./site.js";
import { makeToolbar } from "./toolbar.js";
import { dotted, holds, version, windowWithin } from "./versions.js";

const root = document.documentElement;
root.classList.add("mr-js", "mr-loading");

function start() {
  root.classList.remove("mr-loading");
  if (goWhereItMoved(true)) return;
  carryVersions();

  const site = readSite();
  let shown = { mv: "", compare: "" };
  const operations = findOperations(prepare);
  const page = showing(operations.all);
  const comparison = comparing(operations.all, page);
  const hasVersions = site.versions.length > 0 && operations.all.length > 0;
  const toolbar = hasVersions && makeToolbar(site, operations.all, choose);
  if (toolbar) {
    toolbar.status.after(comparison.summary);
    apply();
  }
  reveal();

  addEventListener("hashchange", () => goWhereItMoved() || reveal());
  addEventListener("popstate", () => {
    // A hash leaves all as it is.
    if (toolbar && (said("mv") !== shown.mv || said("compare") !== shown.compare)) apply();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    // A link to where the reader already is changes no hash.
    if (link?.hash && link.href === location.href) reveal();
  });

  /* The first time that an operation is opened. */
  function prepare(operation) {
    prepareRows(operation);
    prepareCopies(operation);
    prepareCurl(operation, () => {
      const scenarios = page.scenarios.filter((one) => one.operation === operation);
      // Without a choice it asks for the newest version.
      return curl(operation, site, versionsShown().at(-1) ?? site.versions.at(-1), scenarios);
    });
  }

  function versionsShown() {
    return [shown.mv, shown.compare].filter(Boolean).map(version).sort((a, b) => a - b);
  }

  function choose(choice) {
    const next = { ...shown, ...choice };
    if (choice.mv === "") next.compare = "";
    else if (!next.mv && next.compare) {
      // Who compares before a version is chosen wants to know what this one has brought.
      const before = site.versions.indexOf(version(next.compare)) - 1;
      next.mv = dotted(site.versions[Math.max(before, 0)]);
    }
    keep(next, true);
    apply();
  }

  /* Shows the page as the address says. */
  function apply(...notices) {
    const asked = ["mv", "compare"].map(said);
    const isKnown = (text) => site.versions.includes(version(text));
    const [mv, compare] = asked.map((text) => (isKnown(text) ? text : ""));
    const unknown = asked.find((text) => text && !isKnown(text));
    if (unknown) notices.push(make("p", {}, `There is no version “${unknown}” here.`));
    shown = { mv, compare: mv && compare };
    comparison.clear();
    page.show(versionsShown());
    if (shown.compare) comparison.compare(...versionsShown());
    toolbar.show(shown, notices);
    rewriteCommands();
  }

  /* Shows what the hash of the address names, at a version at which it exists. */
  function reveal() {
    const element = target();
    const operation = element && operations.of(element);
    if (!operation) return;
    const isHidden = element.closest(".mr-outside, .mr-other");
    const folded = element.closest(".mr-folded");
    // What is visible already the browser has scrolled to, or back to where the reader was.
    if (operation.isOpen && !isHidden && !folded) return;
    if (isHidden) showWhereItExists(element);
    operations.open([operation], true);
    if (folded) unfold(folded);
    // At once, also where a theme scrolls slowly: the page has just changed under the reader.
    element.scrollIntoView({ behavior: "instant" });
  }

  /* At the version that is nearest to what is shown. */
  function showWhereItExists(element) {
    const before = shown;
    const window = windowWithin(element);
    const valid = site.versions.filter((one) => holds(window, one));
    const nearest = valid.at(version(shown.mv) > window.until ? -1 : 0);
    keep({ mv: nearest ? dotted(nearest) : "", compare: "" });
    const undo = makeButton("", `Back to ${before.mv}`, () => choose(before));
    apply(make("p", {}, `The link leads to what does not exist at ${before.mv}. `, undo));
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
