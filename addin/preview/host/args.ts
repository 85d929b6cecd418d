import { ApiError } from "./api-error.ts";
import type { HostObject } from "./host-object.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { Region } from "./region.ts";

/** An argument of a call: plain data, or an object of the API that it refers to. */
export type Arg = Json | ObjectArg;

export class ObjectArg {
  readonly object: HostObject | null;

  constructor(object: HostObject | null) {
    this.object = object;
  }
}

/** @throws ApiError InvalidArgument unless the argument is a text */
export function textArg(arg: Arg | undefined): string {
  if (typeof arg !== "string") throw invalid("text expected");
  return arg;
}

/** An argument that was left out arrives as null. */
export function isAbsent(arg: Arg | undefined): boolean {
  return arg === null || arg === undefined;
}

export function optionalText(arg: Arg | undefined): string | null {
  return arg === null || arg === undefined ? null : textArg(arg);
}

export function numberArg(arg: Arg | undefined): number {
  if (typeof arg !== "number") throw invalid("number expected");
  return arg;
}

/** A whole number not below a least one. */
export function countArg(arg: Arg | undefined, least: number): number {
  const number = numberArg(arg);
  if (!Number.isInteger(number) || number < least) throw invalid(`whole number from ${least} expected`);
  return number;
}

export function flagArg(arg: Arg | undefined): boolean {
  if (typeof arg !== "boolean") throw invalid("true or false expected");
  return arg;
}

export function optionalFlag(arg: Arg | undefined): boolean {
  return arg === null || arg === undefined ? false : flagArg(arg);
}

export function oneOf<T extends string>(arg: Arg | undefined, values: readonly T[]): T {
  const text = textArg(arg).toLowerCase();
  const found = values.find((value) => value.toLowerCase() === text);
  if (found === undefined) throw invalid(`one of ${values.join(", ")} expected`);
  return found;
}

export function objectArg(arg: Arg | undefined): JsonObject {
  const json = jsonArg(arg);
  if (!isJsonObject(json)) throw invalid("object expected");
  return json;
}

export function jsonArg(arg: Arg | undefined): Json {
  if (arg === undefined || arg instanceof ObjectArg) throw invalid("plain data expected");
  return arg;
}

/** Cells that the argument refers to, or null when it is no Range. */
export function regionOf(arg: Arg | undefined): Region | null {
  return arg instanceof ObjectArg && arg.object?.target instanceof Region ? arg.object.target : null;
}

/** `#RRGGBB` of a colour given so, or by one of the names that people use; in capitals as Excel gives it back. */
export function colorArg(arg: Arg | undefined): string {
  const text = textArg(arg);
  const hex = /^#?([0-9a-f]{6})$/i.exec(text)?.[1] ?? namedColors.get(text.toLowerCase());
  if (hex === undefined) throw invalid("colour expected");
  return `#${hex.toUpperCase()}`;
}

const namedColors = new Map([
  ["black", "000000"],
  ["white", "FFFFFF"],
  ["red", "FF0000"],
  ["green", "008000"],
  ["blue", "0000FF"],
  ["yellow", "FFFF00"],
  ["orange", "FFA500"],
  ["gray", "808080"],
]);

export function invalid(why: string): ApiError {
  return new ApiError("InvalidArgument", `The argument is invalid or missing or has an incorrect format: ${why}.`);
}
