import type { Indicador } from "../../../shared/indicador.ts";
import { readReporte } from "../../../shared/read.ts";
import type { AcrossCode } from "../../../shared/rules/across.ts";
import { fila, makeHoja, type HojaInput, type Valores } from "../hoja.ts";
import { fecha } from "../sheet.ts";
import { una, type Caso } from "./caso.ts";

const economico = una({});
/** The other secretaría's workbook, with a código of its own unless told otherwise. */
const seguridad = (changes: Valores = {}, titulo: HojaInput["titulo"] = {}): HojaInput => ({
  titulo: { secretaria: "Seguridad y Justicia", ...titulo },
  filas: [fila({ codigo: "44010030009", ...changes })],
});
const compartida = { codigo: "44010030007" };

/** Planning's own account of the row, as read from a sheet. */
function canonico(changes: Valores): (secretaria: string, codigo: string) => Indicador | undefined {
  const hoja = makeHoja(una(changes));
  const indicadores = readReporte(hoja.libro, hoja.plan)?.indicadores ?? [];
  return (secretaria, codigo) => indicadores.find((each) => each.secretaria === secretaria && each.codigo === codigo);
}

export const acrossCasos = {
  "codigo-en-dos-secretarias": {
    raises: { juntos: [economico, seguridad({ ...compartida, participacion: 36 })] },
    at: [["participacion", 0]],
    clean: { juntos: [una({ participacion: 64 }), seguridad({ ...compartida, participacion: 36 })] },
  },
  "participaciones-no-suman": {
    raises: { juntos: [una({ participacion: 64 }), seguridad({ ...compartida, participacion: 35.98 })] },
    at: [["participacion", 0]],
    en: 1,
    clean: { juntos: [una({ participacion: 64 }), seguridad({ ...compartida, participacion: 35.995 })] },
  },
  "compartida-distinta": {
    raises: {
      juntos: [
        una({ participacion: 64 }),
        seguridad({
          ...compartida,
          participacion: 36,
          lineaBase: 61,
          meta2018: "NP",
          tipoAcumulacion: "Stock",
          ponderador: 2,
        }),
      ],
    },
    at: [
      ["tipoAcumulacion", 0],
      ["lineaBase", 0],
      ["meta2018", 0],
      ["ponderador", 0],
    ],
    en: 1,
    clean: {
      juntos: [
        una({ participacion: 64 }),
        seguridad({ ...compartida, participacion: 36, ejecucion2017: 150, ponderador: null }),
      ],
    },
  },
  "secretaria-sin-reporte": {
    raises: { juntos: [economico] },
    at: [null],
    clean: { juntos: [economico], alcance: { completa: false } },
  },
  "secretaria-en-dos-libros": {
    raises: { juntos: [economico, seguridad(), una({ codigo: "44010030008" })] },
    at: [["titulo", "secretaria"]],
    en: 2,
    clean: { juntos: [economico, seguridad()] },
  },
  "vigencia-distinta": {
    raises: { juntos: [economico, seguridad({}, { vigencia: 2016, corte: fecha("2016-09-30") })] },
    at: [["titulo", "vigencia"]],
    en: 1,
    clean: { juntos: [economico, seguridad({}, { vigencia: null })] },
  },
  "corte-distinto": {
    raises: { juntos: [economico, seguridad({}, { corte: fecha("2017-08-31") })] },
    at: [["titulo", "corte"]],
    en: 1,
    clean: { juntos: [economico, seguridad({}, { corte: "2017-09-30" })] },
  },
  "meta-distinta-del-plan": {
    raises: { juntos: [economico], alcance: { canonico: canonico({ meta2017: 165, meta2019: null }) } },
    at: [
      ["meta2017", 0],
      ["meta2019", 0],
    ],
    clean: { juntos: [economico], alcance: { canonico: canonico({ ejecucion2017: 1, observaciones: null }) } },
  },
} satisfies Record<AcrossCode, Caso>;
