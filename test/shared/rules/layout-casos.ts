import type { LayoutCode } from "../../../shared/rules/layout.ts";
import { fila, makeHoja, plantilla } from "../hoja.ts";
import { errorCell, fecha, makeLibro, makePlan } from "../sheet.ts";
import { una, type Caso } from "./caso.ts";

const sana = una({});
const template = plantilla();
const without = (...keys: readonly string[]) => template.filter((key) => !keys.includes(key));
const dispensa = { motivo: "Acordado", por: "Planeación", fecha: "2017-10-02" };

export const layoutCasos = {
  "hoja-vacia": {
    raises: { libro: makeLibro([[null, " "], [], [""]]) },
    at: [null],
    clean: { libro: makeLibro([["x"]]) },
  },
  "encabezado-no-encontrado": {
    raises: {
      libro: makeLibro([
        ["Nombre", "Cargo"],
        ["Ana", "Enlace"],
      ]),
    },
    at: [null],
    clean: { libro: makeLibro([[null]]) },
  },
  "sin-indicadores": { raises: { filas: [] }, at: [null], clean: sana },
  "filas-sin-indicador": {
    raises: {
      filas: [
        fila(),
        { codigo: "Componente 4.2", nombre: "Fortalecimiento empresarial" },
        fila({ codigo: "44010030008" }),
        { nombre: "TOTAL", meta2017: 320, ejecucion2017: 320 },
        { meta2017: "Nota al pie" },
      ],
      merges: [["codigo", 1, 1]],
    },
    at: [["codigo", 1]],
    clean: {
      filas: [fila(), fila({ codigo: null, nombre: "Total de personas atendidas" }), { codigo: "4401003007" }],
    },
  },
  "libro-sin-plantilla": { raises: { ...sana, marcas: false, titulo: { version: null } }, at: [null], clean: sana },
  "plantilla-anterior": {
    raises: { ...sana, titulo: { version: 0 } },
    at: [["titulo", "version"]],
    clean: { ...sana, titulo: { version: 1 } },
  },
  "plantilla-posterior": {
    raises: { ...sana, titulo: { version: 2 } },
    at: [["titulo", "version"]],
    clean: { ...sana, titulo: { version: 1 } },
  },
  "columna-obligatoria-faltante": {
    raises: { ...sana, columnas: without("ejecucion2017", "tipoAcumulacion") },
    at: [null, null],
    clean: { ...sana, columnas: without("ejecucion2018", "eje") },
  },
  "columna-faltante": {
    raises: { ...sana, columnas: without("eje", "observaciones", "semaforo") },
    at: [null],
    clean: { ...sana, columnas: without("ejecucion2017") },
  },
  "columna-repetida": {
    raises: una({}, { columnas: [...template, "Ejecución 2017"] }),
    at: [["Ejecución 2017", "encabezado"]],
    clean: una({}, { columnas: [...template, "Ejecución 2020"] }),
  },
  "columna-parecida": {
    raises: una({}, { columnas: ["Avance 2017", ...template] }),
    at: [["Avance 2017", "encabezado"]],
    clean: una({}, { encabezados: { ejecucion2017: "Avance 2017" } }),
  },
  "columna-movida": {
    raises: una({}, { columnas: [...without("codigo"), "codigo"] }),
    at: [["codigo", "encabezado"]],
    clean: una({}, { columnas: without("componente") }),
  },
  "columna-desconocida": {
    raises: una({ Notas: "x", Otra: "y" }, { columnas: ["Notas", ...template, "Otra"] }),
    at: [["Notas", "encabezado"]],
    clean: sana,
  },
  "columna-renombrada": {
    raises: una({}, { encabezados: { ejecucion2017: "Avance 2017" } }),
    at: [["ejecucion2017", "encabezado"]],
    clean: una({}, { encabezados: { ejecucion2017: "  EJECUCION\n2017 " } }),
  },
  "celdas-combinadas": {
    raises: { filas: [fila(), fila({ codigo: "44010030008" })], merges: [["eje", 0, 1]] },
    at: [["eje", 0]],
    clean: una({}, { columnas: ["Notas", ...template], merges: [["Notas", 0, 1]] }),
  },
  "columna-oculta": {
    raises: una({}, { hiddenColumns: ["meta2017"] }),
    at: [["meta2017", "encabezado"]],
    clean: una({}, { hiddenColumns: ["meta2018"] }),
  },
  "filas-ocultas": {
    raises: { filas: [fila(), fila({ codigo: "44010030008" })], hiddenRows: [1] },
    at: [["codigo", 1]],
    clean: una({}, { hiddenRows: [5] }),
  },
  "formula-sobrescrita": {
    raises: {
      filas: [
        fila({ avance: { formula: "X9", value: 1 } }),
        fila({ codigo: "44010030008", avance: 1 }),
        fila({ codigo: "44010030009", avance: 1 }),
      ],
    },
    at: [["avance", 1]],
    clean: una({ avance: { formula: "X9", value: 1 }, semaforo: null }),
  },
  "formula-rota": {
    raises: una({
      avance: { formula: "X9", value: errorCell("#DIV/0!") },
      ejecucion2017: { formula: "#REF!+160", value: 160 },
    }),
    at: [
      ["ejecucion2017", 0],
      ["avance", 0],
    ],
    clean: una({ avance: { formula: "X9", value: 1 } }),
  },
  "hojas-ocultas": {
    raises: { ...sana, sheets: [["Borrador", "veryHidden"]] },
    at: [null],
    clean: { ...sana, sheets: [["Notas", "visible"]] },
  },
  "otra-hoja-con-indicadores": {
    raises: { libro: { ...makeHoja(sana).libro, otras: ["Copia", "Metas 2016"] } },
    at: [null],
    clean: { libro: { ...makeHoja(sana).libro, otras: ["2017"], conOtrosCodigos: ["2017"] } },
  },
  "indicadores-sin-leer": {
    raises: { libro: { ...makeHoja(sana).libro, otras: ["Copia", "2017"], conOtrosCodigos: ["2017"] } },
    at: [null],
    clean: { libro: { ...makeHoja(sana).libro, otras: ["Copia"] } },
  },
  "otra-tabla": {
    raises: {
      filas: [
        fila(),
        {},
        { codigo: "Código", nombre: "Meta 2017", unidad: "Indicador" },
        { codigo: "44010030091", nombre: 7, unidad: "Otro" },
      ],
    },
    at: [["codigo", 2]],
    clean: {
      columnas: [...template, "codigo"],
      filas: [
        fila(),
        { codigo: "Código", nombre: "Indicador", unidad: "Unidad de medida", meta2017: "Meta 2017" },
        fila({ codigo: "44010030008" }),
      ],
    },
  },
  "enlaces-externos": { raises: { ...sana, externalLinks: 2 }, at: [null], clean: { ...sana, externalLinks: 0 } },
  "libro-con-macros": { raises: { ...sana, hasMacros: true }, at: [null], clean: { ...sana, hasMacros: false } },
  "sin-secretaria": {
    raises: { ...sana, titulo: { secretaria: null } },
    at: [["titulo", "secretaria"]],
    clean: una(
      { secretaria: "Desarrollo Económico" },
      { columnas: [...template, "secretaria"], titulo: { secretaria: null } },
    ),
  },
  "secretaria-desconocida": {
    raises: {
      columnas: [...template, "secretaria"],
      titulo: { secretaria: "Secretaría de Asuntos Varios" },
      filas: [
        fila({ secretaria: "SDE" }),
        fila({ secretaria: "Secretaría de Marte", codigo: "44010030008" }),
        fila({ secretaria: "secretaria de marte", codigo: "44010030009" }),
        fila({ secretaria: 12, codigo: "44010030010" }),
      ],
    },
    at: [
      ["titulo", "secretaria"],
      ["secretaria", 1],
      ["secretaria", 3],
    ],
    clean: {
      columnas: [...template, "secretaria"],
      titulo: { secretaria: "secretaria de  desarrollo economico" },
      filas: [fila({ secretaria: "Seguridad y Justicia" }), fila({ codigo: "44010030008" })],
    },
  },
  "sin-vigencia": {
    raises: { ...sana, titulo: { vigencia: null } },
    at: [["titulo", "vigencia"]],
    clean: { ...sana, titulo: { vigencia: "2017" } },
  },
  "vigencia-fuera-del-plan": {
    raises: { ...sana, titulo: { vigencia: 2021 } },
    at: [["titulo", "vigencia"]],
    clean: { ...sana, titulo: { vigencia: 2017 } },
  },
  "sin-corte": {
    raises: { ...sana, titulo: { corte: null } },
    at: [["titulo", "corte"]],
    clean: { ...sana, titulo: { corte: "30/09/2017" } },
  },
  "corte-no-legible": {
    raises: { ...sana, titulo: { corte: "fin de septiembre" } },
    at: [["titulo", "corte"]],
    clean: { ...sana, titulo: { corte: null } },
  },
  "corte-fuera-de-vigencia": {
    raises: { ...sana, titulo: { corte: fecha("2018-01-15") } },
    at: [["titulo", "corte"]],
    clean: { ...sana, titulo: { corte: fecha("2017-12-31") } },
  },
  "dispensa-desconocida": {
    raises: { juntos: [sana], plan: makePlan({ dispensas: [{ ...dispensa, hallazgo: "valor-negativ" }] }) },
    at: [null],
    clean: { juntos: [sana], plan: makePlan({ dispensas: [{ ...dispensa, hallazgo: "valor-negativo" }] }) },
  },
  "dispensa-sin-efecto": {
    raises: { juntos: [sana], plan: makePlan({ dispensas: [{ ...dispensa, hallazgo: "valor-negativo" }] }) },
    at: [null],
    clean: {
      juntos: [una({ ejecucion2017: -1 })],
      plan: makePlan({ dispensas: [{ ...dispensa, hallazgo: "valor-negativo", codigo: "44010030007" }] }),
    },
  },
} satisfies Record<LayoutCode, Caso>;
