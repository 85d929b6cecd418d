import type { JSX } from "preact";
import { HojaPanel } from "./hoja-panel.tsx";
import type { PaneProps } from "./props.ts";
import { ResumenPanel } from "./resumen-panel.tsx";
import { RezagadasPanel } from "./rezagadas-panel.tsx";

/** What the tabs other than the first show. Their code comes once the first is on screen, see `mount`. */
export function OtraPestana({ state, actions }: PaneProps): JSX.Element | null {
  const { tab, revisada } = state;
  if (tab === "hoja") return <HojaPanel state={state} actions={actions} />;
  if (revisada === null) return null;
  return tab === "rezagadas" ? (
    <RezagadasPanel state={state} actions={actions} revisada={revisada} />
  ) : (
    <ResumenPanel state={state} actions={actions} revisada={revisada} />
  );
}
