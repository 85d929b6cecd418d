import type { JSX } from "preact";
import type { PaneProps } from "./props.ts";

/** The latest sentence, read aloud when it comes; errors at once. */
export function AvisoBar({ state, actions }: PaneProps): JSX.Element {
  const { aviso } = state;
  const isUrgent = aviso?.tono === "error" || aviso?.tono === "alerta";
  return (
    <div role={isUrgent ? "alert" : "status"} aria-live={isUrgent ? "assertive" : "polite"}>
      {aviso === null ? null : (
        <div class={`aviso aviso-${aviso.tono}`}>
          <p>
            <span aria-hidden="true">{marcas[aviso.tono]}</span> {aviso.texto}
          </p>
          <div class="aviso-botones">
            {aviso.boton === undefined ? null : <AvisoBoton boton={aviso.boton} state={state} actions={actions} />}
            <button type="button" class="llano" onClick={() => actions.cerrarAviso()}>
              Cerrar
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

const marcas = { info: "ℹ", exito: "✓", alerta: "⚠", error: "✕" } as const;

type Boton = NonNullable<NonNullable<PaneProps["state"]["aviso"]>["boton"]>;

function AvisoBoton({ boton, state, actions }: PaneProps & { readonly boton: Boton }): JSX.Element {
  return (
    <button type="button" disabled={state.ocupado !== null} onClick={() => void actions.atender(boton.accion)}>
      {boton.texto}
    </button>
  );
}
