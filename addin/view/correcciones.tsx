import type { JSX } from "preact";
import { formatNumero } from "../../shared/number.ts";
import type { FixGroup } from "../fixes.ts";
import { enOtraHoja } from "../undo.ts";
import type { RevisadaProps } from "./props.ts";

/** Cells of a preview that are listed one by one. */
const mostListed = 100;

/** Fixes that keep the meaning for certain, by kind; each is seen before it is made. */
export function Correcciones({ revisada, state, actions }: RevisadaProps): JSX.Element {
  return (
    <section class="tarjeta" aria-labelledby="titulo-correcciones">
      <h2 id="titulo-correcciones">Correcciones seguras</h2>
      <ul class="lista">
        {revisada.fixes.map((group) => {
          const isOpen = state.vistaPrevia === group.code;
          return (
            <li key={group.code}>
              <div class="renglon">
                <span>
                  <strong>{formatNumero(group.offers.length)}</strong> {group.titulo}
                </span>
                <button
                  type="button"
                  aria-expanded={isOpen}
                  onClick={() => actions.verCorreccion(isOpen ? null : group.code)}
                >
                  {isOpen ? "Ocultar" : "Ver"}
                </button>
              </div>
              {isOpen ? <VistaPrevia group={group} revisada={revisada} state={state} actions={actions} /> : null}
            </li>
          );
        })}
      </ul>
      <Deshacer revisada={revisada} state={state} actions={actions} />
    </section>
  );
}

function VistaPrevia({ group, state, actions }: RevisadaProps & { readonly group: FixGroup }): JSX.Element {
  const { offers, titulo } = group;
  const isBusy = state.ocupado !== null;
  return (
    <div class="previa">
      <button type="button" class="principal" disabled={isBusy} onClick={() => void actions.corregir(offers, titulo)}>
        {offers.length === 1 ? "Corregir" : `Corregir las ${formatNumero(offers.length)}`}
      </button>
      <ul class="lista" aria-label={`Antes y después: ${titulo}`} data-roving>
        {offers.slice(0, mostListed).map((offer) => (
          <li key={offer.cell} class="cambio">
            <button type="button" class="celda" data-rove onClick={() => void actions.irA(offer.cell)}>
              {offer.cell}
            </button>
            <span class="antes-despues">
              <del>{offer.before}</del> <span aria-hidden="true">→</span>
              <span class="solo-lectores"> pasa a </span> <ins>{offer.after}</ins>
            </span>
            <button
              type="button"
              data-rove
              disabled={isBusy}
              aria-label={`Corregir ${offer.cell}`}
              onClick={() => void actions.corregir([offer], `${titulo} en ${offer.cell}`)}
            >
              Corregir
            </button>
          </li>
        ))}
      </ul>
      {offers.length > mostListed ? <p class="suave">Y {formatNumero(offers.length - mostListed)} más.</p> : null}
    </div>
  );
}

function Deshacer({ state, actions }: RevisadaProps): JSX.Element | null {
  const last = state.hechos.at(-1);
  return last === undefined ? null : (
    <button type="button" class="llano" disabled={state.ocupado !== null} onClick={() => void actions.deshacer()}>
      Deshacer: {last.nombre}
      {enOtraHoja(last, state)}
    </button>
  );
}
