import type { JSX } from "preact";
import { a1 } from "../../shared/address.ts";
import type { Fila } from "../../shared/evaluate.ts";
import { explainFila, showFigure } from "../../shared/explain.ts";
import { formatNumero, formatPorcentaje } from "../../shared/number.ts";
import { estadoPlanNombre } from "../../shared/plan-de-choque.ts";
import { describeSemaforo, formatAvance, semaforos } from "../../shared/semaforo.ts";
import { escalaOf } from "../../shared/unidad.ts";
import { sayGris } from "../resaltado.ts";
import { Banda } from "./banda.tsx";
import { Barra } from "./barra.tsx";
import type { RevisadaProps } from "./props.ts";

/** Metas behind, worst first, and the colouring of the sheet. */
export function RezagadasPanel(props: RevisadaProps): JSX.Element {
  const { revisada, state, actions } = props;
  const { rezagadas, enUso, leida } = revisada;
  const umbral = formatPorcentaje(enUso.plan.umbralRezago);
  const isBusy = state.ocupado !== null;
  const isHighlighted = leida.marks.length > 0;
  return (
    <>
      <section class="tarjeta" aria-labelledby="titulo-resaltar">
        <h2 id="titulo-resaltar">Semáforo en la hoja</h2>
        <div class="botones">
          <button type="button" class="principal" disabled={isBusy} onClick={() => void actions.resaltar()}>
            {isHighlighted ? "Resaltar de nuevo" : "Resaltar"}
          </button>
          <button type="button" disabled={isBusy || !isHighlighted} onClick={() => void actions.quitarResaltado()}>
            Quitar resaltado
          </button>
        </div>
        <Gris {...props} />
        <ul class="leyenda" aria-label="Leyenda del semáforo">
          {semaforos.map((semaforo) => (
            <li key={semaforo}>
              <Banda semaforo={semaforo} />
              <span class="suave">{describeSemaforo(semaforo, enUso.plan)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="titulo-rezagadas">
        <h2 id="titulo-rezagadas">{rezagadas.length === 0 ? "Ninguna meta rezagada" : "Rezagadas, la peor primero"}</h2>
        <p class="suave">Se considera rezagada una meta con avance menor de {umbral}.</p>
        <ul class="lista" data-roving>
          {rezagadas.slice(0, state.cuantos).map((fila) => (
            <Rezagada key={fila.indicador.row} fila={fila} {...props} />
          ))}
        </ul>
        {rezagadas.length > state.cuantos ? (
          <button type="button" class="ancho" onClick={() => actions.mostrarMas()}>
            Mostrar más (faltan {formatNumero(rezagadas.length - state.cuantos)})
          </button>
        ) : null}
      </section>
    </>
  );
}

/** What the colours of the sheet no longer say. */
function Gris({ revisada, state, actions }: RevisadaProps): JSX.Element | null {
  const gris = sayGris(revisada);
  if (gris === null) return null;
  const { texto, boton } = gris;
  return (
    <p class="nota">
      {texto}{" "}
      {boton === undefined ? null : (
        <button
          type="button"
          class="enlace"
          disabled={state.ocupado !== null}
          onClick={() => void actions.atender(boton.accion)}
        >
          {boton.texto}
        </button>
      )}
    </p>
  );
}

function Rezagada({ fila, revisada, actions }: RevisadaProps & { readonly fila: Fila }): JSX.Element {
  const { plan } = revisada.enUso;
  const { reporte } = revisada.revision;
  const { indicador, avance, semaforo } = fila;
  const ratio = avance.avance ?? 0;
  const cell = a1(indicador.row, reporte?.layout.columns.get("codigo") ?? 0);
  return (
    <li class="tarjeta rezagada">
      <div class="renglon">
        <button
          type="button"
          class="enlace"
          data-rove
          aria-label={`Ir al indicador ${indicador.codigo} en ${cell}`}
          onClick={() => void actions.irA(cell)}
        >
          {indicador.codigo}
        </button>
        <Banda semaforo={semaforo} />
        <strong class="cifra">{formatAvance(ratio, plan)}</strong>
      </div>
      <Barra ratio={ratio} semaforo={semaforo} />
      <p class="nombre">{indicador.nombre}</p>
      <p class="suave">{explainFila(fila, plan, reporte?.vigencia ?? null)}</p>
      <dl class="datos">
        <div>
          <dt>Brecha</dt>
          <dd>
            {showFigure(avance.brecha, indicador)} {unidadOf(fila)}
          </dd>
        </div>
        <div>
          <dt>Plan de choque</dt>
          <dd>{describePlan(fila)}</dd>
        </div>
      </dl>
    </li>
  );
}

/** What is counted, where the unidad says it: a percentage has its sign already, and «número» says nothing. */
function unidadOf({ indicador }: Fila): string {
  const { porcentaje } = escalaOf(indicador.unidad);
  return porcentaje || /^(número|numero|cantidad|unidad|unidades)$/i.test(indicador.unidad)
    ? ""
    : indicador.unidad.toLowerCase();
}

function describePlan({ plan, indicador }: Fila): string {
  const { estado, cantidad, faltante } = plan;
  const nombre = estadoPlanNombre[estado];
  if (cantidad === null || faltante === null) return nombre;
  const falta = faltante > 0 ? `; faltarían ${showFigure(faltante, indicador)}` : "";
  return `${nombre}: promete ${showFigure(cantidad, indicador)}${falta}`;
}
