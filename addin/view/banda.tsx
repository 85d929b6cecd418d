import type { JSX } from "preact";
import { semaforoText, type Semaforo } from "../../shared/semaforo.ts";

/** A band's name with its mark, on its colour. */
export function Banda({ semaforo }: { readonly semaforo: Semaforo }): JSX.Element {
  return <span class={`banda banda-${semaforo}`}>{semaforoText(semaforo)}</span>;
}
