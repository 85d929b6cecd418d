import { severityNombre } from "../finding.ts";
import { hallazgos } from "./catalog.ts";
import type { HallazgoInfo } from "./hallazgo.ts";

/** The catalogue of findings as Markdown, by family, for `docs/hallazgos.md`. */
export function renderHallazgos(): string {
  const all: [string, HallazgoInfo][] = Object.entries(hallazgos);
  const sections = familias.flatMap(({ familia, titulo, intro }) => {
    const own = all.filter(([, info]) => info.familia === familia);
    if (own.length === 0) return [];
    const rows = own.map(([code, { severity, titulo: nombre, mensaje, razon }]) => {
      const says = mensaje.replace(/\{\w+\}/g, "…");
      return `| \`${code}\` | ${severityNombre[severity]} | **${escape(nombre)}.** ${escape(says)} | ${escape(razon)} |`;
    });
    return [
      `## ${titulo}`,
      "",
      intro,
      "",
      "| Código | Gravedad | Qué dice | Por qué y qué hacer |",
      "|---|---|---|---|",
      ...rows,
      "",
    ];
  });
  return [...head, ...sections].join("\n");
}

const head = [
  "<!-- Generado por `npm run docs` desde shared/rules. No lo edite a mano. -->",
  "",
  "# Hallazgos",
  "",
  "Lo que el programa revisa en los libros. El **código** es estable: sirve para filtrar, para el JSON de `metas validar`",
  "y para las dispensas del plan. «…» son los datos de cada caso.",
  "",
  "- **Error**: la cifra no se puede usar o engaña. `metas validar` termina con código 1.",
  "- **Advertencia**: alguien debe mirarla; el avance se calcula.",
  "- **Información**: vale la pena saberlo.",
  "",
  "Ninguna cifra se corrige sola. Donde el sentido es seguro (por ejemplo, un `7.480` escrito como texto) se ofrece el",
  "cambio y lo hace una persona. Un hallazgo se puede dispensar en los datos del plan con un motivo, un nombre y una",
  "fecha: se sigue listando, pero no cuenta.",
  "",
];

const familias: readonly { familia: HallazgoInfo["familia"]; titulo: string; intro: string }[] = [
  {
    familia: 1,
    titulo: "1. El libro y sus columnas",
    intro: "Si se puede leer como un libro nuestro y qué le cambiaron.",
  },
  { familia: 2, titulo: "2. Las celdas", intro: "Lo escrito en una celda no es lo que va en ella." },
  { familia: 3, titulo: "3. Las filas", intro: "Las cifras de un indicador entre sí, con el plan y con lo prometido." },
  { familia: 4, titulo: "4. El texto frente a las cifras", intro: "Lo que se narra y lo que se reporta." },
  { familia: 5, titulo: "5. Entre libros", intro: "Lo que solo se ve al poner juntas las secretarías." },
];

/** Text fit for a cell of a Markdown table. */
function escape(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
