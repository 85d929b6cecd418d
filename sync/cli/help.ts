import type { Argumento, Comando } from "./command.ts";
import { comandos, opcionesComunes, significados } from "./commands.ts";
import { exitCodes } from "../errors.ts";
import { paint, type Look } from "./io.ts";
import { wrapText } from "./table.ts";

/** Help for all commands. */
export function globalHelp(version: string, look: Look): string {
  const rows = comandos.map(({ nombre, alias, resumen }): [string, string] => [
    alias === undefined ? nombre : `${nombre} (${alias})`,
    resumen,
  ]);
  return [
    `${paint("metas", "bold", look)} ${version} · Metas al Día: seguimiento del plan de desarrollo en Excel`,
    "",
    `${heading("Uso", look)}  metas COMANDO [OPCIONES]`,
    "",
    heading("Comandos", look),
    ...pairs(rows, look),
    "",
    heading("Opciones de todos los comandos", look),
    ...pairs([...optionRows(opcionesComunes), ["--version", "muestra la versión"]], look),
    "",
    wrapText("Ayuda de un comando: metas COMANDO --help. Para ver qué hace: metas demo.", look.width).join("\n"),
    "",
  ].join("\n");
}

/** Help for one command. */
export function comandoHelp(comando: Comando, look: Look): string {
  const { argumentos, ejemplos } = comando;
  const lines = [
    `${paint(`metas ${comando.nombre}`, "bold", look)}: ${comando.resumen}`,
    ...(comando.alias === undefined ? [] : [`También como «metas ${comando.alias}».`]),
    "",
    `${heading("Uso", look)}  ${usageLine(comando)}`,
    "",
  ];
  if (comando.detalle !== undefined) lines.push(...wrapText(comando.detalle, look.width), "");
  if (argumentos.length > 0) {
    lines.push(heading("Argumentos", look));
    lines.push(
      ...pairs(
        argumentos.map((each) => [argumentText(each), each.resumen]),
        look,
      ),
      "",
    );
  }
  lines.push(heading("Opciones", look), ...pairs(optionRows({ ...comando.opciones, ...opcionesComunes }), look), "");
  lines.push(heading("Ejemplos", look), ...ejemplos.map((each) => `  ${each}`), "");
  lines.push(heading("Códigos de salida", look), ...pairs(salidaRows(comando), look), "");
  return lines.join("\n");
}

/** `metas plantilla --secretaria ID [--salida F]`. */
function usageLine({ nombre, argumentos, opciones }: Comando): string {
  const words = argumentos.map(argumentText);
  for (const [name, { valor, obligatoria }] of Object.entries(opciones)) {
    const text = valor === undefined ? `--${name}` : `--${name} ${valor}`;
    words.push(obligatoria === true ? text : `[${text}]`);
  }
  return ["metas", nombre, ...words].join(" ");
}

/** The commands as a table for docs/comandos.md. */
export function renderComandos(): string {
  const sections = comandos.flatMap((comando) => [
    "",
    `## ${comando.nombre}`,
    "",
    `${capital(comando.resumen)}.${comando.detalle === undefined ? "" : ` ${comando.detalle}`}`,
    "",
    "```",
    usageLine(comando),
    "```",
    "",
    "| Opción o argumento | Para qué |",
    "|---|---|",
    ...comando.argumentos.map((each) => `| \`${argumentText(each)}\` | ${each.resumen} |`),
    ...optionRows(comando.opciones).map(([name, text]) => `| \`${name}\` | ${text} |`),
    "",
    `Ejemplos: ${comando.ejemplos.map((each) => `\`${each}\``).join(" · ")}`,
    "",
    "| Código de salida | Significa |",
    "|---|---|",
    ...salidaRows(comando).map(([code, text]) => `| ${code} | ${text} |`),
  ]);
  const used = new Set(comandos.flatMap(salidaRows).map(([code]) => code));
  return [
    "# Comandos de `metas`",
    "",
    "| Comando | También | Qué hace |",
    "|---|---|---|",
    ...comandos.map((each) => {
      const alias = each.alias === undefined ? "" : `\`${each.alias}\``;
      return `| [\`${each.nombre}\`](#${each.nombre}) | ${alias} | ${each.resumen} |`;
    }),
    "",
    "Todos aceptan `--json` (un solo documento JSON en la salida estándar; los avisos van a la de errores) y `--help`.",
    "",
    "| Código de salida | Significa |",
    "|---|---|",
    ...Object.entries(significados)
      .filter(([code]) => used.has(code))
      .map(([code, text]) => `| ${code} | ${text} |`),
    ...sections,
    "",
  ].join("\n");
}

/** Exit codes with what they tell, in their order. */
function salidaRows({ salidas }: Comando): [string, string][] {
  return [...Object.entries(salidas), [`${exitCodes.cancelled}`, significados[exitCodes.cancelled]]];
}

function optionRows(opciones: Comando["opciones"]): [string, string][] {
  return Object.entries(opciones).map(([name, { valor, resumen }]) => [
    valor === undefined ? `--${name}` : `--${name} ${valor}`,
    resumen,
  ]);
}

function argumentText({ nombre, obligatorio, varios }: Argumento): string {
  const text = varios ? `${nombre}…` : nombre;
  return obligatorio ? text : `[${text}]`;
}

function pairs(rows: readonly (readonly [string, string])[], look: Look): string[] {
  const left = Math.max(...rows.map(([term]) => term.length)) + 4;
  return rows.flatMap(([term, text]) =>
    wrapText(text, Math.max(20, look.width - left)).map((line, index) =>
      index === 0 ? `  ${term.padEnd(left - 2)}${line}` : `${" ".repeat(left)}${line}`,
    ),
  );
}

function heading(text: string, look: Look): string {
  return paint(text, "cyan", look);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
