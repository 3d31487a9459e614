// What a page does beyond its links and forms, all of which work without this file.
"use strict";

// Copies text; where the browser does not let a page write to the clipboard, shows it, selected, to be copied by hand.
async function copy(text, note) {
  try {
    await navigator.clipboard.writeText(text);
    note.textContent = "Copied.";
  } catch {
    const box = document.createElement("dialog");
    const area = document.createElement("textarea");
    const close = document.createElement("button");
    area.value = text;
    area.rows = 16;
    area.readOnly = true;
    area.setAttribute("aria-label", "Text to copy");
    close.textContent = "Close";
    close.addEventListener("click", () => box.remove());
    box.addEventListener("close", () => box.remove());
    box.append(area, close);
    document.body.append(box);
    box.showModal();
    area.select();
    note.textContent = "";
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const note = button.parentElement.querySelector("[role=status]");
  button.addEventListener("click", async () => {
    note.textContent = "Fetching …";
    try {
      const answer = await fetch(button.dataset.copy, { headers: { Accept: "text/turtle" } });
      if (!answer.ok) throw new Error(await answer.text());
      await copy(await answer.text(), note);
    } catch (error) {
      note.textContent = `It could not be fetched: ${error.message}`;
    }
  });
}

// An article: choosing words shows who said them, choosing a number highlights the words.
const marks = [...document.querySelectorAll("mark[data-of]")];
const numbersOf = (mark) => mark.dataset.of.split(" ");

function choose(number) {
  for (const mark of marks) mark.classList.toggle("chosen", numbersOf(mark).includes(number));
  for (const card of document.querySelectorAll(".said")) card.classList.toggle("chosen", card.dataset.number === number);
}

for (const mark of marks) {
  const numbers = numbersOf(mark);
  const innermost = numbers[numbers.length - 1];
  const card = document.querySelector(`.said[data-number="${innermost}"]`);
  const who = card?.querySelector(".who")?.textContent ?? "";
  const when = card?.querySelector("time")?.textContent ?? "";
  mark.title = [who, when].filter(Boolean).join(", ");
  mark.addEventListener("click", () => {
    if (getSelection().toString()) return; // somebody who selects words to copy them chooses nothing
    choose(innermost);
    card?.scrollIntoView({ block: "nearest" });
  });
}

function chooseTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches(".said")) choose(target.dataset.number);
  if (target?.id.startsWith("n-")) choose(target.id.slice(2));
}

if (marks.length) {
  addEventListener("hashchange", chooseTarget);
  chooseTarget();
  if (location.hash.startsWith("#s-")) document.querySelector("mark.chosen")?.scrollIntoView({ block: "center" });
}
