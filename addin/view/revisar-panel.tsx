import type { JSX } from "preact";
import { formatConteo } from "../../shared/number.ts";
import { hojaSentences } from "../explain-hoja.ts";
import { countConflictos } from "../sync-info.ts";
import { Ambiguas } from "./ambiguas.tsx";
import { Correcciones } from "./correcciones.tsx";
import { Hallazgos } from "./hallazgos.tsx";
import type { RevisadaProps } from "./props.ts";

/** Findings, and what can be done about them at once. */
export function RevisarPanel(props: RevisadaProps): JSX.Element {
  const { revisada } = props;
  return (
    <>
      <Contexto {...props} />
      {revisada.fixes.length === 0 ? null : <Correcciones {...props} />}
      {revisada.ambiguas.length === 0 ? null : <Ambiguas {...props} />}
      <Hallazgos {...props} />
    </>
  );
}

/** What one should know of the sheet before reading its findings. */
function Contexto({ revisada, actions, state }: RevisadaProps): JSX.Element {
  const conflictos = countConflictos(revisada.sync);
  const { seLee } = revisada;
  return (
    <>
      {revisada.isConsolidado ? (
        <p class="nota">
          Este libro es un consolidado de Metas al Día, no el de una secretaría: corrija las cifras en los libros de las
          secretarías.
        </p>
      ) : seLee === null ? null : (
        <p class="nota">
          Metas al Día lee la hoja «{seLee}»; esta no se cuenta.{" "}
          <button
            type="button"
            class="enlace"
            disabled={state.ocupado !== null}
            onClick={() => void actions.irAHoja(seLee)}
          >
            Ir a ella
          </button>
        </p>
      )}
      {revisada.leida.isProtected ? <p class="nota">{hojaSentences.protegida}</p> : null}
      {conflictos === 0 ? null : (
        <p class="nota">
          La última sincronización dejó {formatConteo(conflictos, "conflicto", "conflictos")}.{" "}
          <button type="button" class="enlace" onClick={() => actions.tab("hoja")}>
            Ver
          </button>
        </p>
      )}
    </>
  );
}
