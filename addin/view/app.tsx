import type { JSX } from "preact";
import { formatFecha } from "../../shared/corte.ts";
import { formatConteo, formatNumero } from "../../shared/number.ts";
import type { Tab } from "../state.ts";
import { AvisoBar } from "./aviso-bar.tsx";
import { OtraHoja } from "./otra-hoja.tsx";
import type { OtraPestana } from "./otra-pestana.tsx";
import type { PaneProps } from "./props.ts";
import { RevisarPanel } from "./revisar-panel.tsx";
import { countOf, tabs } from "./tabs.ts";

/** The code of the tabs other than the first: on its way, there, or lost with the network. */
export type OtrasPestanas = typeof OtraPestana | "vienen" | "perdidas";

interface AppProps extends PaneProps {
  readonly otras: OtrasPestanas;
}

/** The whole pane, from its state alone. */
export function App({ state, actions, otras }: AppProps): JSX.Element {
  return (
    <div class="pane" aria-busy={state.ocupado !== null}>
      <Encabezado state={state} actions={actions} />
      <main>
        <div class="fijo">
          <Pestanas state={state} actions={actions} />
          <AvisoBar state={state} actions={actions} />
        </div>
        <div
          id="panel"
          role="tabpanel"
          aria-labelledby={`tab-${state.tab}`}
          // The one part with nothing to press is scrolled by keys when it has the focus.
          tabIndex={state.tab === "resumen" ? 0 : -1}
          class="panel"
        >
          <Panel state={state} actions={actions} otras={otras} />
        </div>
      </main>
    </div>
  );
}

function Encabezado({ state, actions }: PaneProps): JSX.Element {
  const reporte = state.revisada?.revision.reporte ?? null;
  // A plan that has no such secretaría leaves what the sheet says of itself; a finding tells of it.
  const secretaria = reporte?.secretaria?.nombre ?? reporte?.titulo.texts.secretaria;
  const vigencia = reporte?.vigencia ?? null;
  const corte = reporte?.corte ?? null;
  return (
    <header class="encabezado">
      <div class="encabezado-textos">
        <h1>{secretaria ?? state.revisada?.leida.grid.sheet ?? "Metas al Día"}</h1>
        <p class="suave">
          {state.ocupado ??
            [
              vigencia === null ? null : `Vigencia ${vigencia}`,
              corte === null ? null : `corte ${formatFecha(corte)}`,
              reporte === null ? null : formatConteo(reporte.indicadores.length, "indicador", "indicadores"),
            ]
              .filter((part) => part !== null)
              .join(" · ")}
        </p>
      </div>
      <button
        type="button"
        class="principal"
        disabled={state.ocupado !== null}
        onClick={() => void actions.revisar()}
        title="Leer la hoja de nuevo y revisarla"
      >
        Revisar
      </button>
    </header>
  );
}

function Pestanas({ state, actions }: PaneProps): JSX.Element {
  return (
    <div role="tablist" aria-label="Partes del panel" class="pestanas" data-roving>
      {tabs.map(({ tab, nombre }) => (
        <button
          type="button"
          key={tab}
          id={`tab-${tab}`}
          role="tab"
          data-rove
          aria-selected={state.tab === tab}
          aria-controls="panel"
          onClick={() => actions.tab(tab)}
        >
          {nombre}
          <Contador tab={tab} state={state} />
        </button>
      ))}
    </div>
  );
}

function Contador({ tab, state }: { readonly tab: Tab; readonly state: PaneProps["state"] }): JSX.Element | null {
  const count = countOf(tab, state);
  return count === null ? null : <span class="contador">{formatNumero(count)}</span>;
}

function Panel({ state, actions, otras }: AppProps): JSX.Element {
  const { revisada, tab } = state;
  if (tab !== "hoja") {
    if (revisada === null)
      return <p class="vacio">{state.ocupado ?? "Abra la hoja de indicadores y pulse Revisar."}</p>;
    if (revisada.revision.reporte === null) return <OtraHoja state={state} actions={actions} revisada={revisada} />;
    if (tab === "revisar") return <RevisarPanel state={state} actions={actions} revisada={revisada} />;
  }
  switch (otras) {
    case "vienen":
      return <p class="vacio">Abriendo…</p>;
    case "perdidas":
      return (
        <p class="vacio" role="alert">
          Esta parte del panel no llegó. Revise la conexión y elija de nuevo la pestaña.
        </p>
      );
    default: {
      const Otra = otras;
      return <Otra state={state} actions={actions} />;
    }
  }
}
