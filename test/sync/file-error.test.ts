import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodes, SyncError } from "../../sync/errors.ts";
import { fileError, type Accion } from "../../sync/file-error.ts";

const codes = ["EPERM", "EACCES", "EBUSY", "ETXTBSY", "ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "ENOSPC", "EROFS"];
const rest = ["ENAMETOOLONG", "EIO"];
const acciones: readonly Accion[] = ["leer", "escribir"];

describe("a failure of the file system", () => {
  const cases = [...codes, ...rest].flatMap((code) => acciones.map((accion) => [code, accion] as const));

  it.each(cases)("%s, to %s, says what to do in words that fit every command", (code, accion) => {
    const error = fileError(accion, "/ciudad/a.xlsx", systemError(code));
    expect(error).toBeInstanceOf(SyncError);
    expect(error).toMatchObject({ where: "/ciudad/a.xlsx", hint: expect.not.stringContaining("--") });
  });

  const folder = join("/ciudad", "libros");
  const temporal = join(folder, ".metas-20171002-083000-4f2a-1.tmp");
  const places: readonly [what: string, accion: Accion, path: string, extra: object, where: string][] = [
    ["a file", "escribir", join(folder, "a.xlsx"), {}, join(folder, "a.xlsx")],
    ["a temporary that cannot be made", "escribir", temporal, {}, folder],
    [
      "a temporary that cannot be renamed",
      "escribir",
      temporal,
      { dest: join(folder, "a.xlsx") },
      join(folder, "a.xlsx"),
    ],
    ["a file that somebody names so", "leer", join(folder, "a.tmp"), {}, join(folder, "a.tmp")],
  ];

  it.each(places)("is told of where people see it: %s", (_, accion, path, extra, where) => {
    expect(fileError(accion, path, Object.assign(systemError("EACCES"), extra))).toMatchObject({ where });
  });

  it("that is none comes back as it was, and one that may pass is temporary", () => {
    const bug = new TypeError("bug");
    expect(fileError("leer", "a", bug)).toBe(bug);
    expect(fileError("escribir", "a", systemError("EBUSY"))).toMatchObject({ exitCode: exitCodes.temporary });
    expect(fileError("leer", "a", systemError("EBUSY"), exitCodes.usage)).toMatchObject({ exitCode: exitCodes.usage });
  });
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
