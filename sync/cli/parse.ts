import { parseArgs, type ParseArgsConfig } from "node:util";
import { usageError, type SyncError } from "../errors.ts";
import { suggest } from "../../shared/suggest.ts";
import type { Comando } from "./command.ts";
import { comandos, opcionesComunes } from "./commands.ts";

/** What was asked for. */
export type Orden =
  | { readonly kind: "version" }
  | { readonly kind: "ayuda"; readonly comando: Comando | null }
  | {
      readonly kind: "comando";
      readonly comando: Comando;
      readonly argumentos: readonly string[];
      readonly valores: Readonly<Record<string, string | undefined>>;
      readonly marcas: ReadonlySet<string>;
    };

/**
 * Takes the words after `metas` apart.
 *
 * @throws SyncError with exit code 2 and, where one is near, the word that was probably meant
 */
export function parseOrden(argv: readonly string[]): Orden {
  const index = argv.findIndex((word) => !word.startsWith("-"));
  const before = index < 0 ? argv : argv.slice(0, index);
  const name = argv[index];
  if (before.includes("--version") || before.includes("-V")) return { kind: "version" };
  if (name === undefined) {
    checkGlobal(before);
    return { kind: "ayuda", comando: null };
  }
  const rest = [...before, ...argv.slice(index + 1)];
  if (name === "ayuda" || name === "help") {
    const about = rest.find((word) => !word.startsWith("-"));
    return { kind: "ayuda", comando: about === undefined ? null : findComando(about) };
  }
  const comando = findComando(name);
  if (rest.includes("--help") || rest.includes("-h")) return { kind: "ayuda", comando };
  return parseComando(comando, rest);
}

function parseComando(comando: Comando, args: readonly string[]): Orden {
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [name, { valor }] of Object.entries({ ...comando.opciones, ...opcionesComunes })) {
    options[name] = { type: valor === undefined ? "boolean" : "string" };
  }
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    throw parseFailure(comando, args, options, cause);
  }
  const valores: Record<string, string | undefined> = {};
  const marcas = new Set<string>();
  for (const [name, value] of Object.entries(parsed.values)) {
    if (typeof value === "string") valores[name] = value;
    else if (value === true) marcas.add(name);
  }
  checkCompleto(comando, parsed.positionals, valores);
  return { kind: "comando", comando, argumentos: parsed.positionals, valores, marcas };
}

/** Puts what node's parser found wrong in Spanish, with the option that was typed. */
function parseFailure(
  comando: Comando,
  args: readonly string[],
  options: NonNullable<ParseArgsConfig["options"]>,
  cause: unknown,
): Error {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (typeof code !== "string" || !code.startsWith("ERR_PARSE_ARGS_")) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const known = options[token.name];
    if (known === undefined) return unknownOption(comando, token.rawName, Object.keys(options), cause);
    if (known.type === "string" && (token.value === undefined || (!token.inlineValue && token.value.startsWith("-")))) {
      return usage("opcion-sin-valor", comando, `A la opción ${token.rawName} le falta el valor.`, cause);
    }
    if (known.type === "boolean" && token.value !== undefined) {
      return usage("opcion-con-valor", comando, `La opción ${token.rawName} no lleva valor.`, cause);
    }
  }
  return usage("uso", comando, "La orden no se entiende.", cause);
}

function unknownOption(comando: Comando, typed: string, names: readonly string[], cause: unknown): SyncError {
  const near = suggest(typed.replace(/^-+/, ""), names);
  const question = near === null ? "" : ` ¿Quiso decir --${near}?`;
  return usage("opcion-desconocida", comando, `No existe la opción ${typed}.${question}`, cause);
}

function checkCompleto(
  comando: Comando,
  argumentos: readonly string[],
  valores: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, { obligatoria, valor = "" }] of Object.entries(comando.opciones)) {
    if (obligatoria === true && valores[name] === undefined) {
      throw usage("opcion-obligatoria", comando, `Falta la opción --${name} ${valor}.`);
    }
  }
  const missing = comando.argumentos[argumentos.length];
  if (missing?.obligatorio === true)
    throw usage("falta-argumento", comando, `Falta ${missing.nombre}: ${missing.resumen}.`);
  const several = comando.argumentos.some(({ varios }) => varios);
  const extra = several ? undefined : argumentos[comando.argumentos.length];
  if (extra !== undefined) throw usage("argumento-de-sobra", comando, `Sobra «${extra}».`);
}

function checkGlobal(words: readonly string[]): void {
  const known = ["json", "help", "version"];
  for (const word of words) {
    if (word === "-h" || known.includes(word.replace(/^--/, ""))) continue;
    const near = suggest(word.replace(/^-+/, ""), known);
    const question = near === null ? "" : ` ¿Quiso decir --${near}?`;
    throw usage("opcion-desconocida", null, `No existe la opción ${word}.${question}`);
  }
}

function findComando(name: string): Comando {
  const found = comandos.find((each) => each.nombre === name || each.alias === name);
  if (found !== undefined) return found;
  const near = suggest(
    name,
    comandos.flatMap(({ nombre, alias }) => (alias === undefined ? [nombre] : [nombre, alias])),
  );
  const question = near === null ? "" : ` ¿Quiso decir «${near}»?`;
  throw usage("comando-desconocido", null, `No existe el comando «${name}».${question}`);
}

function usage(code: string, comando: Comando | null, why: string, cause?: unknown): SyncError {
  const ask = comando === null ? "metas --help" : `metas ${comando.nombre} --help`;
  return usageError(code, {
    where: comando === null ? "metas" : `metas ${comando.nombre}`,
    why,
    hint: `Vea cómo se usa con «${ask}».`,
    cause,
  });
}
