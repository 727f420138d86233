/*
 * Links to other pages of the site carry on which versions are shown. Changes no page.
 */

import { queryWith, said } from "./address.js";
import { classesOf } from "./elements.js";

/**
 * A link gets the versions when it is about to be followed, or copied: to give them to all
 * links at each choice would take longer than to show the choice.
 */
export function carryVersions() {
  const { href } = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const folder = href.replace(/[^/]*$/, "");
  for (const event of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(event, ({ target }) => prepare(target.closest?.("a[href]"), folder), true);
  }
}

function prepare(link, folder) {
  if (!link?.href.startsWith(folder) || link.getAttribute("href").startsWith("#")) return;
  const url = new URL(link.href);
  // A history page leads to operations as of the version that it tells of.
  const telling = link.closest('[class*="mr-version-"]');
  const [, major, minor] = /mr-version-(\d+)-(\d+)/.exec(telling ? classesOf(telling) : "") ?? [];
  const values = major ? { mv: `${major}.${minor}` } : { mv: said("mv"), compare: said("compare") };
  // Within the page nothing is to be loaded again.
  const isHere = !major && url.pathname === location.pathname;
  url.search = isHere ? location.search : queryWith(values, url.search);
  if (url.href !== link.href) link.href = url.href;
}
