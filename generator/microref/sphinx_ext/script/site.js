/*
 * What holds for all pages of the site: its versions with their names, how to call the API.
 */

import { version } from "./versions.js";

/** The data that Sphinx has put into the page. */
export function readSite() {
  const data = JSON.parse(document.getElementById("microref-site")?.textContent ?? "{}");
  const { versions = [], releases = {}, endpoint, header } = data;
  const label = (text) => [text, releases[text]].filter(Boolean).join(" - ");
  return {
    endpoint,
    header,
    /** All versions, ascending, as numbers. */
    versions: versions.map(version),
    /** What a reader chooses from: texts and labels. */
    options: versions.map((text) => [text, label(text)]),
    label,
  };
}
