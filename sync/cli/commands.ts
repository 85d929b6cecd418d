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
    nombre: "sincronizar",
    alias: "sync",
    resumen: "mezcla los libros de las secretarías con el canónico, en los dos sentidos, y renueva el consolidado",
    detalle:
      "Escribe en cada libro solo las celdas que cambian. Lo que dos cambiaron queda en la hoja Conflictos del canónico, para que alguien decida; nada se pierde. Sin una terminal, cada suceso es una línea JSON en la salida de errores.",
    argumentos: [],
    opciones: {
      config,
      plan,
      simular: { resumen: "dice lo que haría la corrida, y no escribe nada" },
      vigilar: { resumen: "se queda en marcha y corre según el «horario» de la configuración, en hora de Bogotá" },
    },
    ejemplos: ["metas sincronizar", "metas sincronizar --simular", "metas sincronizar --vigilar"],
    salidas: {
      [exitCodes.ok]: "todo quedó mezclado y al día",
      [exitCodes.failed]: "no se pudo leer o escribir en la carpeta de trabajo",
      [exitCodes.usage]: usoMal,
      [exitCodes.partial]: "se hizo, pero algún libro no se mezcló",
      [exitCodes.conflicts]: "se hizo, y hay conflictos por decidir",
      [exitCodes.temporary]:
        "algo quedó sin escribir porque está abierto o es de solo lectura; ciérrelo o quítele la marca, y repita",
      [exitCodes.safetyStop]: "un libro, o el canónico, parece otro o dañado, y no se tocó",
      [exitCodes.locked]: "hay otra corrida en marcha; esta no tocó nada",
    },
    load: () => import("./sincronizar.ts"),
  },
  {
    nombre: "conflictos",
    resumen: "lista los conflictos por decidir, o decide uno",
    detalle: "Lo decidido se aplica en la próxima corrida. También se decide en la hoja Conflictos del libro canónico.",
    argumentos: [],
    opciones: {
      resolver: { valor: "ID", resumen: "el conflicto que se decide: su id, o el comienzo si no hay otro igual" },
      con: {
        valor: "VALOR",
        resumen: "planeacion, secretaria, u otro valor, escrito como en Excel; «(en blanco)» deja la celda vacía",
      },
      config,
      plan,
    },
    ejemplos: ["metas conflictos", "metas conflictos --resolver 3f2a9c --con secretaria"],
    salidas: {
      [exitCodes.ok]: "no hay nada por decidir, o quedó decidido",
      [exitCodes.usage]: usoMal,
      [exitCodes.conflicts]: "hay conflictos por decidir",
      [exitCodes.locked]: "hay una corrida en marcha",
    },
    load: () => import("./conflictos.ts"),
  },
  {
    nombre: "restaurar",
    resumen: "deja todo como estaba antes de una corrida, o lista las que hay",
    detalle:
      "Devuelve los libros, el canónico, el consolidado y la memoria. Es una corrida más: también se puede deshacer.",
    argumentos: [],
    opciones: {
      corrida: { valor: "ID", resumen: "la corrida que se deshace, con las que le siguieron" },
      config,
      plan,
    },
    ejemplos: ["metas restaurar", "metas restaurar --corrida 20171002-083000-4f2a"],
    salidas: {
      [exitCodes.ok]: "quedó como estaba, o se listaron las corridas",
      [exitCodes.failed]: "falta un respaldo, o no se pudo escribir",
      [exitCodes.usage]: "la orden o la configuración están mal, o no hay tal corrida",
      [exitCodes.temporary]: "un archivo está abierto y no se devolvió; ciérrelo y repita",
      [exitCodes.locked]: "hay una corrida en marcha",
    },
    load: () => import("./restaurar.ts"),
  },
  {
    nombre: "programar",
    resumen: "dice qué ponerle al programador de tareas del sistema",
    argumentos: [],
    opciones: { imprimir: { resumen: "imprime las entradas para systemd, cron y Windows" }, config, plan },
    ejemplos: ["metas programar --imprimir"],
    salidas: {
      [exitCodes.ok]: "se imprimieron",
      [exitCodes.usage]: "la orden o la configuración están mal, o el horario no se puede programar",
    },
    load: () => import("./programar.ts"),
  },
  {
    nombre: "diagnostico",
    alias: "doctor",
    resumen: "revisa todo lo que una corrida necesita y dice qué hacer con lo que falte",
    argumentos: [],
    opciones: { config, plan },
    ejemplos: ["metas diagnostico"],
    salidas: {
      [exitCodes.ok]: "no falta nada; puede haber avisos",
      [exitCodes.failed]: "algo impide correr bien",
      [exitCodes.usage]: "no hay carpeta de trabajo, o su configuración o su plan están mal",
    },
    load: () => import("./diagnostico.ts"),
  },
  {
    nombre: "demo",
    resumen: "hace una carpeta de ejemplo con varias secretarías, la sincroniza y la consolida",
    detalle:
      "Los libros que ya existan en la carpeta se conservan, con lo que usted haya cambiado; --reemplazar los hace de nuevo.",
    argumentos: [{ nombre: "DIR", resumen: "carpeta; por defecto metas-demo", obligatorio: false, varios: false }],
    opciones: {
      reemplazar,
      vista: { resumen: "en una terminal, muestra además el complemento de Excel en una página, hasta Ctrl+C" },
    },
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
