// Changes each branch and operator of the merge, one at a time, and lists the changes that no test of the merge sees.
//
//   node test/verify/mutate-merge.mjs [part of a file name]
//
// Works on compiled copies in the temporary folder; this tree is never written to. Random stories look at a mutant first, then,
// where these see nothing, the tables of test/shared/merge. All of it in this one process, with vitest's own `expect` and no
// more of vitest: a mutant takes a fraction of a second instead of several.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Stories that look at each mutant. */
const stories = 250;

/** Survivors that cannot be seen from outside, by file and lines of the change. */
const equivalents = [
  // A cache.
  { name: "columna-mezclada.js", before: "mezcladasByPlan.set(plan, found);", after: "" },
  // Equality has no direction.
  { name: "merge-celda.js", before: "if (isEqual(dueno, otro, tipo))", after: "if (isEqual(otro, dueno, tipo))" },
  // What cannot be read equals no value that can; the condition only tells the compiler so.
  {
    name: "merge-filas.js",
    before: "if (!isLegible(canonico) || !isLegible(libro))",
    after: "if (!isLegible(canonico) && !isLegible(libro))",
  },
  // A cell without a column has none afterwards, and the other way round.
  {
    name: "merge-filas.js",
    before: "return antes === undefined || despues === undefined || antes === despues",
    after: "return antes === undefined && despues === undefined || antes === despues",
  },
];

const swaps = [
  [/===/g, "!=="],
  [/!==/g, "==="],
  [/&&/g, "||"],
  [/\|\|/g, "&&"],
  [/ \?\? [^;,)\]}]+/g, ""],
  [/ > /g, " >= "],
  [/ >= /g, " > "],
  [/ < /g, " <= "],
  [/ <= /g, " < "],
  [/if \(/g, "if (!"],
  [/(?<![\w.])!(?=[\w(])/g, ""],
  [/\btrue\b/g, "false"],
  [/\bfalse\b/g, "true"],
  [/\bnull\b/g, "0"],
  [/\.every\(/g, ".some("],
  [/\.some\(/g, ".every("],
  [/\.sort\(\)/g, ""],
  [/"planeacion"/g, '"secretaria"'],
  [/"secretaria"/g, '"planeacion"'],
  [/"canonico"/g, '"libro"'],
  [/"libro"/g, '"canonico"'],
  [/\.canonico\b/g, ".libro"],
  [/\.libro\b/g, ".canonico"],
  [/\.ancestro\b/g, ".canonico"],
  [/\bplaneacion\b(?=[,)])/g, "propio"],
  [/\bpropio\b(?=[,)])/g, "planeacion"],
  [/\bdueno, otro\b/g, "otro, dueno"],
  [/"acuerdo"/g, '"superado"'],
  [/"superado"/g, '"acuerdo"'],
  [/"fila-nueva"/g, '"fila-retirada"'],
  [/"fila-retirada"/g, '"fila-nueva"'],
  [/"fila-aceptada"/g, '"fila-nueva"'],
  [/"fila-restaurada"/g, '"fila-nueva"'],
  [/"dueno-prevalece"/g, '"dueno-secretaria"'],
  [/"dueno-secretaria"/g, '"dueno-planeacion"'],
  [/"dueno-planeacion"/g, '"dueno-secretaria"'],
  [/"decision"/g, '"dueno-prevalece"'],
  [/\.\.\.[\w.]+, /g, ""],
  [/, \.\.\.[\w.]+(?:\([^()]*\))?/g, ""],
  [/\* 100\b/g, "* 10"],
  [/\b15\b/g, "17"],
  [/\b0\.3\b/g, "0.31"],
  [/\bfilas: 3\b/g, "filas: 4"],
];

/** As much of vitest as these tests use: each test runs as soon as it is told of, and the first that fails throws. */
const runner = `
import * as chai from "chai";
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
export const expect = chai.expect;
export const describe = (name, body) => body();
export const test = (name, ...rest) => rest.at(-1)();
test.each = (rows) => (name, body) => rows.forEach((row) => body(...row));
`;

const [only = ""] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "mutate-merge-"));
const base = join(home, "base");
try {
  compile();
  const names = readdirSync(join(base, "shared/merge")).filter((name) => name.endsWith(".js") && name.includes(only));
  const original = await fateOf(
    { name: "merge.js", text: readFileSync(join(base, "shared/merge/merge.js"), "utf8") },
    "none",
  );
  if (original !== "survived") throw new Error(`the tests fail without any change: ${original}`);
  await report(names.flatMap((name) => mutantsOf(name, readFileSync(join(base, "shared/merge", name), "utf8"))));
} finally {
  rmSync(home, { recursive: true, force: true });
}

