import * as z from "zod";
import { askToLeave } from "./ask-to-leave.ts";
import { elements } from "./elements.ts";
import { BookWindow, describeError } from "./book-window.ts";
import { fetchLibro, readLibro, type LibroAbierto } from "./server-client.ts";
import { makeSplitter } from "./splitter.ts";

// The page runs no text as code, not even to see whether it might.
z.config({ jitless: true });

const parts = elements();
let open: BookWindow | null = null;

makeSplitter(parts.divisor, parts.panel);
parts.abrir.addEventListener("click", () => parts.elegir.click());
parts.elegir.addEventListener("change", () => {
  const [file] = parts.elegir.files ?? [];
  // The same file may be chosen again after it was changed.
  parts.elegir.value = "";
  if (file !== undefined) void show(() => readLibro(file));
});
acceptDrops();
void show(fetchLibro);

async function show(read: () => Promise<LibroAbierto>): Promise<void> {
  parts.estado.textContent = "Abriendo el libro…";
  try {
    const next = await read();
    parts.estado.textContent = "";
    if (open?.hasEdits() === true && !(await askToLeave(parts, open.name))) return;
    open?.close();
    open = new BookWindow(parts, next);
    // For whoever looks from the console, and for tests: the emulated Excel and the conversation with the pane.
    Object.assign(window, { metasVista: open });
  } catch (error) {
    parts.estado.textContent = describeError(error);
  }
}

function acceptDrops(): void {
  const frame = parts.marcoPanel;
  const hide = (): void => {
    parts.soltar.hidden = true;
    frame.style.pointerEvents = "";
  };
  window.addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    parts.soltar.hidden = false;
    frame.style.pointerEvents = "none";
  });
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) hide();
  });
  window.addEventListener("drop", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    hide();
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) void show(() => readLibro(file));
  });
}

function hasFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
