import type * as z from "zod";
import { suggest } from "./suggest.ts";

/** Messages of a schema's own checks in Spanish; a message that the schema itself gives goes before these. */
export const enEspanol: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "falta"
        : `debe ser ${typeName(issue.expected)}, no ${typeName(typeOf(issue.input))}`;
    case "invalid_value":
      return `debe ser ${issue.values.map((value) => `«${String(value)}»`).join(" o ")}`;
    case "too_small":
      if (issue.origin === "string") return "no puede estar vacío";
      if (issue.origin === "array") return `debe tener al menos ${issue.minimum}`;
      return `debe ser ${issue.minimum} o más`;
    case "too_big":
      if (issue.origin === "array") return `debe tener como mucho ${issue.maximum}`;
      if (issue.origin === "string") return `debe tener como mucho ${issue.maximum} caracteres`;
      return `debe ser ${issue.maximum} o menos`;
    case "unrecognized_keys":
      return issue.keys.map((key) => `no se conoce «${key}»${didYouMean(key, issue.inst)}`).join("; ");
    case "invalid_format":
      return "no tiene la forma esperada";
    case "invalid_union":
      return "no es ninguna de las formas admitidas";
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return "no es válido";
  }
};

/** One line for each thing that is wrong: `semaforo.bajo: debe ser un número, no un texto`. */
export function describeIssues(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const where = pathText(path);
    return where === "" ? message : `${where}: ${message}`;
  });
}

/** `ejes`, 0, `nombre` → `ejes[0].nombre`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

const typeNames: Readonly<Record<string, string>> = {
  string: "un texto",
  number: "un número",
  int: "un número entero",
  boolean: "true o false",
  array: "una lista",
  object: "un objeto",
  record: "un objeto",
  null: "null",
};

function typeName(type: string): string {
  return typeNames[type] ?? type;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function didYouMean(key: string, schema: unknown): string {
  const near = suggest(key, knownKeys(schema));
  return near === null ? "" : `; ¿quiso decir «${near}»?`;
}

/** Keys of the object's schema that complains. */
function knownKeys(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null || !("shape" in schema)) return [];
  return typeof schema.shape === "object" && schema.shape !== null ? Object.keys(schema.shape) : [];
}
