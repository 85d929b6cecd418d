import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseBloques, type BloqueTexto } from "./tabla-texto.ts";

/** A story as its folder tells it; what is missing is empty. */
export interface Relato {
  readonly carpeta: string;
  /** The workbooks that the first run starts from. */
  readonly ancestro: readonly BloqueTexto[];
  /** What people do to them before it, where that is no cell of a table. */
  readonly antes: readonly Paso[];
  /** Cells changed in the workbooks and in the canonical one before the second run. */
  readonly libros: readonly BloqueTexto[];
  readonly canonico: readonly BloqueTexto[];
  readonly pasos: readonly Paso[];
}

/** A line of pasos.txt: a verb and its words; a word with blanks stands between quotes. */
export interface Paso {
  readonly verbo: string;
  readonly palabras: readonly string[];
  readonly linea: string;
}

export async function readRelato(carpeta: string): Promise<Relato> {
  const read = async (name: string): Promise<string> =>
    existsSync(join(carpeta, name)) ? readFile(join(carpeta, name), "utf8") : "";
  return {
    carpeta,
    ancestro: parseBloques(await read("ancestro.txt")),
    antes: parsePasos(await read("antes.txt")),
    libros: parseBloques(await read("libros.txt")),
    canonico: parseBloques(await read("canonico.txt")),
    pasos: parsePasos(await read("pasos.txt")),
  };
}

function parsePasos(text: string): Paso[] {
  return text
    .split("\n")
    .map((line) => line.replace(/(^|\s)# .*$/, "").trim())
    .filter((line) => line !== "")
    .map((linea) => {
      const words = [...linea.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
      const [verbo = "", ...palabras] = words;
      return { verbo, palabras, linea };
    });
}
