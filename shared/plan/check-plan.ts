import { normalizeCodigo, parseCodigo } from "../codigo.ts";
import { campos, type CampoInfo } from "../layout/campos.ts";
import { columnasOf, modoWords, tipoWords, type Columna } from "../layout/columnas.ts";
import { foldText } from "../text.ts";
import type { Plan } from "./schema.ts";

type Path = (string | number)[];

/** What the parts of a plan must have with one another, that no shape of a single one says. */
export function checkPlan(plan: Plan, complain: (path: Path, message: string) => void): void {
  for (const [index, each] of plan.vigencias.entries()) {
    if (each <= (plan.vigencias[index - 1] ?? plan.lineaBase)) {
      complain(["vigencias", index], "las vigencias deben ir en orden y después de la línea base");
    }
  }
  const { segmentos, separador, ejemplo } = plan.codigo;
  for (const [index, { valor, ancho }] of segmentos.entries()) {
    if (separador === "" && valor !== undefined && valor.length !== ancho) {
      complain(["codigo", "segmentos", index, "valor"], `«${valor}» no tiene ${ancho} caracteres`);
    }
  }
  const checkCodigo = (path: Path, text: string): void => {
    if (parseCodigo(normalizeCodigo(text), plan) === null) {
      complain(path, `el código «${text}» no sigue el patrón del plan`);
    }
  };
  checkCodigo(["codigo", "ejemplo"], ejemplo);
  const ids = new Set<string>();
  const owners = new Map<string, string>();
  for (const [index, { id, nombre, alias }] of plan.secretarias.entries()) {
    if (ids.has(id)) complain(["secretarias", index, "id"], `el id «${id}» está repetido`);
    ids.add(id);
    for (const name of [id, nombre, ...alias]) {
      const owner = owners.get(foldText(name)) ?? id;
      if (owner !== id) complain(["secretarias", index], `«${name}» es también un nombre de «${owner}»`);
      owners.set(foldText(name), owner);
    }
  }
  const checkSecretaria = (path: Path, id: string | undefined): void => {
    if (id !== undefined && !ids.has(id)) complain(path, `no hay una secretaría con el id «${id}»`);
  };
  const checkVigencia = (path: Path, each: number | undefined): void => {
    if (each !== undefined && !plan.vigencias.includes(each)) complain(path, `${each} no es una vigencia del plan`);
  };
  const checkColumnas = (path: Path, columnas: Readonly<Record<string, readonly string[]>>): void => {
    for (const [key, texts] of Object.entries(columnas)) {
      const problem = columnaProblem(key, texts, plan.vigencias);
      if (problem !== null) complain([...path, key], problem);
    }
  };
  checkColumnas(["alias"], plan.alias);
  checkAlias(plan, complain);
  checkJerarquia(plan, complain);
  for (const [index, each] of plan.disposiciones.entries()) {
    checkColumnas(["disposiciones", index, "columnas"], each.columnas);
    for (const [campo, words] of Object.entries(each.valores)) {
      const problem = palabraProblem(campo, Object.values(words));
      if (problem !== null) complain(["disposiciones", index, "valores", campo], problem);
    }
    for (const [campo, word] of Object.entries(each.porDefecto)) {
      const problem = campo === "secretaria" ? "use «secretaria» de la disposición" : palabraProblem(campo, [word]);
      if (problem !== null) complain(["disposiciones", index, "porDefecto", campo], problem);
    }
    checkVigencia(["disposiciones", index, "vigencia"], each.vigencia);
    if (each.secretaria !== undefined && !owners.has(foldText(each.secretaria))) {
      complain(["disposiciones", index, "secretaria"], `no hay una secretaría llamada «${each.secretaria}»`);
    }
  }
  for (const [index, each] of plan.dispensas.entries()) {
    checkSecretaria(["dispensas", index, "secretaria"], each.secretaria);
    if (each.codigo !== undefined) checkCodigo(["dispensas", index, "codigo"], each.codigo);
  }
  for (const [index, each] of plan.reprogramaciones.entries()) {
    checkSecretaria(["reprogramaciones", index, "secretaria"], each.secretaria);
    checkCodigo(["reprogramaciones", index, "codigo"], each.codigo);
    for (const key of Object.keys(each.metas)) {
      checkVigencia(["reprogramaciones", index, "metas", key], Number(key));
    }
  }
}

