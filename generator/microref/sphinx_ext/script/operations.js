/*
 * The operations of the page: opened and closed, one by one or all. Knows no version.
 */

import { idsToOpen, keep } from "./address.js";
import { textOf } from "./elements.js";

/* Where the browser can, find-in-page and text fragments look into a closed operation. */
const CLOSED = "onbeforematch" in document.documentElement ? "until-found" : "";
const PREFIX = "op.";

class Operation {
  #prepare;

  constructor(detail, button, prepare) {
    this.detail = detail;
    this.button = button;
    this.head = button.closest(".detail-control");
    this.group = button.closest(".operation-grp");
    this.titleElement = this.head.querySelector(".url-subtitle");
    this.title = textOf(this.titleElement) || detail.id;
    this.id = this.group.id.startsWith(PREFIX) ? this.group.id.slice(PREFIX.length) : detail.id;
    this.labels = { closed: textOf(button), open: "close" };
    this.#prepare = prepare;
    takeFromBootstrap(button);
    button.setAttribute("aria-controls", detail.id);
    this.isOpen = false;
  }

  get isOpen() {
    return !this.detail.hasAttribute("hidden");
  }

  set isOpen(open) {
    if (open) {
      this.detail.removeAttribute("hidden");
      // What only a reader of the details needs is made when there is one.
      this.#prepare?.(this);
      this.#prepare = null;
    } else this.detail.setAttribute("hidden", CLOSED);
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

/* Bootstrap acts on whatever has these attributes when it is clicked. */
function takeFromBootstrap(button) {
  for (const name of ["data-toggle", "data-bs-toggle"]) button.removeAttribute(name);
}

export class Operations {
  /** Finds those of the page; `prepare` is called once with each that is opened. */
  constructor(prepare) {
    this.all = [];
    for (const button of document.querySelectorAll(".operation-grp .btn-detail")) {
      // Beside it, and not by its id: in one page of all documents two may have the same.
      const detail = button.closest(".detail-control")?.nextElementSibling;
      if (!detail?.classList.contains("api-detail")) {
        button.hidden = true; // there is nothing that it could open
        continue;
      }
      const operation = new Operation(detail, button, prepare);
      button.addEventListener("click", () => this.open([operation], !operation.isOpen));
      detail.addEventListener("beforematch", () => this.open([operation], true));
      this.all.push(operation);
    }
    this.showAll = document.querySelectorAll(".btn-expand-all");
    for (const button of this.showAll) {
      takeFromBootstrap(button);
      button.hidden = this.all.length === 0;
      button.addEventListener("click", () => this.open(this.all, !this.areOpen));
    }
    const ids = idsToOpen();
    this.open(this.all.filter(({ detail }) => ids.includes(detail.id)), true);
  }

  get areOpen() {
    return this.all.every((operation) => operation.isOpen);
  }

  /** Opens some, or closes them, and keeps in the address which are open. */
  open(some, open) {
    for (const operation of some) operation.isOpen = open;
    for (const button of this.showAll) button.textContent = this.areOpen ? "Hide All" : "Show All";
    const isOpen = this.all.filter((operation) => operation.isOpen);
    keep({ expanded: isOpen.map((operation) => operation.detail.id) });
  }

  /** The operation in which an element stands, or whose head it is part of. */
  of(element) {
    return this.all.find((operation) => operation.holds(element));
  }
}
