import type { JSX } from "preact";
import type { Finding, Severity } from "../../shared/finding.ts";
import { formatConteo, formatNumero } from "../../shared/number.ts";
import { hallazgoInfo } from "../../shared/rules/catalog.ts";
import { foldText } from "../../shared/text.ts";
import type { State } from "../state.ts";
import type { RevisadaProps } from "./props.ts";
import { countTodos } from "./tabs.ts";

/** Severities as headings, with the mark that stands for them beside the colour. */
const severidades: Readonly<Record<Severity, { readonly varios: string; readonly marca: string }>> = {
  error: { varios: "Errores", marca: "✕" },
  warning: { varios: "Advertencias", marca: "⚠" },
  info: { varios: "Información", marca: "ℹ" },
};
const orden = ["error", "warning", "info"] as const;

/** The findings of the sheet under their severity, filtered; a click goes to the cell. */
export function Hallazgos(props: RevisadaProps): JSX.Element {
  const { revisada, state, actions } = props;
  const found = filterFindings(revisada.revision.findings, state);
  const shown = found.slice(0, state.cuantos);
  return (
    <section aria-labelledby="titulo-hallazgos">
      <h2 id="titulo-hallazgos" class="solo-lectores">
        Hallazgos
      </h2>
      <Filtros {...props} />
      {found.length === 0 ? <Nada {...props} /> : null}
      <div data-roving>
        {orden.map((severity) => {
          const inGroup = shown.filter((finding) => finding.severity === severity);
          return inGroup.length === 0 ? null : (
            <section key={severity} aria-labelledby={`grupo-${severity}`}>
              <h3 id={`grupo-${severity}`} class={`grupo grupo-${severity}`}>
                <span aria-hidden="true">{severidades[severity].marca}</span> {severidades[severity].varios}
              </h3>
              <ul class="lista hallazgos">
                {inGroup.map((finding) => (
                  <Hallazgo key={keyOf(finding)} finding={finding} onGo={(cell) => void actions.irA(cell)} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {found.length > shown.length ? (
        <button type="button" class="ancho" onClick={() => actions.mostrarMas()}>
          Mostrar más (faltan {formatNumero(found.length - shown.length)})
        </button>
      ) : null}
    </section>
  );
}

interface HallazgoProps {
  readonly finding: Finding;
  readonly onGo: (cell: string) => void;
}

function Hallazgo({ finding, onGo }: HallazgoProps): JSX.Element {
  const { cell, code, indicador, message, reason, dispensa } = finding;
  const body = (
    <>
      <span class="hallazgo-titulo">
        <strong>{hallazgoInfo(code).titulo}</strong>
        <span class="lugar">{cell ?? "hoja"}</span>
      </span>
      {indicador === null ? null : <span class="suave">Indicador {indicador}</span>}
      <span>{message}</span>
      <span class="suave">
        {dispensa === undefined ? reason : `Dispensado por ${dispensa.por}: ${dispensa.motivo}`}
      </span>
    </>
  );
  return (
    <li class={dispensa === undefined ? "" : "dispensado"}>
      {cell === null ? (
        <div class="hallazgo" data-rove>
          {body}
        </div>
      ) : (
        <button type="button" class="hallazgo" data-rove onClick={() => onGo(cell)}>
          {body}
        </button>
      )}
    </li>
  );
}

function Filtros({ revisada, state, actions }: RevisadaProps): JSX.Element {
  const { errors, warnings, infos, waived } = revisada.conteo;
  const counts: Readonly<Record<Severity, number>> = { error: errors, warning: warnings, info: infos };
  const chosen = state.filtro.severity;
  return (
    <div class="filtros">
      <div role="radiogroup" aria-label="Gravedad" class="segmentos" data-roving>
        {[null, ...orden].map((severity) => (
          <button
            type="button"
            key={severity ?? "todos"}
            role="radio"
            data-rove
            aria-checked={chosen === severity}
            onClick={() => actions.filtrar({ severity })}
          >
            {severity === null ? "Todos" : severidades[severity].varios}
            <span class="contador">
              {formatNumero(severity === null ? countTodos(revisada.conteo) : counts[severity])}
            </span>
          </button>
        ))}
      </div>
      <input
        type="search"
        aria-label="Buscar en los hallazgos"
        placeholder="Buscar código, celda o palabra"
        value={state.filtro.texto}
        onInput={(event) => actions.filtrar({ texto: event.currentTarget.value })}
      />
      {waived === 0 ? null : (
        <p class="suave">Además, {formatConteo(waived, "dispensado", "dispensados")} por el plan.</p>
      )}
    </div>
  );
}

function Nada({ revisada, state }: RevisadaProps): JSX.Element {
  const isFiltered = state.filtro.severity !== null || state.filtro.texto.trim() !== "";
  return (
    <p class="vacio">
      {isFiltered && revisada.revision.findings.length > 0
        ? "Ningún hallazgo con ese filtro."
        : "No se encontró nada que corregir."}
    </p>
  );
}

function filterFindings(findings: readonly Finding[], { filtro }: State): Finding[] {
  const texto = foldText(filtro.texto);
  return findings.filter(
    ({ severity, cell, code, indicador, message }) =>
      (filtro.severity === null || filtro.severity === severity) &&
      (texto === "" ||
        foldText(`${cell ?? ""} ${indicador ?? ""} ${hallazgoInfo(code).titulo} ${message}`).includes(texto)),
  );
}

function keyOf({ code, cell, indicador, message }: Finding): string {
  return `${code} ${cell ?? ""} ${indicador ?? ""} ${message}`;
}