/** An alias that names two columns would be read as either. */
function checkAlias(plan: Plan, complain: (path: Path, message: string) => void): void {
  const owners = new Map<string, Columna>();
  for (const columna of columnasOf({ ...plan, alias: {} })) {
    for (const nombre of columna.nombres) owners.set(nombre, columna);
  }
  for (const columna of columnasOf(plan)) {
    for (const nombre of columna.nombres) {
      const owner = owners.get(nombre) ?? columna;
      owners.set(nombre, owner);
      if (owner.key === columna.key) continue;
      const key = plan.alias[columna.key] === undefined ? columna.campo : columna.key;
      complain(["alias", key], `«${nombre}» es también un nombre de la columna «${owner.encabezado}»`);
    }
  }
}

/** Numbers are the ones that códigos lead to: those of a componente begin with its eje's, and none is given twice. */
function checkJerarquia(plan: Plan, complain: (path: Path, message: string) => void): void {
  const segmentos = new Set(plan.codigo.segmentos.map(({ nombre }) => nombre));
  const conComponente = segmentos.has("eje") && segmentos.has("componente");
  const seen = new Set<string>();
  const check = (path: Path, numero: string, outer: string | null): void => {
    if (seen.has(numero)) complain([...path, "numero"], `el número ${numero} está repetido`);
    seen.add(numero);
    if (outer !== null && !numero.startsWith(`${outer}.`)) {
      complain([...path, "numero"], `el número ${numero} debe empezar por el de su nivel superior: ${outer}.`);
    }
  };
  for (const [e, eje] of plan.ejes.entries()) {
    check(["ejes", e], eje.numero, null);
    for (const [c, componente] of eje.componentes.entries()) {
      const path = ["ejes", e, "componentes", c];
      check(path, componente.numero, conComponente ? eje.numero : null);
      for (const [p, { numero }] of componente.programas.entries()) {
        const outer = conComponente && segmentos.has("programa") ? componente.numero : null;
        check([...path, "programas", p], numero, outer);
      }
    }
  }
}

/** What is wrong with words of ours given for a campo: only texts and lists can have them, and lists only their own. */
function palabraProblem(campo: string, words: readonly string[]): string | null {
  const known: Readonly<Record<string, CampoInfo>> = campos;
  const info = Object.hasOwn(known, campo) ? known[campo] : undefined;
  if (info === undefined) return `«${campo}» no es una columna que se conozca`;
  if (info.dueno === "calculada" || (info.tipo !== "texto" && info.tipo !== "lista")) {
    return `«${campo}» no lleva palabras: solo las columnas de texto o de lista`;
  }
  const list = campo === "tipoAcumulacion" ? tipoWords : modoWords;
  const wrong = info.tipo === "lista" ? words.find((word) => !list.has(foldText(word))) : undefined;
  return wrong === undefined ? null : `«${wrong}» no está en la lista de «${info.encabezado}»`;
}

/** What is wrong with header texts given for a column: `codigo`, `meta2017`, or `meta` with `{vigencia}` in the text. */
function columnaProblem(key: string, texts: readonly string[], vigencias: readonly number[]): string | null {
  const known: Readonly<Record<string, CampoInfo>> = campos;
  if (vigencias.some((each) => known[key.slice(0, -4)]?.porVigencia === true && key.endsWith(String(each))))
    return null;
  if (!Object.hasOwn(known, key)) return `«${key}» no es una columna que se conozca`;
  const everyVigencia = known[key]?.porVigencia === true;
  return everyVigencia && texts.some((text) => !text.includes("{vigencia}"))
    ? `el encabezado de «${key}» debe llevar {vigencia}, o dé uno por vigencia: ${key}${vigencias[0] ?? ""}`
    : null;
}
