import { exitCodes, type ExitCode } from "../errors.ts";
import type { Argumento, Comando, Opcion } from "./command.ts";

const plan: Opcion = {
  valor: "F",
  resumen:
    "plan que se usa; por defecto el primero que haya: el de la carpeta de trabajo, o plan.json junto a los libros o la salida, una carpeta arriba o en la actual; si no hay, el de ejemplo, con aviso",
};
const config: Opcion = {
  valor: "F",
  resumen: "metas.config.json de la carpeta de trabajo; por defecto el de la carpeta actual",
};
const libros: Argumento = {
  nombre: "LIBRO",
  resumen: "libro .xlsx o .xlsm, o carpeta con libros; por defecto los de la carpeta de trabajo",
  obligatorio: false,
  varios: true,
};
const reemplazar: Opcion = { resumen: "escribe encima de lo que ya exista" };

const usoMal = "la orden, el plan o la configuración están mal";
const abierto = "no se pudo por ahora: la salida está abierta en otro programa; ciérrela y repita";

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
    salidas: {
      [exitCodes.ok]: "la carpeta quedó lista",
      [exitCodes.failed]: "no se pudo escribir en la carpeta",
      [exitCodes.usage]: "la orden está mal, o la carpeta ya tiene una configuración",
    },
    load: () => import("./iniciar.ts"),
  },
  {
    nombre: "plantilla",
    alias: "template",
    resumen: "escribe el libro oficial de una secretaría",
    argumentos: [],
    opciones: {
      secretaria: { valor: "ID", resumen: "secretaría del plan, por su id o su nombre", obligatoria: true },
      salida: {
        valor: "F",
        resumen:
          "archivo .xlsx; por defecto ID.xlsx entre los libros de la carpeta de trabajo, o ID-VIGENCIA.xlsx en la actual",
      },
      vigencia: { valor: "AAAA", resumen: "vigencia abierta; por defecto el año en curso, o la última del plan" },
      corte: { valor: "AAAA-MM-DD", resumen: "fecha de corte; sin ella la celda queda en blanco" },
      config,
      plan,
      reemplazar,
    },
    ejemplos: [
      "metas plantilla --secretaria desarrollo-economico --vigencia 2017 --corte 2017-09-30",
      "metas plantilla --secretaria desarrollo-economico --salida libros/desarrollo-economico.xlsx",
    ],
    salidas: {
      [exitCodes.ok]: "se escribió la plantilla",
      [exitCodes.failed]: "no se pudo escribir",
      [exitCodes.usage]: "la orden, el plan o la configuración están mal, o el archivo ya existe",
      [exitCodes.temporary]: abierto,
    },
    load: () => import("./plantilla.ts"),
  },
  {
    nombre: "validar",
    alias: "validate",
    resumen: "dice qué está mal en los libros y cuánto han avanzado; no escribe nada",
    argumentos: [libros],
    opciones: { config, plan },
    ejemplos: [
      "metas validar",
      "metas validar libros/desarrollo-economico.xlsx",
      "metas validar libros --json > hallazgos.json",
    ],
    salidas: {
      [exitCodes.ok]: "no hay errores; puede haber advertencias",
      [exitCodes.failed]: "hay errores por corregir, o un libro no se pudo leer",
      [exitCodes.usage]: usoMal,
    },
    load: () => import("./validar.ts"),
  },
  {
    nombre: "consolidar",
    alias: "consolidate",
    resumen: "junta los libros en el libro consolidado, sin guardar estado",
    argumentos: [libros],
    opciones: {
      salida: {
        valor: "F",
        resumen: "libro consolidado (.xlsx) que se escribe; por defecto el de la carpeta de trabajo",
      },
      config,
      plan,
    },
    ejemplos: ["metas consolidar", "metas consolidar libros --salida salida/consolidado.xlsx"],
    salidas: {
      [exitCodes.ok]: "se escribió el consolidado con todos los libros, tengan hallazgos o no",
      [exitCodes.failed]: "no se escribió: ningún libro se pudo leer, o la salida no se puede escribir",
      [exitCodes.usage]: usoMal,
      [exitCodes.partial]: "se escribió el consolidado, pero algún libro se omitió",
      [exitCodes.temporary]: abierto,
    },
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
    salidas: {
      [exitCodes.ok]: "se escribieron los libros y el consolidado",
      [exitCodes.failed]: "no se pudo escribir, o ningún libro se pudo leer",
      [exitCodes.usage]: "la orden o el plan están mal, o la carpeta tiene otro trabajo",
      [exitCodes.partial]: "se escribió el consolidado, pero algún libro se omitió",
      [exitCodes.temporary]: abierto,
    },
    load: () => import("./demo.ts"),
  },
];

/** Options that every command takes. */
export const opcionesComunes: Readonly<Record<"json" | "help", Opcion>> = {
  json: { resumen: "escribe un solo documento JSON en la salida estándar" },
  help: { resumen: "muestra esta ayuda" },
};

/** What each exit code tells in general; each command says more of its own. */
export const significados: Readonly<Record<ExitCode, string>> = {
  [exitCodes.ok]: "se hizo; en `validar`, además, no hay errores",
  [exitCodes.failed]: "no se hizo; en `validar`, hay errores por corregir o un libro no se pudo leer",
  [exitCodes.usage]: "la orden, el plan o la configuración están mal",
  [exitCodes.partial]: "se hizo, pero algún libro se omitió",
  [exitCodes.conflicts]: "hay conflictos por resolver",
  [exitCodes.temporary]: "no se pudo por ahora: un archivo está abierto o un servicio, ocupado",
  [exitCodes.safetyStop]: "se detuvo por seguridad",
  [exitCodes.locked]: "hay otra corrida en marcha",
  [exitCodes.cancelled]: "cancelado por usted; nada quedó a medias",
};
