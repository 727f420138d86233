/*
 * Copies samples, and each operation as a curl command. Chooses no version.
 */

import { make, makeButton, textOf } from "./elements.js";
import { textOfSamples } from "./samples.js";
import { dotted } from "./versions.js";

/** Gives each sample of an operation a button that copies it. */
export function prepareCopies({ detail }) {
  for (const block of detail.querySelectorAll('[class*="highlight-"] > .highlight')) {
    addCopy(block, "the example", () => block.querySelector("pre").textContent);
  }
}

/* A page that came without TLS has no clipboard. */
function addCopy(box, what, text) {
  if (!navigator.clipboard) return;
  const button = makeButton("mr-copy", "Copy", async () => {
    await navigator.clipboard.writeText(text().trimEnd());
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  button.ariaLabel = `Copy ${what}`;
  box.classList.add("mr-copyable");
  box.prepend(button);
}

/** Puts the curl command of an operation into its details, to be read when somebody opens it. */
export function prepareCurl({ detail }, command) {
  const text = make("pre", { tabindex: 0 });
  const box = make("div", { class: "highlight" }, text);
  const shown = make("details", { class: "mr-curl" }, make("summary", {}, "curl"), box);
  addCopy(box, "the command", command);
  shown.addEventListener("toggle", () => (text.textContent = command()));
  detail.append(shown);
}

/** Writes anew what commands are in sight. */
export function rewriteCommands() {
  for (const shown of document.querySelectorAll(".mr-curl[open]")) {
    shown.dispatchEvent(new Event("toggle"));
  }
}

/**
 * The command for a version, with the body of the first scenario of requests that is JSON. A
 * shell fills in the parameters of the path from variables of their names.
 */
export function curl({ head }, { endpoint, header }, version, scenarios) {
  const method = textOf(head.querySelector(".badge"));
  const path = textOf(head.querySelector(".endpoint-url")).replace(/["`$\\]/g, "\\$&");
  const url = (endpoint ?? "$ENDPOINT").replace(/\/$/, "") + path.replace(
    /\{([^{}]*)\}/g,
    (_, name) => `\${${name.replace(/\W/g, "_")}}`,
  );
  const words = [`curl -X ${method} "${url}"`];
  const add = (option, text) => words.push(`${option} '${text.replaceAll("'", "'\\''")}'`);
  if (header && version) add("-H", `${header[0]}: ${header[1].replace("{version}", dotted(version))}`);
  const bodies = scenarios.filter(({ isRequest }) => isRequest);
  const texts = bodies.map((one) => textOfSamples((version ? one.at(version) : one.samples).slice(-1)));
  const body = texts.find(isJson);
  if (body) {
    // A list of changes to a document has a type of its own (RFC 6902).
    const isPatch = method === "PATCH" && body.startsWith("[");
    add("-H", `Content-Type: application/${isPatch ? "json-patch+json" : "json"}`);
    add("-d", body);
  }
  return words.join(" \\\n  ");
}

function isJson(text) {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
