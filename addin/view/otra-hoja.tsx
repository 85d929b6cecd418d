import type { JSX } from "preact";
import { formatConteo } from "../../shared/number.ts";
import { hojaSentences } from "../explain-hoja.ts";
import type { RevisadaProps } from "./props.ts";

/** Sheets that are offered; the others are a click away in Excel itself. */
const mostHojas = 8;

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
      {revisada.otras.slice(0, mostHojas).map(({ id, name }) => (
        <button type="button" key={id} disabled={state.ocupado !== null} onClick={() => void actions.irAHoja(id)}>
          Ir a la hoja «{name}»
        </button>
      ))}
      {revisada.otras.length > mostHojas ? (
        <p class="suave">Y {formatConteo(revisada.otras.length - mostHojas, "hoja", "hojas")} más de indicadores.</p>
      ) : null}
      <button type="button" class={revisada.otras.length === 0 ? "principal" : ""} onClick={() => actions.tab("hoja")}>
        Insertar la plantilla oficial…
      </button>
      <p class="suave">
        Si la hoja es de indicadores con otros encabezados, cargue en la pestaña Hoja un plan.json que los describa.
      </p>
    </section>
  );
}
