import type { JSX } from "preact";
import { readLecturas } from "../../shared/avance.ts";
import { modos } from "../../shared/acumulacion.ts";
import { a1 } from "../../shared/address.ts";
import type { Fila } from "../../shared/evaluate.ts";
import { showFigure } from "../../shared/explain.ts";
import { columnaKey } from "../../shared/layout/columnas.ts";
import { formatNumero } from "../../shared/number.ts";
import { formatAvance, semaforoOf, semaforoText } from "../../shared/semaforo.ts";
import { razonesFila } from "../../shared/evaluate.ts";
import type { RevisadaProps } from "./props.ts";

/** «¿Nivel o flujo?»: both readings of a row, and a button for each. */
export function Ambiguas({ revisada, state, actions }: RevisadaProps): JSX.Element {
  const { ambiguas } = revisada;
  return (
    <section class="tarjeta" aria-labelledby="titulo-ambiguas">
      <h2 id="titulo-ambiguas">
        ¿Nivel o flujo? <span class="contador">{formatNumero(ambiguas.length)}</span>
      </h2>
      <p class="suave">
        La ejecución puede ser lo alcanzado hasta hoy con la línea base (nivel) o solo lo logrado en la vigencia
        (flujo). No se adivina: elija.
      </p>
      <ul class="lista">
        {ambiguas.slice(0, state.ambiguas).map((fila) => (
          <Ambigua key={fila.indicador.row} fila={fila} revisada={revisada} state={state} actions={actions} />
        ))}
      </ul>
      {ambiguas.length > state.ambiguas ? (
        <button type="button" class="ancho" onClick={() => actions.mostrarMasAmbiguas()}>
          Mostrar más (faltan {formatNumero(ambiguas.length - state.ambiguas)})
        </button>
      ) : null}
    </section>
  );
}

function Ambigua({ fila, revisada, state, actions }: RevisadaProps & { readonly fila: Fila }): JSX.Element {
  const { plan } = revisada.enUso;
  const { reporte } = revisada.revision;
  const vigencia = reporte?.vigencia ?? 0;
  const column = reporte?.layout.columns.get(columnaKey("ejecucion", vigencia)) ?? 0;
  const { indicador } = fila;
  const cell = a1(indicador.row, column);
  return (
    <li class="ambigua">
      <button type="button" class="enlace" onClick={() => void actions.irA(cell)}>
        {indicador.codigo}
      </button>{" "}
      {indicador.nombre}
      <p class="suave">
        Reporta {showFigure(fila.reportado, indicador)}; la meta de {vigencia} es {showFigure(fila.meta, indicador)}.
      </p>
      <div class="lecturas">
        {readLecturas(indicador, plan.vigencias.indexOf(vigencia), plan).map(({ modo, nivel, medicion }) => {
          const semaforo = semaforoOf(medicion.avance, plan);
          return (
            <button
              type="button"
              key={modo}
              disabled={state.ocupado !== null}
              onClick={() => void actions.elegirModo(fila, modo)}
            >
              <strong>{modos[modo].nombre}</strong>
              <span>
                {medicion.avance === null ? razonesFila[medicion.reason] : formatAvance(medicion.avance, plan)}
              </span>
              <span class={`banda banda-${semaforo}`}>{semaforoText(semaforo)}</span>
              <span class="suave">llega a {showFigure(nivel, indicador)}</span>
            </button>
          );
        })}
      </div>
    </li>
  );
}
