import { exitCodes, type ExitCode } from "../errors.ts";
import type { Comando, Opcion } from "./command.ts";

const plan: Opcion = {
  valor: "F",
  resumen: "plan.json que se usa; por defecto el que esté junto a los libros o en la carpeta actual, o el incluido",
};
const reemplazar: Opcion = { resumen: "escribe encima de lo que ya exista" };

/** Every command, in the order of the help. */
export const comandos: readonly Comando[] = [
  {
    nombre: "iniciar",
    resumen: "prepara una carpeta de trabajo",
    detalle:
      "Escribe metas.config.json y plan.json y crea las carpetas libros y salida. No toca nada de lo que ya exista.",
    argumentos: [{ nombre: "DIR", resumen: "carpeta; por defecto la actual", obligatorio: false, varios: false }],
    opciones: {},
    ejemplos: ["metas iniciar metas-2017"],
    salidas: [exitCodes.ok, exitCodes.failed, exitCodes.usage],
    load: () => import("./iniciar.ts"),
  },
  {
    nombre: "plantilla",
    alias: "template",
    resumen: "escribe el libro oficial de una secretaría",
    argumentos: [],
    opciones: {
      secretaria: { valor: "ID", resumen: "secretaría del plan, por su id o su nombre", obligatoria: true },
      salida: { valor: "F", resumen: "archivo .xlsx; por defecto ID-VIGENCIA.xlsx en la carpeta actual" },
      vigencia: { valor: "AAAA", resumen: "vigencia abierta; por defecto el año en curso, o la última del plan" },
      corte: { valor: "AAAA-MM-DD", resumen: "fecha de corte; sin ella la celda queda en blanco" },
      plan,
      reemplazar,
    },
    ejemplos: [
      "metas plantilla --secretaria desarrollo-economico --vigencia 2017 --corte 2017-09-30",
      "metas plantilla --secretaria desarrollo-economico --salida libros/desarrollo-economico.xlsx",
    ],
    salidas: [exitCodes.ok, exitCodes.failed, exitCodes.usage, exitCodes.temporary],
    load: () => import("./plantilla.ts"),
  },
  {
    nombre: "validar",
    alias: "validate",
    resumen: "dice qué está mal en los libros y cuánto han avanzado; no escribe nada",
    argumentos: [
      { nombre: "LIBRO", resumen: "libro .xlsx o .xlsm, o carpeta con libros", obligatorio: true, varios: true },
    ],
    opciones: { plan },
    ejemplos: ["metas validar libros/desarrollo-economico.xlsx", "metas validar libros --json > hallazgos.json"],
    salidas: [exitCodes.ok, exitCodes.failed, exitCodes.usage],
    load: () => import("./validar.ts"),
  },
  {
    nombre: "consolidar",
    alias: "consolidate",
    resumen: "junta los libros en el libro consolidado, sin guardar estado",
    argumentos: [
      { nombre: "LIBRO", resumen: "libro .xlsx o .xlsm, o carpeta con libros", obligatorio: true, varios: true },
    ],
    opciones: {
      salida: { valor: "F", resumen: "libro consolidado (.xlsx) que se escribe", obligatoria: true },
      plan,
    },
    ejemplos: ["metas consolidar libros --salida salida/consolidado.xlsx"],
    salidas: [exitCodes.ok, exitCodes.failed, exitCodes.usage, exitCodes.partial, exitCodes.temporary],
    load: () => import("./consolidar.ts"),
  },
  {
    nombre: "demo",
    resumen: "hace una carpeta de ejemplo con varias secretarías y la consolida",
    detalle:
      "Los libros que ya existan en la carpeta se conservan, con lo que usted haya cambiado; --reemplazar los hace de nuevo.",
    argumentos: [{ nombre: "DIR", resumen: "carpeta; por defecto metas-demo", obligatorio: false, varios: false }],
    opciones: { reemplazar },
    ejemplos: ["metas demo", "metas demo ejemplo --reemplazar"],
    salidas: [exitCodes.ok, exitCodes.failed, exitCodes.usage, exitCodes.partial, exitCodes.temporary],
    load: () => import("./demo.ts"),
  },
];

/** Options that every command takes. */
export const opcionesComunes: Readonly<Record<"json" | "help", Opcion>> = {
  json: { resumen: "escribe un solo documento JSON en la salida estándar" },
  help: { resumen: "muestra esta ayuda" },
};

/** What each exit code tells. */
export const significados: Readonly<Record<ExitCode, string>> = {
  [exitCodes.ok]: "todo bien",
  [exitCodes.failed]: "falló, o hay errores por corregir",
  [exitCodes.usage]: "la orden, el plan o la configuración están mal",
  [exitCodes.partial]: "se hizo en parte: algún libro se omitió",
  [exitCodes.conflicts]: "hay conflictos por resolver",
  [exitCodes.temporary]: "no se pudo por ahora: archivo abierto o servicio ocupado",
  [exitCodes.safetyStop]: "se detuvo por seguridad",
  [exitCodes.locked]: "hay otra corrida en marcha",
  [exitCodes.cancelled]: "cancelado por usted",
};
