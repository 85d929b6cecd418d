import { maxTextLength, type CellCode } from "../../../shared/rules/cells.ts";
import { fila, type Valores } from "../hoja.ts";
import { errorCell, fecha, percent } from "../sheet.ts";
import { una, type Caso } from "./caso.ts";

/** A row in percentages. */
const porcentaje = (changes: Valores) =>
  una({ unidad: "Porcentaje", lineaBase: 0, meta2016: 10, ejecucion2016: 10, meta2017: 60, meta2018: 80, ...changes });

export const cellCasos = {
  "codigo-en-blanco": { raises: una({ codigo: null }), at: [["codigo", 0]], clean: { filas: [fila(), {}] } },
  "codigo-invalido": {
    raises: una({ codigo: "4401003007" }),
    at: [["codigo", 0]],
    clean: una({ codigo: "44010030008" }),
  },
  "codigo-como-numero": {
    raises: una({ codigo: 44010030007 }),
    at: [["codigo", 0]],
    clean: una({ codigo: "44010030007" }),
  },
  "codigo-con-espacios": {
    raises: una({ codigo: "'4401003\u00A00007 " }),
    at: [["codigo", 0]],
    clean: una({ codigo: 44010030007 }),
  },
  "codigo-repetido": {
    raises: { filas: [fila(), fila({ codigo: "44010030008" }), fila({ codigo: "44010030007 " })] },
    at: [
      ["codigo", 0],
      ["codigo", 2],
    ],
    clean: { filas: [fila(), fila({ codigo: "44010030008" })] },
  },
  "numero-como-texto": {
    raises: una({ lineaBase: "60" }),
    at: [["lineaBase", 0]],
    clean: una({ meta2019: "NP" }),
  },
  "numero-ambiguo": {
    raises: una({ ejecucion2017: "1.5" }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: "1.500" }),
  },
  "no-es-numero": {
    raises: una({ ejecucion2017: "varios" }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: "160" }),
  },
  "numero-muy-largo": {
    raises: una({ ejecucion2017: "1234567890123456" }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: "123456789012345" }),
  },
  "sin-dato-escrito": {
    raises: una({ ejecucion2017: "SD" }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: null }),
  },
  "porcentaje-en-numero": {
    raises: una({ ejecucion2017: percent(0.5) }),
    at: [["ejecucion2017", 0]],
    clean: porcentaje({ ejecucion2017: percent(0.5) }),
  },
  "porcentaje-y-numero": {
    raises: porcentaje({ meta2017: percent(1), ejecucion2017: 20 }),
    at: [["meta2017", 0]],
    clean: porcentaje({ meta2017: 100, ejecucion2017: 20 }),
  },
  "porcentaje-fraccion": {
    raises: porcentaje({ ejecucion2017: 0.5 }),
    at: [["ejecucion2017", 0]],
    clean: porcentaje({ ejecucion2017: 50 }),
  },
  "porcentaje-dudoso": {
    raises: {
      filas: [
        ...porcentaje({ meta2017: percent(0.8), ejecucion2017: 0.6, planCantidad: "0,2" }).filas,
        ...porcentaje({ codigo: "44010030008", meta2017: "80 %", ejecucion2017: 1 }).filas,
        ...porcentaje({ codigo: "44010030009", participacion: 0.64 }).filas,
      ],
    },
    at: [
      ["ejecucion2017", 0],
      ["planCantidad", 0],
      ["ejecucion2017", 1],
      ["participacion", 2],
    ],
    clean: {
      filas: [
        ...porcentaje({ lineaBase: percent(0), meta2017: 0.8, ejecucion2017: 0.6 }).filas,
        ...porcentaje({ codigo: "44010030008", meta2017: percent(0.8), ejecucion2017: 60 }).filas,
        ...porcentaje({ codigo: "44010030009", participacion: percent(0.0064) }).filas,
        ...porcentaje({ codigo: "44010030010", participacion: 1 }).filas,
      ],
    },
  },
  "ponderador-no-usable": {
    raises: {
      filas: ["alto", -1, "-20 %", "NP", true].map((ponderador, k) => fila({ codigo: `4401003001${k}`, ponderador })),
    },
    at: [0, 1, 2, 3, 4].map((k) => ["ponderador", k] as const),
    clean: {
      filas: [0, null, "20%", percent(0.2), "0,5"].map((ponderador, k) =>
        fila({ codigo: `4401003001${k}`, ponderador }),
      ),
    },
  },
  "valor-negativo": {
    raises: una({ ejecucion2017: -5 }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: 0 }),
  },
  "decimales-en-conteo": {
    raises: una({ ejecucion2017: 160.5 }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: 160.5, unidad: "Kilómetros" }),
  },
  "fecha-en-numero": {
    raises: una({ meta2017: fecha("2017-05-03") }),
    at: [["meta2017", 0]],
    clean: una({ planFechaLimite: fecha("2017-12-15") }),
  },
  "logico-en-numero": { raises: una({ meta2017: true }), at: [["meta2017", 0]], clean: una({ observaciones: true }) },
  "fecha-no-legible": {
    raises: una({ planFechaLimite: "fin de año" }),
    at: [["planFechaLimite", 0]],
    clean: una({ planFechaLimite: "15/12/2017" }),
  },
  "valor-error": {
    raises: una({ ejecucion2017: errorCell("#N/A") }),
    at: [["ejecucion2017", 0]],
    clean: una({ Notas: errorCell("#N/A") }, { columnas: ["codigo", "nombre", "meta2017", "ejecucion2017", "Notas"] }),
  },
  "sin-calcular": {
    raises: una({ ejecucion2017: { formula: "1+1", value: { kind: "pending" } } }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: { formula: "100+60", value: 160 } }),
  },
  "fuera-de-lista": {
    raises: una({ tipoAcumulacion: "Creciente", modoReporte: "Mensual" }),
    at: [
      ["tipoAcumulacion", 0],
      ["modoReporte", 0],
    ],
    clean: una({ tipoAcumulacion: " CAPACIDAD", modoReporte: "nivel" }),
  },
  "texto-muy-largo": {
    raises: una({ observaciones: "x".repeat(maxTextLength + 1) }),
    at: [["observaciones", 0]],
    clean: una({ observaciones: "x".repeat(maxTextLength) }),
  },
  "caracteres-invisibles": {
    raises: una({ observaciones: "Se hizo\u0007 todo" }),
    at: [["observaciones", 0]],
    clean: una({ observaciones: "Se hizo\n\ttodo\u00A0y más" }),
  },
} satisfies Record<CellCode, Caso>;
