/*
 * What holds for all pages of the site: its versions with their names, how to call the API.
 */

import { version } from "./versions.js";

/** The data that Sphinx has put into the page; those of an API without versions without it. */
export function readSite() {
  const data = document.getElementById("microref-site");
  const { versions = [], releases = {}, endpoint = null, header = null } = data
    ? JSON.parse(data.textContent)
    : {};
  const label = (text) => (releases[text] ? `${text} - ${releases[text]}` : text);
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
