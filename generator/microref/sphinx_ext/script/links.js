/*
 * Links to other pages of the site carry on which versions are shown. Changes no page.
 */

import { queryWith, said } from "./address.js";

const CARRIED = ["mv", "compare"];

/**
 * A link gets the versions when it is about to be followed, or copied: to give them to all
 * links at each choice would take longer than to show the choice.
 */
export function carryVersions() {
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  for (const event of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(event, (happened) => prepare(happened.target, root), true);
  }
}

function prepare(element, root) {
  const link = element.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  const url = new URL(link.href, location.href);
  const folder = (address) => address.href.slice(0, address.href.lastIndexOf("/") + 1);
  if (url.protocol !== location.protocol || url.host !== location.host) return;
  if (!url.pathname.startsWith(new URL(folder(root)).pathname)) return;
  // A history page leads to operations as of the version that it tells of.
  const version = /(?:^|\s)mr-version-(\d+)-(\d+)/.exec(
    link.closest('[class*="mr-version-"]')?.getAttribute("class") ?? "",
  );
  const values = version
    ? { mv: `${version[1]}.${version[2]}` }
    : Object.fromEntries(CARRIED.map((name) => [name, said(name)]));
  // Within the page nothing is to be loaded again.
  const isHere = !version && url.pathname === location.pathname;
  url.search = isHere ? location.search : queryWith(values, url.search);
  if (url.href !== link.href) link.href = url.href;
}
