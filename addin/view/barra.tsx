import type { JSX } from "preact";
import type { Semaforo } from "../../shared/semaforo.ts";

interface BarraProps {
  /** The avance, 1 for all of it; what is beyond fills the bar. */
  readonly ratio: number;
  readonly semaforo: Semaforo;
}

/** An avance as a bar in the colour of its band; the figure stands beside it. */
export function Barra({ ratio, semaforo }: BarraProps): JSX.Element {
  return (
    <svg class="barra" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="barra-fondo" width="100" height="4" rx="2" />
      <rect class={`trazo-${semaforo}`} width={Math.min(100, Math.max(0, ratio * 100))} height="4" rx="2" />
    </svg>
  );
}
