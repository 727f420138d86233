/*
 * What holds for all pages of the site: its versions with their names, how to call the API.
 */

import { version } from "./versions.js";

/** The data that Sphinx has put into the page. */
export function readSite() {
  const data = JSON.parse(document.getElementById("microref-site")?.textContent ?? "{}");
  const { versions = [], releases = {}, endpoint, header } = data;
  return {
    endpoint,
    header,
    /** All versions, ascending, as numbers. */
    versions: versions.map(version),
    /** What a reader chooses from: by its text the label of a version. */
    labels: new Map(
      versions.map((text) => [text, releases[text] ? `${text} - ${releases[text]}` : text]),
    ),
  };
}
