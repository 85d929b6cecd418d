/** The parts of the page that do something, see `index.html`. */
export type Elements = ReturnType<typeof elements>;

export function elements() {
  return {
    revisar: find("revisar", HTMLButtonElement),
    resaltar: find("resaltar", HTMLButtonElement),
    quitar: find("quitar", HTMLButtonElement),
    abrir: find("abrir", HTMLButtonElement),
    descargar: find("descargar", HTMLButtonElement),
    ocultas: find("ocultas", HTMLButtonElement),
    elegir: find("elegir", HTMLInputElement),
    archivo: find("archivo", HTMLElement),
    lugar: find("lugar", HTMLOutputElement),
    contenido: find("contenido", HTMLOutputElement),
    hoja: find("hoja", HTMLElement),
    capa: find("capa", HTMLElement),
    pista: find("pista", HTMLElement),
    pestanas: find("pestanas", HTMLElement),
    estado: find("estado", HTMLElement),
    divisor: find("divisor", HTMLElement),
    panel: find("panel", HTMLElement),
    marcoPanel: find("marco-panel", HTMLIFrameElement),
    soltar: find("soltar", HTMLElement),
    noDibujado: find("no-dibujado", HTMLElement),
    dejar: find("dejar", HTMLDialogElement),
    dejarTexto: find("dejar-texto", HTMLElement),
    dejarSi: find("dejar-si", HTMLButtonElement),
    dejarNo: find("dejar-no", HTMLButtonElement),
  };
}

function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
}
