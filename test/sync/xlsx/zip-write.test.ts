import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openZip } from "../../../sync/xlsx/zip.ts";
import { ByteText } from "../../../sync/xlsx/byte-text.ts";
import { PartAside, writeZip, type NewEntry, type ZipPart } from "../../../sync/xlsx/zip-write.ts";
import { bytesOf } from "../../bytes-of.ts";

function contents(file: Buffer): Record<string, string> {
  const zip = openZip(file, "prueba.zip");
  return Object.fromEntries(zip.entries.map((entry) => [entry.name, zip.inflate(entry).toString("utf8")]));
}

function* broken(): Generator<string> {
  yield "a";
  throw new Error("se acabó");
}

describe("writeZip", () => {
  it.each([0, 1, 5, 9])("is read back at level %i", async (level) => {
    const long = Array.from({ length: 200_000 }, (_, index) => `fila ${index % 977} de ${index};`).join("");
    const entries: NewEntry[] = [
      { name: "[Content_Types].xml", content: "<Types/>" },
      { name: "vacío.txt", content: "" },
      { name: "xl/largo.xml", content: long },
      { name: "xl/bytes.bin", content: new TextEncoder().encode("ñandú") },
    ];
    const file = await bytesOf(writeZip(entries, { level }));
    expect(contents(file)).toEqual({
      "[Content_Types].xml": "<Types/>",
      "vacío.txt": "",
      "xl/largo.xml": long,
      "xl/bytes.bin": "ñandú",
    });
    expect(openZip(file, "prueba.zip").entries.map(({ name }) => name)[0]).toBe("[Content_Types].xml");
  });

  it("makes one stream of pieces of any length", async () => {
    const pieces = fc.array(fc.tuple(fc.string({ maxLength: 20 }), fc.integer({ min: 0, max: 60_000 })), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 0, max: 6 }), async (list, level) => {
        const texts = list.map(([text, times]) => text.toWellFormed().repeat(times));
        const file = await bytesOf(writeZip([{ name: "a", content: texts }], { level }));
        expect(contents(file)["a"] === texts.join("")).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("takes entries one after the other, so that a later one knows the earlier ones", async () => {
    const seen: string[] = [];
    async function* slowly(): AsyncGenerator<string> {
      for (const word of ["uno", "dos"]) {
        await Promise.resolve();
        seen.push(word);
        yield word;
      }
    }
    function* entries(): Generator<NewEntry> {
      yield { name: "a", content: slowly() };
      yield { name: "b", content: seen.join("+") };
    }
    expect(contents(await bytesOf(writeZip(entries())))).toEqual({ a: "unodos", b: "uno+dos" });
  });

  it("gives the same bytes for the same input, however it is cut", async () => {
    const text = "abc".repeat(400_000);
    const whole = await bytesOf(writeZip([{ name: "a", content: text }]));
    expect(whole.equals(await bytesOf(writeZip([{ name: "a", content: text }])))).toBe(true);
  });

  it("puts what is set aside into its own entry, behind the opening that is known last", async () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.boolean()), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 6 }), fc.string(), async (list, level, rest) => {
        const expected = { a: "", b: "" };
        const aside = new ByteText();
        function* parts(): Generator<ZipPart> {
          for (const [size, isAside] of list) {
            const text = `${size} ñ;`.repeat(Math.ceil(size / 8));
            expected[isAside ? "b" : "a"] += text;
            if (isAside) {
              aside.utf8(text);
              yield new PartAside("b", aside);
            } else yield text;
          }
        }
        function* entries(): Generator<NewEntry> {
          yield { name: "a", content: parts() };
          yield { name: "b", opening: `${expected.b.length}:`, content: rest.toWellFormed() };
        }
        const file = await bytesOf(writeZip(entries(), { level }));
        const wanted = { a: expected.a, b: `${expected.b.length}:${expected.b}${rest.toWellFormed()}` };
        const held = contents(file);
        expect(held["a"] === wanted.a && held["b"] === wanted.b).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses to lose what was set aside", async () => {
    const aside = new ByteText();
    aside.ascii("a");
    await expect(writeZip([{ name: "a", content: [new PartAside("b", aside)] }])).rejects.toThrow("aside");
  });

  it("refuses a name given twice", async () => {
    const entry = { name: "a", content: "" };
    await expect(writeZip([entry, entry])).rejects.toThrow("twice");
  });

  it("passes on what goes wrong where pieces are kept, once for all of them", async () => {
    const loose: unknown[] = [];
    const note = (cause: unknown): void => void loose.push(cause);
    process.on("unhandledRejection", note);
    const spool = { keep: () => Promise.reject(new Error("no queda espacio")) };
    const content = Array.from({ length: 12 }, (_, index) => randomText(index));
    await expect(writeZip([{ name: "a", content }], { spool })).rejects.toThrow("no queda espacio");
    await new Promise((done) => setTimeout(done, 50));
    process.off("unhandledRejection", note);
    expect(loose).toEqual([]);
  });

  it("passes on what goes wrong while an entry is made", async () => {
    await expect(writeZip([{ name: "a", content: broken() }])).rejects.toThrow("se acabó");
  });
});

/** More than a piece of it, unlike that of any other number. */
function randomText(number: number): string {
  return Array.from({ length: 60_000 }, (_, index) => `${index * 7919 + number}`).join(" ");
}
