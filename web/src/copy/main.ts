import { check, type CitedPlace, readableFile, whyNoCheck } from "../model/yourcopy.ts";

/** The check of a reader's own copy on a document's page, which is HTML from the server: all that script adds to it. */
for (const section of document.querySelectorAll<HTMLElement>("[data-places]")) attach(section);

function attach(section: HTMLElement) {
  const places = JSON.parse(section.dataset.places ?? "[]") as CitedPlace[];
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.textContent = whyNoCheck();
  if (said.textContent) {
    section.append(said);
    return;
  }
  const label = document.createElement("label");
  label.textContent = "Paste the text of your copy, or drop or choose its file. It is read in this page and sent nowhere.";
  const text = document.createElement("textarea");
  text.rows = 3;
  label.append(text);
  const file = document.createElement("input");
  file.type = "file";
  file.accept = ".txt,text/plain,.csv,.json";
  file.setAttribute("aria-label", "The file of your copy");
  const read = async (words: string) => {
    said.textContent = words ? (await check(words, places)).words : "";
  };
  const open = async (chosen: File | undefined) => {
    if (!chosen) return;
    const words = await readableFile(chosen);
    if (words === null) said.textContent = `${chosen.name} is not a text of UTF-8: save the document as plain text first.`;
    else await read(words);
  };
  text.addEventListener("input", () => void read(text.value));
  file.addEventListener("change", () => void open(file.files?.[0]));
  section.addEventListener("dragover", (event) => event.preventDefault());
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    void open(event.dataTransfer?.files[0]);
  });
  section.append(label, file, said);
}
