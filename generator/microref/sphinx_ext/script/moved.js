/*
 * Pages that were one once: leads on from a link to what stands on another page now.
 */

import { decoded, idsToOpen, queryWith } from "./address.js";

/**
 * A link into a reference that was one page leads to its first page: go on from there.
 * A link from elsewhere means the page of old; one on this page what is there now.
 * True when the browser leaves this page.
 */
export function goWhereItMoved(atFirst = false) {
  const list = document.getElementById("microref-moved");
  if (!list) return false;
  const { pages, anchors } = JSON.parse(list.textContent);
  const isListed = (name) => name !== "" && Object.hasOwn(anchors, name);
  const moved = (name) => {
    // The details of an operation are listed with it; but a title may end so as well.
    const id = isListed(name) ? name : name.replace(/-detail$/, "");
    if (!isListed(id) || (!atFirst && document.getElementById(id))) return null;
    const [page, now] = [anchors[id], id].flat();
    return { page: pages[page], id: now + name.slice(id.length) };
  };
  const opened = idsToOpen().map(moved).filter(Boolean);
  const place = moved(decoded(location.hash.slice(1))) ?? opened[0];
  if (!place) return false;
  const url = new URL(place.page, location.href);
  url.search = queryWith({
    expanded: opened.filter(({ page }) => page === place.page).map(({ id }) => id),
  });
  url.hash = place.id;
  const isHere = url.href.split("#")[0] === location.href.split("#")[0];
  location.replace(url);
  return !isHere;
}
