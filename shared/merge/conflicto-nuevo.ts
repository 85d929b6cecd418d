import type { ColumnaMezclada } from "./columna-mezclada.ts";
import type { Conflicto } from "./conflicto.ts";
import { claveDe } from "./igualdad.ts";
import type { Disputa } from "./merge-celda.ts";
import type { Valores } from "./mezcla.ts";

/** Makes conflicts of one secretaría, each with the id that its content gives it. */
export class ConflictoFactory {
  private readonly secretaria: string;
  private readonly columnas: readonly ColumnaMezclada[];
  private readonly idOf: (text: string) => string;

  constructor(secretaria: string, columnas: readonly ColumnaMezclada[], idOf: (text: string) => string) {
    this.secretaria = secretaria;
    this.columnas = columnas;
    this.idOf = idOf;
  }

  ofCelda(codigo: string, { key, tipo }: ColumnaMezclada, disputa: Disputa): Conflicto {
    const claves = [disputa.ancestro, disputa.planeacion, disputa.propio].map((cell) => claveDe(cell, tipo));
    const id = this.idOf(JSON.stringify([this.secretaria, codigo, key, ...claves]));
    return { id, clase: "celda", secretaria: this.secretaria, codigo, columna: key, ...disputa };
  }

  ofFila(clase: "fila-retirada" | "fila-nueva", codigo: string, fila: Valores): Conflicto {
    const claves = this.columnas.flatMap(({ key, tipo }) => {
      const clave = claveDe(fila[key] ?? null, tipo);
      return clave === "" ? [] : [[key, clave]];
    });
    const id = this.idOf(JSON.stringify([this.secretaria, codigo, clase, claves]));
    const valores = { ancestro: null, planeacion: null, propio: null };
    return { id, clase, secretaria: this.secretaria, codigo, columna: null, ...valores, fila };
  }
}
