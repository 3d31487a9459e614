// The SPARQL editor: yasqe over the form's text field, completion from the vocabulary in use, answers as a table.
"use strict";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const note = document.getElementById("status");
const answer = document.getElementById("answer");
const failure = document.getElementById("failure");
const result = document.getElementById("result");
const SHOWN = 1000; // rows that a page can carry
let prefixes = {};
let editor = null;
let last = { text: "", isTable: false, query: "" };

const text = () => (editor ? editor.getValue() : field.value);

function shortened(iri) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri;
}

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  if (content !== undefined) made.textContent = content;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function cell(term) {
  const made = element("td", undefined, { dir: "auto" });
  if (!term) return made;
  if (term.type === "uri") {
    made.append(element("a", shortened(term.value), { href: `/resource?iri=${encodeURIComponent(term.value)}` }));
  } else {
    made.textContent = term.value;
  }
  return made;
}

function table(found) {
  if ("boolean" in found) return element("p", found.boolean ? "Yes." : "No.");
  const made = element("table");
  const head = made.createTHead().insertRow();
  for (const name of found.head.vars) head.append(element("th", name, { scope: "col" }));
  const body = made.createTBody();
  for (const row of found.results.bindings.slice(0, SHOWN)) {
    const line = body.insertRow();
    for (const name of found.head.vars) line.append(cell(row[name]));
  }
  return made;
}

function fail(reason) {
  failure.textContent = reason;
  failure.hidden = false;
}

async function ask(accept) {
  const body = new URLSearchParams({ query: text() });
  const got = await fetch("/query", { method: "POST", body, headers: { Accept: accept } });
  const found = await got.text();
  if (!got.ok) throw new Error(found.trim() || `The server answered ${got.status}.`);
  return { found, type: got.headers.get("Content-Type") ?? "" };
}

async function run() {
  const begun = performance.now();
  const query = text();
  note.textContent = "Asking …";
  failure.hidden = true;
  result.replaceChildren();
  answer.hidden = false;
  document.getElementById("csv").hidden = document.getElementById("copy-answer").hidden = true;
  try {
    const { found, type } = await ask("application/sparql-results+json, text/turtle;q=0.9");
    const isTable = type.includes("json");
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    if (isTable) {
      const parsed = JSON.parse(found);
      const rows = parsed.results?.bindings.length ?? 1;
      result.append(table(parsed));
      note.textContent = `${rows} row${rows === 1 ? "" : "s"} in ${seconds} s${rows > SHOWN ? `; the first ${SHOWN} are shown` : ""}.`;
      document.getElementById("csv").hidden = !parsed.results;
    } else {
      result.append(element("pre", found));
      note.textContent = `In ${seconds} s.`;
    }
    document.getElementById("copy-answer").hidden = false;
    last = { text: found, isTable, query };
  } catch (error) {
    note.textContent = "";
    fail(error.message);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});

document.getElementById("copy-answer").addEventListener("click", async () => {
  try {
    await copy(last.isTable ? (await ask("text/csv")).found : last.text, note);
  } catch (error) {
    fail(error.message);
  }
});

document.getElementById("csv").addEventListener("click", async () => {
  try {
    const blob = new Blob([(await ask("text/csv")).found], { type: "text/csv" });
    const link = element("a", undefined, { href: URL.createObjectURL(blob), download: "answer.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    fail(error.message);
  }
});

// yasqe's own completions ask servers elsewhere; these are forks of them that know the store's vocabulary.
function complete(name, terms) {
  window.Yasqe.forkAutocompleter(name, {
    name: `used-${name}`,
    persistenceId: null,
    bulk: false,
    get: (_, token) => {
      const begun = token?.autocompletionString ?? "";
      return terms.filter((iri) => iri.startsWith(begun) || shortened(iri).startsWith(begun));
    },
  }, false);
}

async function start() {
  const known = await (await fetch("/vocabulary.json")).json();
  prefixes = known.prefixes;
  if (!window.Yasqe) return;
  complete("property", known.properties);
  complete("class", known.classes);
  const place = document.getElementById("editor");
  const value = field.value;
  field.hidden = true;
  editor = new window.Yasqe(place, {
    value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    autocompleters: ["used-property", "used-class", "variables"],
    screenReaderLabel: "SPARQL",
    collapsePrefixesOnLoad: false,
    lineWrapping: true,
    extraKeys: {
      "Ctrl-Space": (one) => one.autocomplete(),
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      Tab: false, // leaves the editor, as it does everywhere else on the page
      "Shift-Tab": false,
    },
  });
  window.explorerEditor = editor;
}

start().catch((error) => { note.textContent = `The editor's help could not be loaded: ${error.message}`; });
