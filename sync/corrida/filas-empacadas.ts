import { blankDato, npDato, valueDato, type Dato, type DatoDesconocido } from "../../shared/dato.ts";
import { modosReporte, tiposAcumulacion, type Indicador } from "../../shared/indicador.ts";

/**
 * Indicadores as a few large values instead of a dozen objects each: an engine takes them up again in a tenth of the time,
 * and a text that stands in many rows once.
 */
export interface FilasEmpacadas {
  /** How many indicadores. */
  readonly cuantas: number;
  /** Each text once. */
  readonly textos: readonly string[];
  /** What each value is: one of `clases`. */
  readonly clases: Uint8Array;
  /** A number, or the place of a text among `textos`. */
  readonly valores: Float64Array;
}

export function empacarFilas(indicadores: readonly Indicador[]): FilasEmpacadas {
  const escritor = new Escritor();
  for (const indicador of indicadores) escribir(indicador, escritor);
  const { clases: propias, valores, textos } = escritor;
  return {
    cuantas: indicadores.length,
    textos: [...textos.keys()],
    clases: Uint8Array.from(propias),
    valores: Float64Array.from(valores),
  };
}

/** @throws Error for what `empacarFilas` did not make */
export function desempacarFilas(empacadas: FilasEmpacadas): Indicador[] {
  const lector = new Lector(empacadas);
  const indicadores: Indicador[] = [];
  while (indicadores.length < empacadas.cuantas) indicadores.push(leer(lector));
  lector.finish();
  return indicadores;
}

function escribir(indicador: Indicador, escritor: Escritor): void {
  const { codigo, secretaria, row, eje, componente, programa, nombre, unidad } = indicador;
  escritor.numero(row);
  for (const texto of [codigo, secretaria, eje, componente, programa, nombre, unidad]) escritor.texto(texto);
  escritor.texto(indicador.tipoAcumulacion);
  escritor.texto(indicador.modoReporte);
  escritor.dato(indicador.lineaBase);
  escritor.datos(indicador.metas);
  escritor.datos(indicador.ejecucion);
  escritor.dato(indicador.ponderador);
  escritor.dato(indicador.participacion);
  escritor.texto(indicador.observaciones);
  escritor.texto(indicador.planDeChoque);
  escritor.dato(indicador.planCantidad);
  escritor.texto(indicador.planUnidad);
  escritor.texto(indicador.planFechaLimite);
  escritor.texto(indicador.planResponsable);
  escritor.texto(indicador.enlaceResponsable);
}

/** The same in the same order. */
function leer(lector: Lector): Indicador {
  const row = lector.numero();
  return {
    row,
    codigo: lector.texto(),
    secretaria: lector.texto(),
    eje: lector.texto(),
    componente: lector.texto(),
    programa: lector.texto(),
    nombre: lector.texto(),
    unidad: lector.texto(),
    tipoAcumulacion: lector.unoDe(tiposAcumulacion),
    modoReporte: lector.unoDe(modosReporte),
    lineaBase: lector.dato(),
    metas: lector.datos(),
    ejecucion: lector.datos(),
    ponderador: lector.dato(),
    participacion: lector.dato(),
    observaciones: lector.texto(),
    planDeChoque: lector.textoONada(),
    planCantidad: lector.dato(),
    planUnidad: lector.texto(),
    planFechaLimite: lector.textoONada(),
    planResponsable: lector.texto(),
    enlaceResponsable: lector.texto(),
  };
}

const clases = { nada: 0, numero: 1, texto: 2, np: 3, desconocido: 4 } as const;

class Escritor {
  readonly clases: number[] = [];
  readonly valores: number[] = [];
  /** Place of each text. */
  readonly textos = new Map<string, number>();

  numero(value: number): void {
    this.put(clases.numero, value);
  }

  texto(text: string | null): void {
    if (text === null) this.put(clases.nada, 0);
    else this.put(clases.texto, this.placeOf(text));
  }

  dato(dato: Dato): void {
    if (dato.kind === "value") this.put(clases.numero, dato.value);
    else if (dato.kind === "blank") this.put(clases.nada, 0);
    else if (dato.kind === "np") this.put(clases.np, 0);
    else this.put(clases.desconocido, this.placeOf(dato.why));
  }

  datos(datos: readonly Dato[]): void {
    this.numero(datos.length);
    for (const dato of datos) this.dato(dato);
  }

  private placeOf(text: string): number {
    const known = this.textos.get(text);
    if (known !== undefined) return known;
    const place = this.textos.size;
    this.textos.set(text, place);
    return place;
  }

  private put(clase: number, valor: number): void {
    this.clases.push(clase);
    this.valores.push(valor);
  }
}

const desconocidos: Readonly<Record<DatoDesconocido, Dato>> = {
  "sin-dato": { kind: "unknown", why: "sin-dato" },
  texto: { kind: "unknown", why: "texto" },
  ambiguo: { kind: "unknown", why: "ambiguo" },
  fecha: { kind: "unknown", why: "fecha" },
  logico: { kind: "unknown", why: "logico" },
  error: { kind: "unknown", why: "error" },
  "sin-calcular": { kind: "unknown", why: "sin-calcular" },
};
const desconocidoOf: ReadonlyMap<string, Dato> = new Map(Object.entries(desconocidos));

class Lector {
  private readonly textos: readonly string[];
  private readonly clases: Uint8Array;
  private readonly valores: Float64Array;
  private at = 0;

  constructor(empacadas: FilasEmpacadas) {
    this.textos = empacadas.textos;
    this.clases = empacadas.clases;
    this.valores = empacadas.valores;
  }

  numero(): number {
    if (this.clases[this.at] !== clases.numero) throw this.misplaced();
    return this.valor();
  }

  texto(): string {
    const text = this.textoONada();
    if (text === null) throw this.misplaced();
    return text;
  }

  textoONada(): string | null {
    const clase = this.clases[this.at];
    const text = this.textos[this.valor()];
    if (clase === clases.nada) return null;
    if (clase !== clases.texto || text === undefined) throw this.misplaced();
    return text;
  }

  unoDe<const Palabra extends string>(palabras: readonly Palabra[]): Palabra | null {
    const text = this.textoONada();
    if (text === null) return null;
    for (const palabra of palabras) if (palabra === text) return palabra;
    throw this.misplaced();
  }

  dato(): Dato {
    const clase = this.clases[this.at];
    const valor = this.valor();
    if (clase === clases.numero) return valueDato(valor);
    if (clase === clases.nada) return blankDato;
    if (clase === clases.np) return npDato;
    const desconocido = clase === clases.desconocido ? desconocidoOf.get(this.textos[valor] ?? "") : undefined;
    if (desconocido === undefined) throw this.misplaced();
    return desconocido;
  }

  datos(): Dato[] {
    const datos: Dato[] = [];
    for (let left = this.numero(); left > 0; left--) datos.push(this.dato());
    return datos;
  }

  finish(): void {
    if (this.at !== this.valores.length) throw this.misplaced();
  }

  private valor(): number {
    const valor = this.valores[this.at];
    if (valor === undefined) throw this.misplaced();
    this.at++;
    return valor;
  }

  private misplaced(): Error {
    return new Error(`another value was expected at ${this.at}`);
  }
}