function compile() {
  const sources = readdirSync(join(root, "test/shared/merge")).map((name) => join("test/shared/merge", name));
  const options =
    "--ignoreConfig --rootDir . --target es2023 --module nodenext --rewriteRelativeImportExtensions --skipLibCheck --strict " +
    "--types node --resolveJsonModule --removeComments --noEmitOnError";
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, ...options.split(" "), "--outDir", base, ...sources], {
    cwd: root,
    stdio: "inherit",
  });
  writeFileSync(join(home, "package.json"), '{ "type": "module" }\n');
  mkdirSync(join(home, "node_modules/vitest"), { recursive: true });
  for (const name of ["fast-check", "zod", "chai", "@vitest"]) {
    symlinkSync(join(root, "node_modules", name), join(home, "node_modules", name));
  }
  writeFileSync(join(home, "node_modules/vitest/package.json"), '{ "type": "module", "exports": "./index.js" }\n');
  writeFileSync(join(home, "node_modules/vitest/index.js"), runner);
}

/** Every text that differs from the file by one swap, or by a statement that is left out. */
function mutantsOf(name, text) {
  const lines = text.split("\n");
  const mutants = [];
  for (const [index, line] of lines.entries()) {
    if (/^import |^export \{/.test(line)) continue;
    const add = (changed) => {
      const mutated = lines.with(index, changed).join("\n");
      mutants.push({ name, at: `${name}:${index + 1}`, before: line.trim(), after: changed.trim(), text: mutated });
    };
    for (const [pattern, into] of swaps) {
      for (const found of line.matchAll(pattern)) {
        const rest = line.slice(found.index + found[0].length);
        // The condition as a whole, not its first word.
        const close = into === "if (!" ? closingOf(rest) : -1;
        if (into === "if (!") add(`${line.slice(0, found.index)}if (!(${rest.slice(0, close)})${rest.slice(close)}`);
        else add(`${line.slice(0, found.index)}${into}${rest}`);
      }
    }
    if (/^\s+(this\.|[a-z]\w*\.)[\w.]+\(.*\);$/.test(line)) add("");
    if (/^\s+return [^;]+;$/.test(line)) add(line.replace(/return [^;]+;/, "return undefined;"));
    if (/^\s+if \(.*\) ?(return|continue|this\.).*;$/.test(line)) add("");
    if (/^\s+return;$/.test(line)) add("");
  }
  return mutants;
}

/** Where the bracket closes that opened before `text`. */
function closingOf(text) {
  let depth = 1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  return text.length;
}

async function report(mutants) {
  const counts = { invalid: 0, stories: 0, tables: 0, equivalent: 0, survived: 0 };
  for (const [index, mutant] of mutants.entries()) {
    const fate = await fateOf(mutant, String(index));
    counts[fate]++;
    if (fate === "survived") console.log(`${mutant.at}\n  - ${mutant.before}\n  + ${mutant.after}`);
    if (index % 100 === 99) console.error(`${index + 1} of ${mutants.length}: ${JSON.stringify(counts)}`);
  }
  console.log(JSON.stringify({ mutants: mutants.length, ...counts }));
  process.exitCode = counts.survived === 0 ? 0 : 1;
}

/** Modules are loaded once by their path: a mutant has its own copy of the merge and of its tests, and shares the rest. */
async function fateOf(mutant, id) {
  const folder = join(home, `mutant-${id}`);
  for (const part of ["shared", "test/shared"]) {
    mkdirSync(join(folder, part), { recursive: true });
    for (const name of readdirSync(join(base, part))) {
      const [from, to] = [join(base, part, name), join(folder, part, name)];
      if (name === "merge") cpSync(from, to, { recursive: true });
      else symlinkSync(from, to);
    }
  }
  writeFileSync(join(folder, "shared/merge", mutant.name), mutant.text);
  try {
    return await look(mutant, join(folder, "test/shared/merge"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function look(mutant, tests) {
  const load = (name) => import(pathToFileURL(join(tests, name)).href);
  try {
    const { liveHistoria } = await load("historia.js");
    for (let seed = 1; seed <= stories; seed++) liveHistoria(seed);
  } catch (error) {
    return error instanceof SyntaxError ? "invalid" : "stories";
  }
  try {
    const tables = readdirSync(tests).filter((name) => name.endsWith(".test.js") && name !== "historia.test.js");
    for (const name of tables) await load(name);
  } catch {
    return "tables";
  }
  const isEquivalent = equivalents.some(
    ({ name, before, after }) => mutant.name === name && mutant.before === before && mutant.after === after,
  );
  return isEquivalent ? "equivalent" : "survived";
}
