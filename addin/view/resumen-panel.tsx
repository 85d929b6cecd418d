import type { JSX } from "preact";
import { formatConteo, formatNumero, formatPorcentaje } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { formatAvance, semaforoInfo, semaforoOf } from "../../shared/semaforo.ts";
import { bandasOf, worstProgramas, type Nodo, type Resumen } from "../../shared/summary.ts";
import { Banda } from "./banda.tsx";
import { Barra } from "./barra.tsx";
import type { RevisadaProps } from "./props.ts";

/** Programas that are named. */
const mostProgramas = 5;

/** The sheet in figures: how many stand where, the average beside what it leaves out, the worst programas. */
export function ResumenPanel({ revisada }: RevisadaProps): JSX.Element {
  const { resumen, enUso, revision } = revisada;
  const { plan } = enUso;
  const programas = worstProgramas(revision.filas, plan).slice(0, mostProgramas);
  return (
    <>
      <Promedio resumen={resumen} plan={plan} />
      <section class="tarjeta" aria-labelledby="titulo-bandas">
        <h2 id="titulo-bandas">Por semáforo</h2>
        <Bandas resumen={resumen} />
      </section>
      <Conteos resumen={resumen} />
      {programas.length === 0 ? null : (
        <section class="tarjeta" aria-labelledby="titulo-programas">
          <h2 id="titulo-programas">Programas con menor avance</h2>
          <ul class="lista">
            {programas.map((nodo) => (
              <Programa key={nodo.numero} nodo={nodo} plan={plan} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Promedio({ resumen, plan }: { readonly resumen: Resumen; readonly plan: Plan }): JSX.Element {
  const { promedio, medidas, programadas } = resumen;
  return (
    <section class="tarjeta promedio" aria-labelledby="titulo-promedio">
      <h2 id="titulo-promedio">Avance promedio</h2>
      <p class="grande">{promedio === null ? "Sin dato" : formatAvance(promedio, plan)}</p>
      {promedio === null ? null : <Banda semaforo={semaforoOf(promedio, plan)} />}
      <p class="suave">
        De {formatNumero(medidas)} {medidas === 1 ? "indicador medido" : "indicadores medidos"} entre{" "}
        {formatConteo(programadas, "programado", "programados")}; cada avance cuenta entre 0 y {formatPorcentaje(1)}.
      </p>
    </section>
  );
}

/** A bar for each band; the figures stand beside it as text, so that the picture needs no other alternative than its title. */
function Bandas({ resumen }: { readonly resumen: Resumen }): JSX.Element {
  const bandas = bandasOf(resumen);
  const most = Math.max(1, ...bandas.map(({ cuantas }) => cuantas));
  const step = 26;
  const title = bandas
    .map(({ semaforo, cuantas }) => `${semaforoInfo[semaforo].nombre}: ${formatNumero(cuantas)}`)
    .join(", ");
  return (
    <svg
      class="grafica"
      viewBox={`0 0 320 ${bandas.length * step}`}
      role="img"
      aria-label={`Indicadores por semáforo. ${title}.`}
    >
      {bandas.map(({ semaforo, cuantas }, index) => {
        const { marca, nombre } = semaforoInfo[semaforo];
        const y = index * step;
        return (
          <g key={semaforo}>
            <text class="grafica-texto" x="0" y={y + 17}>
              {`${marca} ${nombre}`}
            </text>
            <rect class={`trazo-${semaforo}`} x="128" y={y + 5} width={(cuantas / most) * 150} height="16" rx="3" />
            <text class="grafica-cifra" x={134 + (cuantas / most) * 150} y={y + 17}>
              {formatNumero(cuantas)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function Conteos({ resumen }: { readonly resumen: Resumen }): JSX.Element {
  const datos: readonly (readonly [string, number])[] = [
    ["Indicadores", resumen.indicadores],
    ["Programados", resumen.programadas],
    ["No programados (NP)", resumen.np],
    ["Cumplidos", resumen.cumplidas],
    ["Rezagados", resumen.rezagadas],
    ["Sin reporte", resumen.sinReporte],
    ["Sin dato por otra causa", resumen.sinDato],
  ];
  return (
    <section class="tarjeta" aria-labelledby="titulo-conteos">
      <h2 id="titulo-conteos">Conteos</h2>
      <table class="conteos">
        <tbody>
          {datos.map(([nombre, cuantos]) => (
            <tr key={nombre}>
              <th scope="row">{nombre}</th>
              <td>{formatNumero(cuantos)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Programa({ nodo, plan }: { readonly nodo: Nodo; readonly plan: Plan }): JSX.Element {
  const { promedio, medidas } = nodo.resumen;
  const ratio = promedio ?? 0;
  const semaforo = semaforoOf(promedio, plan);
  return (
    <li class="programa">
      <div class="renglon">
        <span>
          {nodo.numero} {nodo.nombre}
        </span>
        <strong class="cifra">{formatAvance(ratio, plan)}</strong>
      </div>
      <Barra ratio={ratio} semaforo={semaforo} />
      <p class="suave">
        <Banda semaforo={semaforo} /> {formatConteo(medidas, "indicador medido", "indicadores medidos")}
      </p>
    </li>
  );
}
