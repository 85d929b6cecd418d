import type { JSX } from "preact";
import { formatFecha } from "../../shared/corte.ts";
import { formatConteo, formatNumero } from "../../shared/number.ts";
import type { Tab } from "../state.ts";
import { AvisoBar } from "./aviso-bar.tsx";
import { HojaPanel } from "./hoja-panel.tsx";
import { OtraHoja } from "./otra-hoja.tsx";
import type { PaneProps } from "./props.ts";
import { RevisarPanel } from "./revisar-panel.tsx";
import { RezagadasPanel } from "./rezagadas-panel.tsx";
import { ResumenPanel } from "./resumen-panel.tsx";
import { countOf, tabs } from "./tabs.ts";

/** The whole pane, from its state alone. */
export function App({ state, actions }: PaneProps): JSX.Element {
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
          <Panel state={state} actions={actions} />
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

function Panel({ state, actions }: PaneProps): JSX.Element {
  const { revisada } = state;
  if (state.tab === "hoja") return <HojaPanel state={state} actions={actions} />;
  if (revisada === null) {
    return (
      <p class="vacio">{state.ocupado === null ? "Abra la hoja de indicadores y pulse Revisar." : state.ocupado}</p>
    );
  }
  if (revisada.revision.reporte === null) return <OtraHoja state={state} actions={actions} revisada={revisada} />;
  switch (state.tab) {
    case "revisar":
      return <RevisarPanel state={state} actions={actions} revisada={revisada} />;
    case "rezagadas":
      return <RezagadasPanel state={state} actions={actions} revisada={revisada} />;
    case "resumen":
      return <ResumenPanel state={state} actions={actions} revisada={revisada} />;
  }
}
