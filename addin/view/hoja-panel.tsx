import type { JSX } from "preact";
import { formatConteo } from "../../shared/number.ts";
import { planIncluido } from "../plan/plan-en-uso.ts";
import { countConflictos, type ConflictoInfo, type SyncInfo } from "../sync-info.ts";
import { enOtraHoja } from "../undo.ts";
import type { PaneProps } from "./props.ts";

/** The workbook around the sheet: last sync, plan in use, official sheet, steps that can be taken back. */
export function HojaPanel(props: PaneProps): JSX.Element {
  const sync = props.state.revisada?.sync ?? null;
  return (
    <>
      {sync === null ? null : <Sincronizacion sync={sync} {...props} />}
      <PlanEnUsoCard {...props} />
      <PlantillaCard {...props} />
      {props.state.hechos.length === 0 ? null : <Cambios {...props} />}
    </>
  );
}

function Sincronizacion({ sync, actions }: PaneProps & { readonly sync: SyncInfo }): JSX.Element {
  const { cuando, recibidas, enviadas, conflictos, otros } = sync;
  const todos = countConflictos(sync);
  return (
    <section class="tarjeta" aria-labelledby="titulo-sync">
      <h2 id="titulo-sync">Última sincronización</h2>
      <p>
        {cuando}: {formatConteo(recibidas, "cambio llegó", "cambios llegaron")} de Planeación y{" "}
        {formatConteo(enviadas, "salió", "salieron")} de este libro.
      </p>
      {todos === 0 ? (
        <p class="suave">Sin conflictos.</p>
      ) : (
        <>
          <p>
            {formatConteo(todos, "conflicto", "conflictos")} por mirar: los dos lados cambiaron lo mismo y cada uno
            conservó lo suyo. Los resuelve Planeación.
          </p>
          {conflictos.length === 0 ? null : (
            <ul class="lista" data-roving>
              {conflictos.map((conflicto) => (
                <li key={`${conflicto.celda} ${conflicto.codigo}`}>
                  <button type="button" class="hallazgo" data-rove onClick={() => void actions.irA(conflicto.celda)}>
                    <span class="hallazgo-titulo">
                      <strong>{conflicto.clase === "celda" ? conflicto.columna : "Toda la fila"}</strong>
                      <span class="lugar">{conflicto.celda}</span>
                    </span>
                    <span class="suave">Indicador {conflicto.codigo}</span>
                    <span>{describeLados(conflicto)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {otros === 0 ? null : (
            <p class="suave">{formatConteo(otros, "no está", "no están")} en esta lista: pregunte a Planeación.</p>
          )}
        </>
      )}
    </section>
  );
}

function describeLados({ clase, aqui, planeacion }: ConflictoInfo): string {
  switch (clase) {
    case "celda":
      return `Aquí ${citar(aqui)}; en Planeación ${citar(planeacion)}.`;
    case "fila-retirada":
      return "Planeación la quitó, y aquí había cambiado.";
    case "fila-nueva":
      return "Está aquí y Planeación no la tiene.";
  }
}

function citar(text: string): string {
  return text === "" ? "en blanco" : `«${text}»`;
}

function PlanEnUsoCard({ state, actions }: PaneProps): JSX.Element {
  const { plan, origen, archivo, problems } = state.revisada?.enUso ?? planIncluido;
  const isBusy = state.ocupado !== null;
  return (
    <section class="tarjeta" aria-labelledby="titulo-plan">
      <h2 id="titulo-plan">Plan en uso</h2>
      <p>
        <strong>{plan.nombre}</strong> · {plan.entidad}
      </p>
      <p class="suave">
        {origen === "incluido"
          ? "El que viene con el programa."
          : `Guardado en este libro${archivo === null ? "" : `, de ${archivo}`}.`}{" "}
        Vigencias {plan.vigencias.join(", ")}; {formatConteo(plan.secretarias.length, "secretaría", "secretarías")}.
      </p>
      {problems.length === 0 ? null : (
        <div class="aviso aviso-error" role="alert">
          <p>El libro guarda un plan que no se puede usar: {problems.slice(0, 3).join(" · ")}</p>
        </div>
      )}
      {/* A chooser of the browser's own would speak the browser's language. */}
      <div>
        <button type="button" disabled={isBusy} onClick={(event) => openChooser(event.currentTarget)}>
          Cargar un plan.json en este libro…
        </button>
        <input
          type="file"
          hidden
          accept=".json,application/json"
          onChange={(event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            if (file === undefined) return;
            void file
              .text()
              .then((text) => actions.cargarPlan(file.name, text))
              .finally(() => {
                // The same file may be chosen again after it was corrected.
                input.value = "";
              });
          }}
        />
      </div>
      {origen === "libro" || problems.length > 0 ? (
        <button type="button" class="llano" disabled={isBusy} onClick={() => void actions.quitarPlan()}>
          Volver al plan incluido
        </button>
      ) : null}
    </section>
  );
}

function openChooser({ nextElementSibling }: HTMLElement): void {
  if (nextElementSibling instanceof HTMLInputElement) nextElementSibling.click();
}

function PlantillaCard({ state, actions }: PaneProps): JSX.Element {
  const { plan } = state.revisada?.enUso ?? planIncluido;
  const { secretaria, vigencia, corte } = state.plantilla;
  return (
    <section class="tarjeta" aria-labelledby="titulo-plantilla">
      <h2 id="titulo-plantilla">Plantilla oficial</h2>
      <p class="suave">
        Agrega una hoja con las columnas, listas, ayudas y fórmulas oficiales. No cambia las demás hojas.
      </p>
      <label>
        <span>Secretaría</span>
        <select
          value={secretaria}
          onChange={(event) => actions.editarPlantilla({ secretaria: event.currentTarget.value })}
        >
          <option value="" selected={secretaria === ""}>
            Elija la secretaría…
          </option>
          {plan.secretarias.map(({ id, nombre }) => (
            <option key={id} value={id} selected={id === secretaria}>
              {nombre}
            </option>
          ))}
        </select>
      </label>
      <div class="campos">
        <label>
          <span>Vigencia</span>
          <select
            value={vigencia}
            onChange={(event) => actions.editarPlantilla({ vigencia: Number(event.currentTarget.value) })}
          >
            {plan.vigencias.map((each) => (
              <option key={each} value={each} selected={each === vigencia}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Fecha de corte (opcional)</span>
          <input
            type="date"
            value={corte}
            onInput={(event) => actions.editarPlantilla({ corte: event.currentTarget.value })}
          />
        </label>
      </div>
      <button type="button" disabled={state.ocupado !== null} onClick={() => void actions.insertarPlantilla()}>
        Insertar la hoja
      </button>
    </section>
  );
}

function Cambios({ state, actions }: PaneProps): JSX.Element {
  const last = state.hechos.at(-1);
  return (
    <section class="tarjeta" aria-labelledby="titulo-cambios">
      <h2 id="titulo-cambios">Cambios hechos desde el panel</h2>
      <ol class="lista" reversed>
        {state.hechos.toReversed().map(({ nombre, cells }, index) => (
          <li key={state.hechos.length - index}>
            {nombre} <span class="suave">({formatConteo(cells.length, "celda", "celdas")})</span>
          </li>
        ))}
      </ol>
      <button type="button" disabled={state.ocupado !== null} onClick={() => void actions.deshacer()}>
        Deshacer el último
        {last === undefined ? "" : enOtraHoja(last, state)}
      </button>
    </section>
  );
}
