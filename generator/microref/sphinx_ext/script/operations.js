/*
 * The operations of the page: opened and closed, one by one or all. Knows no version.
 */

import { idsToOpen, keep } from "./address.js";
import { textOf } from "./elements.js";

/* Where the browser can, find-in-page and text fragments look into a closed operation. */
const CLOSED = "onbeforematch" in document.documentElement ? "until-found" : "";

class Operation {
  #prepare;

  constructor(detail, button, prepare) {
    this.detail = detail;
    this.button = button;
    this.head = button.closest(".detail-control");
    this.titleElement = this.head.querySelector(".url-subtitle");
    this.title = textOf(this.titleElement) || detail.id;
    this.anchor = button.closest(".operation-grp").id || detail.id;
    this.id = this.anchor.replace(/^op\./, "");
    this.labels = [textOf(button), "close"];
    this.#prepare = prepare;
    takeFromBootstrap(button);
    button.setAttribute("aria-controls", detail.id);
    this.isOpen = false;
  }

  get isOpen() {
    return !this.detail.hasAttribute("hidden");
  }

  set isOpen(open) {
    const { detail, button } = this;
    if (open) {
      detail.removeAttribute("hidden");
      // What only a reader of the details needs is made when there is one.
      this.#prepare?.(this);
      this.#prepare = null;
    } else detail.setAttribute("hidden", CLOSED);
    detail.classList.toggle("show", open);
    button.textContent = this.labels[Number(open)];
    button.ariaLabel = `${button.textContent}: ${this.title}`;
    button.ariaExpanded = open;
  }
}

/* So many open operations take long to lay out, at each choice of a version. */
const MANY = 20;

/* Bootstrap acts on whatever has these attributes when it is clicked. */
function takeFromBootstrap({ dataset }) {
  delete dataset.toggle;
  delete dataset.bsToggle;
}

/** Finds those of the page; `prepare` is called once with each that is opened. */
export function findOperations(prepare) {
  const all = [];
  const showAll = document.querySelectorAll(".btn-expand-all");
  const areOpen = () => all.every((operation) => operation.isOpen);

  /* Opens some, or closes them, and keeps in the address which are open. */
  function open(some, isOpen) {
    for (const operation of some) operation.isOpen = isOpen;
    for (const button of showAll) button.textContent = areOpen() ? "Hide All" : "Show All";
    const opened = all.filter((one) => one.isOpen);
    // Few are laid out whole: what gets its size later moves the place to which a link leads.
    document.documentElement.classList.toggle("mr-many", opened.length > MANY);
    keep({ expanded: opened.map(({ detail }) => detail.id) });
  }

  for (const button of document.querySelectorAll(".operation-grp .btn-detail")) {
    // Beside it, and not by its id: in one page of all documents two may have the same.
    const detail = button.closest(".detail-control")?.nextElementSibling;
    // Of nothing that it could open there is no button.
    button.hidden = !detail?.classList.contains("api-detail");
    if (button.hidden) continue;
    const operation = new Operation(detail, button, prepare);
    button.addEventListener("click", () => open([operation], !operation.isOpen));
    detail.addEventListener("beforematch", () => open([operation], true));
    all.push(operation);
  }
  for (const button of showAll) {
    takeFromBootstrap(button);
    button.hidden = all.length === 0;
    button.addEventListener("click", () => open(all, !areOpen()));
  }
  const ids = idsToOpen();
  open(all.filter(({ detail }) => ids.includes(detail.id)), true);
  /* The operation in which an element stands, or whose head it is part of. */
  const of = (element) =>
    all.find(({ head, detail }) => head.contains(element) || detail.contains(element));
  return { all, open, of };
}
