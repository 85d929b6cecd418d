import { openOffice } from "./excel/office.ts";
import { listenToRibbon } from "./excel/ribbon.ts";
import { aperturaSentences } from "./explain-apertura.ts";
import { explainError } from "./explain-error.ts";
import { mount, type Pane } from "./mount.tsx";

/** Milliseconds without an answer after which the pane says so; it goes on waiting all the same. */
const patience = 15_000;

// This code waits for nothing, neither for office.js nor for the rest of the page: it has to tell when they do not come.
if (document.readyState === "loading") document.addEventListener("readystatechange", () => void open(), { once: true });
else void open();

async function open(): Promise<void> {
  const root = document.getElementById("raiz");
  if (root === null) throw new Error("the page has no element «raiz»");
  const timer = setTimeout(() => say(root, aperturaSentences["sin-respuesta"]), patience);
  try {
    const entorno = await openOffice();
    if (entorno.kind !== "excel") return say(root, aperturaSentences[entorno.kind]);
    if (entorno.isDark !== null) document.documentElement.dataset["tema"] = entorno.isDark ? "oscuro" : "claro";
    connectRibbon(mount(root, entorno.door));
  } catch (error) {
    say(root, explainError(error));
  } finally {
    clearTimeout(timer);
  }
}

function say(root: HTMLElement, text: string): void {
  const line = document.createElement("p");
  line.className = "vacio";
  line.setAttribute("role", "alert");
  line.textContent = text;
  root.replaceChildren(line);
}

function connectRibbon({ actions, store }: Pane): void {
  // What went well shows in the sheet; anything else has to be read.
  const run = async (action: Promise<void>): Promise<boolean> => {
    await action;
    return (store.state.aviso?.tono ?? "exito") !== "exito";
  };
  listenToRibbon({
    revisar: () => {
      actions.tab("revisar");
      return run(actions.revisar());
    },
    resaltar: () => run(actions.resaltar()),
    quitarResaltado: () => run(actions.quitarResaltado()),
  });
}
