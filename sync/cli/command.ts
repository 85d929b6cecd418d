import type { ExitCode } from "../errors.ts";
import type { Io, Look, Progreso } from "./io.ts";

/** An option of a command, as data: what it takes, and what it is for. */
export interface Opcion {
  /** Name of the value it takes (`F`, `ID`); absent for a switch. */
  readonly valor?: string;
  readonly resumen: string;
  readonly obligatoria?: boolean;
}

export interface Argumento {
  readonly nombre: string;
  readonly resumen: string;
  readonly obligatorio: boolean;
  readonly varios: boolean;
}

/** A command as data: help, parsing and documentation come from it. */
export interface Comando {
  readonly nombre: string;
  /** English name. */
  readonly alias?: string;
  readonly resumen: string;
  /** A paragraph more for its help. */
  readonly detalle?: string;
  readonly argumentos: readonly Argumento[];
  readonly opciones: Readonly<Record<string, Opcion>>;
  readonly ejemplos: readonly string[];
  /** The exit codes it may end with, and what each tells of it; that of an interruption goes for every command. */
  readonly salidas: Readonly<Partial<Record<ExitCode, string>>>;
  /** Loads the code that does it, when it is wanted. */
  readonly load: () => Promise<{ readonly run: Run }>;
}

type Run = (entrada: Entrada) => Promise<Resultado>;

/** What was typed, taken apart. */
export interface Entrada {
  readonly argumentos: readonly string[];
  /** Options that take a value, by name. */
  readonly valores: Readonly<Record<string, string | undefined>>;
  /** Switches that are on. */
  readonly marcas: ReadonlySet<string>;
  readonly io: Io;
  readonly progreso: Progreso;
}

/** What a command has to say; which of the two forms is printed is not its business. */
export interface Resultado {
  readonly exitCode: ExitCode;
  /** For programs: one JSON document. */
  readonly json: unknown;
  /** For people. */
  readonly text: (look: Look) => string;
}
