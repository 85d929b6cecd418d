import type { Elements } from "./elements.ts";

/** Asks whether the edits of a workbook may be lost; Escape is no. While it asks, a second question is answered with no. */
export function askToLeave({ dejar, dejarTexto, dejarSi, dejarNo }: Elements, name: string): Promise<boolean> {
  if (dejar.open) return Promise.resolve(false);
  dejarTexto.textContent = `En «${name}» hay celdas que cambió y no ha descargado. Si abre otro libro, esos cambios se pierden.`;
  const ended = new AbortController();
  const { signal } = ended;
  return new Promise((resolve) => {
    const answer = (leave: boolean): void => {
      ended.abort();
      dejar.close();
      resolve(leave);
    };
    dejarSi.addEventListener("click", () => answer(true), { signal });
    dejarNo.addEventListener("click", () => answer(false), { signal });
    dejar.addEventListener("cancel", () => answer(false), { signal });
    dejar.showModal();
    dejarNo.focus();
  });
}
