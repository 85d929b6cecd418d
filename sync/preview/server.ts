import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { SyncError } from "../errors.ts";
import { defaultLimits } from "../xlsx/limits.ts";
import { guardarLibro } from "./guardar.ts";
import { makeLibroJson } from "./libro-json.ts";
import { officePrefix, pagePolicy, panePolicy, panePrefix, previewPane, trustPolicy } from "./pane-page.ts";
import { findFolders, type PreviewFolders } from "./paths.ts";
import { readBody } from "./read-body.ts";
import { readStatic, type StaticFile } from "./static-file.ts";

export interface PreviewOptions {
  /** The workbook that is open at first. */
  readonly libro: { readonly nombre: string; readonly bytes: Uint8Array };
  /** Any free one when left out. */
  readonly port?: number;
  /** Ends the server. */
  readonly signal?: AbortSignal;
}

export interface Preview {
  /** To open in a browser of this computer. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the preview (a page with an emulated Excel around the production pane) to this computer alone.
 *
 * @throws SyncError `vista-sin-construir`, `vista-sin-office`, `puerto-ocupado`, and what the reader says of the workbook
 */
export async function servePreview({ libro, port = 0, signal }: PreviewOptions): Promise<Preview> {
  const folders = findFolders();
  // Read once, so that a workbook that cannot be shown is told of before any page is.
  const json = JSON.stringify(makeLibroJson(libro.bytes, libro.nombre));
  const site = new PreviewSite(folders, libro, json);
  const server = createServer((request, response) => void site.answer(request, response));
  const bound = await listen(server, port);
  site.hosts = new Set([`127.0.0.1:${bound}`, `localhost:${bound}`]);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeServer(server));
  if (signal?.aborted === true) await close();
  else signal?.addEventListener("abort", () => void close(), { once: true });
  return { url: `http://127.0.0.1:${bound}/`, close };
}

/** Room for a form's own lines around the file. */
const formBytes = 16 * 1024 * 1024;

class PreviewSite {
  /** Names under which this server may be asked: pages elsewhere must not reach it through a name of their own. */
  hosts: ReadonlySet<string> = new Set();
  private readonly folders: PreviewFolders;
  private readonly libro: PreviewOptions["libro"];
  private readonly json: string;

  constructor(folders: PreviewFolders, libro: PreviewOptions["libro"], json: string) {
    this.folders = folders;
    this.libro = libro;
    this.json = json;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.route(request, response);
    } catch (error) {
      const known = error instanceof SyncError;
      if (!known) process.emitWarning(error instanceof Error ? error : String(error));
      const { code, where, message, hint } = known ? error : unexpected;
      const status = code === "vista-muy-grande" ? 413 : known ? 422 : 500;
      // What is left of a refused body is not worth waiting for.
      if (status === 413) response.setHeader("connection", "close");
      sendJson(response, status, JSON.stringify({ error: { code, where, why: message, hint } }));
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.hosts.has(request.headers.host ?? "") || isFromElsewhere(request)) return sendNothing(response, 403);
    const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (path === "/leer" || path === "/guardar") {
      if (request.method !== "POST") return sendNothing(response, 405);
      return path === "/leer" ? this.read(request, response, query) : this.save(request, response);
    }
    if (!isRead) return sendNothing(response, 405);
    switch (path) {
      case "/":
        return send(response, await this.page("index.html"), pagePolicy);
      case "/libro":
        return sendJson(response, 200, this.json);
      case "/libro.xlsx":
        return sendXlsx(response, this.libro.bytes, this.libro.nombre);
    }
    const { folders } = this;
    if (path.toLowerCase() === `${officePrefix}agaveerrorux/index.html`) {
      const file = await this.page("confianza.html");
      return send(response, file, file === null ? pagePolicy : trustPolicy(file.body.toString("utf8")));
    }
    if (path.startsWith(officePrefix)) {
      return send(response, await readStatic(folders.office, path.slice(officePrefix.length)), panePolicy);
    }
    if (path === `${panePrefix}taskpane.html`) return send(response, await this.pane(), panePolicy);
    if (path.startsWith(panePrefix)) {
      return send(response, await readStatic(folders.pane, path.slice(panePrefix.length)), panePolicy);
    }
    return send(response, await this.page(path.slice(1)), pagePolicy);
  }

  private page(path: string): Promise<StaticFile | null> {
    return readStatic(this.folders.page, path);
  }

  private async pane(): Promise<StaticFile | null> {
    const file = await readStatic(this.folders.pane, "taskpane.html");
    return file === null ? null : { ...file, body: Buffer.from(previewPane(file.body.toString("utf8"))) };
  }

  private async read(request: IncomingMessage, response: ServerResponse, query: string): Promise<void> {
    const name = new URLSearchParams(query).get("nombre") ?? "";
    const bytes = await readBody(request, defaultLimits.fileBytes);
    sendJson(response, 200, JSON.stringify(makeLibroJson(bytes, name === "" ? "Libro.xlsx" : name.slice(0, 200))));
  }

  private async save(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, defaultLimits.fileBytes + formBytes);
    const { bytes, rechazados } = await guardarLibro(body, request.headers["content-type"] ?? "");
    // A header carries only so much, and only ASCII.
    response.setHeader("metas-rechazados", encodeURIComponent(JSON.stringify(rechazados.slice(0, 5))));
    response.setHeader("metas-rechazados-total", String(rechazados.length));
    sendXlsx(response, bytes, "libro.xlsx");
  }
}

const unexpected = {
  code: "vista-error",
  where: "vista",
  message: "La vista previa falló por un error del programa.",
  hint: "Recargue la página. Si se repite, repórtelo con el libro que abrió.",
};

/** A browser says where a request comes from; those of other pages are turned away. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return headers["sec-fetch-mode"] !== "navigate";
  return headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ""}`;
}

function send(response: ServerResponse, file: StaticFile | null, policy: string): void {
  if (file === null) return sendNothing(response, 404);
  head(response, 200, { "content-type": file.type, "content-security-policy": policy });
  response.end(file.body);
}

function sendJson(response: ServerResponse, status: number, text: string): void {
  head(response, status, { "content-type": "application/json; charset=utf-8" });
  response.end(text);
}

function sendXlsx(response: ServerResponse, bytes: Uint8Array, name: string): void {
  head(response, 200, {
    "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  response.end(bytes);
}

function sendNothing(response: ServerResponse, status: number): void {
  head(response, status, { "content-type": "text/plain; charset=utf-8" });
  response.end();
}

function head(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'",
    ...headers,
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(cause.code === "EADDRINUSE" || cause.code === "EACCES" ? portTaken(port, cause) : cause);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(address === null || typeof address === "string" ? port : address.port);
    });
  });
}

function portTaken(port: number, cause: unknown): SyncError {
  return new SyncError("puerto-ocupado", {
    where: `127.0.0.1:${port}`,
    why: `El puerto ${port} no se puede usar.`,
    hint: "Elija otro, o ninguno para que se use uno libre.",
    cause,
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
