import type { Actions } from "../actions.ts";
import type { Revisada } from "../revisada.ts";
import type { State } from "../state.ts";

/** What every part of the pane gets. */
export interface PaneProps {
  readonly state: State;
  readonly actions: Actions;
}

/** A part that shows a reviewed sheet. */
export interface RevisadaProps extends PaneProps {
  readonly revisada: Revisada;
}
