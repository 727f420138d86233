/**
 * Opens and closes the operations of a reference, and shows it as of one microversion.
 *
 * Load it in <head>, neither deferred nor async: the classes that it sets at once let
 * microref.css hide the operations before anything is painted. Without this script all
 * of them are readable. It needs nothing of the theme.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("mr-js", "mr-loading");

  /* Where the browser can, find-in-page and text fragments look into a closed operation. */
  const CLOSED = "onbeforematch" in root ? "until-found" : "";

  class Operation {
    constructor(detail, button) {
      this.detail = detail;
      this.button = button;
      this.head = button.closest(".detail-control");
      this.grp = button.closest(".operation-grp");
      this.title = textOf(this.head.querySelector(".url-subtitle")) || detail.id;
      this.labels = { closed: textOf(button), open: "close" };
      takeFromBootstrap(button);
      button.setAttribute("aria-controls", detail.id);
      this.isOpen = false;
    }

    get isOpen() {
      return !this.detail.hasAttribute("hidden");
    }

    set isOpen(open) {
      if (open) this.detail.removeAttribute("hidden");
      else this.detail.setAttribute("hidden", CLOSED);
      this.detail.classList.toggle("show", open);
      const label = open ? this.labels.open : this.labels.closed;
      this.button.textContent = label;
      this.button.setAttribute("aria-label", `${label}: ${this.title}`);
      this.button.setAttribute("aria-expanded", String(open));
    }

    holds(element) {
      return this.head.contains(element) || this.detail.contains(element);
    }
  }

  let operations = [];

  function start() {
    root.classList.remove("mr-loading");
    if (goWhereItMoved({ atFirst: true })) return;
    operations = findOperations();
    prepareShowAll();
    prepareSelector();
    const ids = idsInQuery();
    setOpen(operations.filter((operation) => ids.includes(operation.detail.id)), true);
    revealTarget();

    addEventListener("hashchange", () => goWhereItMoved() || revealTarget());
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      // A link to where the reader already is changes no hash.
      if (link?.hash && link.href === location.href) revealTarget();
    });
  }

  function textOf(element) {
    return element ? element.textContent.trim() : "";
  }

  /* Bootstrap acts on whatever has these attributes when it is clicked. */
  function takeFromBootstrap(button) {
    for (const name of ["data-toggle", "data-bs-toggle"]) button.removeAttribute(name);
  }

  function findOperations() {
    const found = [];
    for (const button of document.querySelectorAll(".operation-grp .btn-detail")) {
      // Beside it, and not by its id: in one page of all documents two may have the same.
      const detail = button.closest(".detail-control")?.nextElementSibling;
      if (!detail?.classList.contains("api-detail")) {
        button.hidden = true; // there is nothing that it could open
        continue;
      }
      const operation = new Operation(detail, button);
      button.addEventListener("click", () => setOpen([operation], !operation.isOpen));
      detail.addEventListener("beforematch", () => setOpen([operation], true));
      found.push(operation);
    }
    return found;
  }

  function setOpen(some, open) {
    for (const operation of some) operation.isOpen = open;
    labelShowAll();
    keepUrl();
  }

  // ------------------------------------------------------------- Show All

  function showAllButtons() {
    return document.querySelectorAll(".btn-expand-all");
  }

  function allAreOpen() {
    return operations.every((operation) => operation.isOpen);
  }

  function prepareShowAll() {
    for (const button of showAllButtons()) {
      takeFromBootstrap(button);
      button.hidden = operations.length === 0;
      button.addEventListener("click", () => setOpen(operations, !allAreOpen()));
    }
  }

  function labelShowAll() {
    for (const button of showAllButtons()) {
      button.textContent = allAreOpen() ? "Hide All" : "Show All";
    }
  }

  // ------------------------------------------------------------- the URL

  /* Neither a half-written escape nor an id that is no longer there does harm. */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function queryParts() {
    return location.search.slice(1).split("&").filter((part) => part !== "");
  }

  function isExpanded(part) {
    return part.split("=")[0] === "expanded";
  }

  function idsInQuery() {
    return queryParts()
      .filter(isExpanded)
      .flatMap((part) => decoded(part.slice("expanded=".length)).split(","));
  }

  /* Written by hand: URLSearchParams would rewrite the parameters of others as well. */
  function queryWith(ids) {
    const parts = queryParts().filter((part) => !isExpanded(part));
    if (ids.length) parts.push("expanded=" + ids.map(encodeURIComponent).join(","));
    return parts.join("&");
  }

  function keepUrl() {
    const open = operations.filter((operation) => operation.isOpen);
    const url = new URL(location.href);
    url.search = queryWith(open.map((operation) => operation.detail.id));
    if (url.href === location.href) return;
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A browser may refuse it, to a framed page or when it comes too often: the
      // operations open all the same.
    }
  }

  function revealTarget() {
    const name = location.hash.slice(1);
    const target = document.getElementById(name) ?? document.getElementById(decoded(name));
    const operation = target && operations.find((one) => one.holds(target));
    if (!operation) return;
    const isFiltered = target.closest(".mr-outside") !== null;
    // What is visible already the browser has scrolled to, or back to where the reader was.
    if (operation.isOpen && !isFiltered) return;
    if (isFiltered) showVersion("");
    setOpen([operation], true);
    // At once, also where a theme scrolls slowly: the page has just changed under the reader.
    target.scrollIntoView({ behavior: "instant" });
  }

  // ------------------------------------------------ pages that were one once

  /* A link into a reference that was one page leads to its first page: go on from there.
     A link from elsewhere means the page of old; one on this page what is there now. */
  function goWhereItMoved({ atFirst } = { atFirst: false }) {
    const list = document.getElementById("microref-moved");
    if (!list) return false;
    const { pages, anchors } = JSON.parse(list.textContent);
    const listed = (name) => name !== "" && Object.hasOwn(anchors, name);
    const moved = (name) => {
      // The details of an operation are listed with it; but a title may end so as well.
      const id = listed(name) ? name : name.replace(/-detail$/, "");
      if (!listed(id) || (!atFirst && document.getElementById(id))) return null;
      const [page, now] = [anchors[id], id].flat();
      return { page: pages[page], id: now + name.slice(id.length) };
    };
    const opened = idsInQuery().map(moved).filter((target) => target !== null);
    const target = moved(decoded(location.hash.slice(1))) ?? opened[0];
    if (!target) return false;
    const url = new URL(target.page, location.href);
    url.search = queryWith(
      opened.filter(({ page }) => page === target.page).map(({ id }) => id),
    );
    url.hash = target.id;
    const isHere = url.href.split("#")[0] === location.href.split("#")[0];
    location.replace(url);
    return !isHere;
  }

  // ------------------------------------------------------ the microversion

  /* `rp_min_ver_2_11` on rows and operations, `mr-from-2-11` on notes and samples. */
  const BOUND =
    /^(?:rp_(?<end>min|max)_ver_|mr-(?<side>from|until)-)(?<major>\d+)[_-](?<minor>\d+)$/;
  const BOUNDED = ["rp_min_ver_", "rp_max_ver_", "mr-from-", "mr-until-"]
    .map((start) => `[class*="${start}"]`)
    .join();

  /* As with Show All, each place that offers it has one. */
  function selectors() {
    return [...document.querySelectorAll(".mr-selector select")];
  }

  function prepareSelector() {
    const [first] = selectors();
    if (!first) return;
    for (const one of selectors()) one.addEventListener("change", () => showVersion(one.value));
    // A browser that comes back to a page, or loads it again, may have kept the choice.
    addEventListener("pageshow", () => showVersion(first.value));
    showVersion(first.value);
  }

  /** Shows what holds at a version such as "2.20"; everything for the empty text. */
  function showVersion(text) {
    const version = /^(\d+)\.(\d+)$/.exec(text);
    for (const one of selectors()) {
      one.value = text;
      one.form?.classList.toggle("mr-picked", version !== null);
    }
    for (const part of document.querySelectorAll(".mr-outside")) {
      part.classList.remove("mr-outside");
    }
    if (version === null) return;
    for (const element of document.querySelectorAll(BOUNDED)) {
      if (holdsAt(element, Number(version[1]), Number(version[2]))) continue;
      for (const part of partsOf(element)) part.classList.add("mr-outside");
    }
  }

  /* The window of an operation stands on its head. */
  function partsOf(element) {
    const operation = operations.find((one) => one.grp === element);
    return operation ? [operation.head, operation.detail] : [element];
  }

  function holdsAt(element, major, minor) {
    return [...element.classList].every((name) => {
      const bound = BOUND.exec(name)?.groups;
      if (!bound) return true;
      const distance = major - Number(bound.major) || minor - Number(bound.minor);
      return bound.end === "min" || bound.side === "from" ? distance >= 0 : distance <= 0;
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
