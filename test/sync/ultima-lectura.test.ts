import { expect, it } from "vitest";
import { UltimaLectura } from "../../sync/ultima-lectura.ts";

it("reads again only what was not read last", () => {
  const reads: string[] = [];
  const [a, b] = ["a", "b"].map((name) => () => {
    reads.push(name);
    return { name };
  });
  if (a === undefined || b === undefined) throw new Error("no reader");
  const ultima = new UltimaLectura<{ name: string }>();
  const names = [a, a, b, b, a].map((leer) => ultima.of(leer).name);
  expect(names).toEqual(["a", "a", "b", "b", "a"]);
  expect(reads).toEqual(["a", "b", "a"]);
});

it("takes nothing that failed for read", () => {
  const ultima = new UltimaLectura<string>();
  let fails = true;
  const leer = (): string => {
    if (fails) throw new Error("open elsewhere");
    return "read";
  };
  expect(() => ultima.of(leer)).toThrow("open elsewhere");
  fails = false;
  expect(ultima.of(leer)).toBe("read");
});
