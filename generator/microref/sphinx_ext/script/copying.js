/*
 * Copies samples, and each operation as a curl command. Chooses no version.
 */

import { make, makeButton } from "./elements.js";
import { textOfSample } from "./samples.js";
import { dotted } from "./versions.js";

/** Gives each sample of an operation a button that copies it. */
export function prepareCopies({ detail }) {
  for (const block of detail.querySelectorAll("div.highlight")) {
    const text = () => block.querySelector("pre")?.textContent.trimEnd() ?? "";
    const button = copyButton("Copy", text);
    button.setAttribute("aria-label", "Copy the example");
    block.classList.add("mr-copyable");
    block.prepend(button);
  }
}

/** A button that copies a text, and says so for a moment. */
export function copyButton(label, text) {
  const button = makeButton("mr-copy", label, async () => {
    const isDone = await copy(text());
    button.textContent = isDone ? "Copied" : "Not allowed";
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page that came without TLS has no clipboard, but may copy what is selected.
    const field = make("textarea", { class: "mr-hidden-field", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    return isDone;
  }
}

/** Puts the curl command of an operation into its details, for a version that is asked at need. */
export function prepareCurl(operation, site, currentVersion, scenarios) {
  const command = () => curl(operation, site, currentVersion(), scenarios());
  const text = make("pre", { class: "mr-command", tabindex: "0" });
  const box = make("details", { class: "mr-curl" }, make("summary", {}, "curl"), text);
  box.append(copyButton("Copy", command));
  const write = () => (text.textContent = command());
  box.addEventListener("toggle", write);
  operation.detail.append(box);
  return write;
}

/**
 * The command: a shell fills in the parameters of the path from variables of their names.
 * Without a chosen version it asks for the newest.
 */
function curl(operation, site, chosen, scenarios) {
  const method = operation.head.querySelector(".badge").textContent.trim();
  const path = operation.head.querySelector(".endpoint-url").textContent.trim();
  const version = chosen ?? site.versions.at(-1) ?? null;
  const base = (site.endpoint ?? "$ENDPOINT").replace(/\/$/, "");
  const url = (base + path).replace(/["`\\]/g, "\\$&");
  const words = [`curl -X ${method} "${url.replace(/\{([^{}]*)\}/g, (_, name) => variable(name))}"`];
  if (site.header && version !== null) {
    const [name, value] = site.header;
    words.push(`-H ${quoted(`${name}: ${value.replace("{version}", dotted(version))}`)}`);
  }
  const body = bodyAt(version, scenarios);
  if (body !== null) {
    // A list of changes to a document has a type of its own (RFC 6902).
    const type = method === "PATCH" && body.startsWith("[") ? "json-patch+json" : "json";
    words.push(`-H ${quoted(`Content-Type: application/${type}`)}`, `-d ${quoted(body)}`);
  }
  return words.join(" \\\n  ");
}

function variable(name) {
  return `\${${name.replace(/\W/g, "_")}}`;
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/* Of the first scenario of requests that holds at the version, and shows JSON. */
function bodyAt(version, scenarios) {
  for (const scenario of scenarios.filter(({ isRequest }) => isRequest)) {
    const [sample] = version === null ? scenario.samples.slice(-1) : scenario.at(version);
    const text = sample ? textOfSample(sample) : "";
    if (isJson(text)) return text;
  }
  return null;
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
