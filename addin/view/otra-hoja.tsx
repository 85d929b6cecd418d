import type { JSX } from "preact";
import { hojaSentences } from "../explain-hoja.ts";
import type { RevisadaProps } from "./props.ts";

/** What there is to do on a sheet that is none of indicadores. */
export function OtraHoja({ actions, revisada, state }: RevisadaProps): JSX.Element {
  const { grid } = revisada.leida;
  const isEmpty = grid.rows.length === 0;
  return (
    <section class="tarjeta">
      <h2>{isEmpty ? hojaSentences.vacia : hojaSentences.otra}</h2>
      <p>
        {isEmpty
          ? `«${grid.sheet}» no tiene datos.`
          : `En «${grid.sheet}» no hay una fila de encabezados con «Código» e «Indicador».`}
      </p>
      {revisada.otras.map(({ id, name }) => (
        <button type="button" key={id} disabled={state.ocupado !== null} onClick={() => void actions.irAHoja(id)}>
          Ir a la hoja «{name}»
        </button>
      ))}
      <button type="button" class={revisada.otras.length === 0 ? "principal" : ""} onClick={() => actions.tab("hoja")}>
        Insertar la plantilla oficial…
      </button>
      <p class="suave">
        Si la hoja es de indicadores con otros encabezados, cargue en la pestaña Hoja un plan.json que los describa.
      </p>
    </section>
  );
}
