import { openOffice } from "./excel/office.ts";
import { listenToRibbon } from "./excel/ribbon.ts";
import { mount, type Pane } from "./mount.tsx";

const root = document.getElementById("raiz");
if (root === null) throw new Error("the page has no element «raiz»");
void open(root);

async function open(element: HTMLElement): Promise<void> {
  const entorno = await openOffice();
  switch (entorno.kind) {
    case "excel":
      if (entorno.isDark !== null) document.documentElement.dataset["tema"] = entorno.isDark ? "oscuro" : "claro";
      connectRibbon(mount(element, entorno.door));
      return;
    case "antiguo":
      element.textContent =
        `Este Excel es anterior a lo que el panel necesita (ExcelApi ${entorno.version}). ` +
        "Use Excel 2021, Microsoft 365 o Excel en la web.";
      return;
    case "fuera":
      element.textContent = "Este panel se abre dentro de Excel: ficha Datos › Metas al Día.";
  }
}

function connectRibbon({ actions }: Pane): void {
  listenToRibbon({
    revisar: () => {
      actions.tab("revisar");
      return actions.revisar();
    },
    resaltar: () => actions.resaltar(),
    quitarResaltado: () => actions.quitarResaltado(),
  });
}
