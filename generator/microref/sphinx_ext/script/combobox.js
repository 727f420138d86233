/*
 * A field to choose from a list by typing a part of a label. Knows nothing of versions.
 *
 * Roles and keys are those of the ARIA Authoring Practices: an editable combobox with a
 * list box, where the focus stays in the field.
 */

import { make } from "./elements.js";

/**
 * A combobox: `element`, and `show`, which shows a value as chosen. `options` are values with
 * labels, the first for no choice; `choose` is called with the value that a reader chooses.
 */
export function combobox(name, label, options, choose) {
  let [chosen] = options;
  let found = [];
  let active = -1;
  const id = `${name}-field`;
  const list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": label });
  const field = make("input", {
    id,
    class: name,
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
  });
  const box = make("span", { class: "mr-combobox" }, field, list);
  const element = make("div", { class: "mr-selector" }, make("label", { for: id }, label), box);

  function show(value) {
    chosen = options.find((option) => option[0] === value) ?? options[0];
    field.value = chosen[1];
    element.classList.toggle("mr-picked", chosen !== options[0]);
    open(false);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    field.ariaExpanded = isOpen;
    if (!isOpen) field.removeAttribute("aria-activedescendant");
  }

  /* Lists the options that hold some words; of these, one with that value is the first choice. */
  function find(words) {
    found = options.filter((option) => option[1].toLowerCase().includes(words));
    const items = found.map((option, index) => {
      const role = { role: "option", "aria-selected": option === chosen };
      return make("li", { id: `${list.id}-${index}`, ...role }, option[1]);
    });
    list.replaceChildren(...items);
    open(items.length > 0);
    const wanted = words || chosen[0];
    activate(Math.max(found.findIndex(([value]) => value === wanted), 0));
  }

  function activate(index) {
    list.children[active]?.classList.remove("mr-active");
    active = (index + found.length) % found.length;
    const option = list.children[active];
    option?.classList.add("mr-active");
    option?.scrollIntoView({ block: "nearest", behavior: "instant" });
    field.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  function pick(index) {
    if (list.hidden || !found[index]) return;
    show(found[index][0]);
    field.select();
    choose(chosen[0]);
  }

  const giveUp = () => show(chosen[0]);
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => find(""));
  field.addEventListener("input", () => find(field.value.trim().toLowerCase()));
  field.addEventListener("blur", giveUp);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) find("");
    else if (step) activate(active + step);
    else if (event.key === "Enter") pick(active);
    else if (event.key === "Escape") giveUp();
    else return;
    event.preventDefault();
  });
  // A press on the list would take the focus from the field, and so close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => pick([...list.children].indexOf(target)));
  giveUp();
  return { element, show };
}
