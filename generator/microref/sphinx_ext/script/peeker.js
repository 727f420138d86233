/*
 * A button that shows what is hidden, and hides it again. Knows not why it is hidden.
 */

import { make, makeButton } from "./elements.js";

/**
 * The `button`, and `offer`: it shows some elements from now on, in place of those that it has
 * shown before. It is labelled by what it does when they are hidden, and when they are not.
 */
export function makePeeker(name) {
  let [elements, labels, opened] = [[], [], () => {}];
  let isOpen = false;
  const button = makeButton(name, "", () => show(!isOpen));

  function show(open) {
    isOpen = open;
    for (const { classList } of elements) classList.toggle("mr-peek", isOpen);
    opened(isOpen);
    button.textContent = labels[Number(isOpen)];
    button.ariaExpanded = isOpen;
  }

  function offer(...offered) {
    show(false);
    [elements, labels, opened = () => {}] = offered;
    button.hidden = elements.length === 0;
    show(false);
  }
  return { button, offer };
}

/** Something short to say of an element, at its end. */
export function badge(place, words) {
  const made = make("span", {}, " ", make("span", { class: "mr-badge" }, words));
  place.append(made);
  return made;
}
