/*
 * A field to choose from a list by typing a part of a label. Knows nothing of versions.
 *
 * Roles and keys are those of the ARIA Authoring Practices: an editable combobox with a
 * list box, where the focus stays in the field.
 */

import { make } from "./elements.js";

let made = 0;

export class Combobox {
  #options;
  #chosen;
  #shown = [];
  #active = -1;

  /**
   * `options` are [value, label], the first for no choice; `choose` is called with the value
   * that a reader chooses.
   */
  constructor({ name, label, options, choose }) {
    const id = `${name}-${++made}`;
    this.#options = options;
    this.#chosen = options[0];
    this.choose = choose;
    this.field = make("input", {
      id,
      class: name,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
    });
    this.list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
    this.element = make(
      "div",
      { class: "mr-selector" },
      make("label", { for: id }, label),
      make("span", { class: "mr-combobox" }, this.field, this.list),
    );
    this.#listen();
    this.value = options[0][0];
  }

  get value() {
    return this.#chosen[0];
  }

  /** Shows a value as chosen; any that is not among the options counts as no choice. */
  set value(value) {
    this.#chosen = this.#options.find((option) => option[0] === value) ?? this.#options[0];
    this.field.value = this.#chosen[1];
    this.element.classList.toggle("mr-picked", this.#chosen !== this.#options[0]);
    this.#close();
  }

  #listen() {
    const { field, list } = this;
    field.addEventListener("focus", () => field.select());
    field.addEventListener("click", () => this.#open(""));
    field.addEventListener("input", () => this.#open(field.value));
    field.addEventListener("blur", () => (this.value = this.value));
    field.addEventListener("keydown", (event) => this.#press(event));
    // A press on the list would take the focus from the field, and so close the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#pick(this.#shown[[...list.children].indexOf(option)]);
    });
  }

  #press(event) {
    const { key } = event;
    const isOpen = !this.list.hidden;
    if (key === "ArrowDown" || key === "ArrowUp") {
      const step = key === "ArrowDown" ? 1 : -1;
      if (isOpen) this.#activate((this.#active + step + this.#shown.length) % this.#shown.length);
      else this.#open("");
    } else if (key === "Enter" && isOpen) this.#pick(this.#shown[this.#active]);
    else if (key === "Escape" && isOpen) this.value = this.value;
    else return;
    event.preventDefault();
  }

  /** Opens the list of what a reader looks for: all that holds the words, the version itself first. */
  #open(words) {
    const wanted = words.trim().toLowerCase();
    this.#shown = this.#options.filter(([, label]) => label.toLowerCase().includes(wanted));
    this.list.replaceChildren(
      ...this.#shown.map((option, index) =>
        make(
          "li",
          {
            id: `${this.list.id}-${index}`,
            role: "option",
            "aria-selected": String(option === this.#chosen),
          },
          option[1],
        ),
      ),
    );
    if (!this.#shown.length) {
      this.list.append(make("li", { class: "mr-nothing" }, `nothing is called “${words.trim()}”`));
    }
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    const exact = this.#shown.findIndex(([value]) => value === wanted);
    const before = wanted === "" ? this.#shown.indexOf(this.#chosen) : exact;
    this.#activate(this.#shown.length ? Math.max(before, 0) : -1);
  }

  #activate(index) {
    this.list.children[this.#active]?.classList.remove("mr-active");
    this.#active = index;
    const option = this.#shown[index] && this.list.children[index];
    if (option) {
      option.classList.add("mr-active");
      option.scrollIntoView({ block: "nearest", behavior: "instant" });
      this.field.setAttribute("aria-activedescendant", option.id);
    } else this.field.removeAttribute("aria-activedescendant");
  }

  #pick(option) {
    if (!option) return;
    this.value = option[0];
    this.choose(option[0]);
  }

  #close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.#active = -1;
  }
}
