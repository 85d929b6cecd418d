import { usageError } from "./errors.ts";

/**
 * Parses a JSON file that a person edited; a byte order mark is allowed.
 *
 * @param where what to call the file in the error
 * @throws SyncError `json-invalido` with line and column of the first mistake
 */
export function parseJson(text: string, where: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(plain);
  } catch (cause) {
    const at = findJsonMistake(plain);
    const before = plain.slice(0, at);
    const line = before.split("\n").length;
    const column = at - before.lastIndexOf("\n");
    throw usageError("json-invalido", {
      where: `${where}:${line}:${column}`,
      why: `El archivo no es JSON válido: ${describeMistake(plain, at)} en la línea ${line}, columna ${column}.`,
      hint: "Revise comas, comillas y llaves cerca de ese punto; un editor de texto para programadores lo señala en rojo.",
      cause,
    });
  }
}

/** A JSON document for people and programs. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Place of the first character that JSON does not allow there: the text's end when something is missing. */
function findJsonMistake(text: string): number {
  const reader = new Reader(text);
  return reader.value() && reader.isAtEnd() ? text.length : reader.at;
}

function describeMistake(text: string, at: number): string {
  const found = text[at];
  if (found === undefined) return "el texto termina antes de tiempo";
  if (found === "}" || found === "]") return `sobra una coma antes de «${found}», o falta un valor,`;
  if (found === "'") return 'las comillas deben ser dobles ("), no sencillas,';
  if (found === "/") return "JSON no admite comentarios:";
  if (found === '"') return "falta una coma o dos puntos antes de las comillas";
  return `no se esperaba «${found === "\n" ? "fin de línea" : found}»`;
}

/** Walks JSON without keeping it, up to the first mistake. */
class Reader {
  at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  value(): boolean {
    this.space();
    switch (this.text.charAt(this.at)) {
      case "{":
        return this.list("}", () => this.quoted() && this.mark(":") && this.value());
      case "[":
        return this.list("]", () => this.value());
      case '"':
        return this.quoted();
      default:
        return this.match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    }
  }

  private list(close: string, item: () => boolean): boolean {
    this.at += 1;
    this.space();
    if (this.mark(close)) return true;
    while (item()) {
      if (this.mark(close)) return true;
      if (!this.mark(",")) return false;
    }
    return false;
  }

  private quoted(): boolean {
    this.space();
    // oxlint-disable-next-line no-control-regex -- JSON allows none of them within quotes
    return this.match(/"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y);
  }

  private mark(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    this.match(/[ \t\r\n]*/y);
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }
}
