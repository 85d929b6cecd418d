// `npm run addin`: serves the built pane over https on this computer, for Excel to open it from a manifest of its own.
// Another port than 3000: `npm run addin -- 3001`.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { getHttpsServerOptions } from "office-addin-dev-certs";
import { build, preview } from "vite";

const [asked = "3000"] = process.argv.slice(2);
const port = /^\d{1,5}$/.test(asked) ? Number(asked) : 0;
const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
const manifest = new URL("../../manifest.xml", import.meta.url);
const devFolder = new URL("../../dist/addin-dev/", import.meta.url);

if (port < 1024 || port > 65_535)
  stop(`«${asked}» no es un puerto. Use un número de 1024 a 65535: npm run addin -- 3001`);
// Before the certificate: whoever is asked for a password should not be told afterwards that it was for nothing.
await checkPort();
const { key, cert, ca } = await trustedCertificate();
await build({ configFile, logLevel: "warn", build: { watch: {} } });
try {
  await preview({ configFile, preview: { host: "localhost", port, strictPort: true, https: { key, cert, ca } } });
} catch (error) {
  if (/already in use/.test(reasonOf(error))) stop(portTaken());
  throw error;
}

const text = await readFile(manifest, "utf8");
const [, production = ""] = /<SourceLocation DefaultValue="(https:\/\/[^/"]+)/.exec(text) ?? [];
await mkdir(devFolder, { recursive: true });
const devManifest = fileURLToPath(new URL("manifest.xml", devFolder));
await writeFile(
  devManifest,
  text
    .replaceAll(production, `https://localhost:${port}`)
    // Beside the one of production, not in its place.
    .replace(/<Id>.*?<\/Id>/, "<Id>2f0a6a0e-8a5b-4b0e-9a51-0d6b6c1b7f43</Id>")
    .replaceAll("Metas al Día", "Metas al Día (desarrollo)"),
);

process.stdout.write(`
El panel se sirve en https://localhost:${port}/taskpane.html y se construye de nuevo con cada cambio.
Manifiesto para este equipo: ${devManifest}

Windows
  1. Comparta la carpeta del manifiesto (clic derecho › Propiedades › Compartir) y copie su ruta de red.
  2. Excel › Archivo › Opciones › Centro de confianza › Configuración › Catálogos de complementos de confianza:
     agregue esa ruta y marque «Mostrar en el menú». Reinicie Excel.
  3. Inicio › Complementos › Más complementos › Carpeta compartida › Metas al Día (desarrollo).
Mac
  1. Copie el manifiesto en ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef/
  2. Reinicie Excel: Inicio › Complementos.
Excel en la web
  1. Abra un libro en OneDrive o SharePoint: Inicio › Complementos › Más complementos › Cargar mi complemento.
  2. Elija el manifiesto. El navegador debe confiar en el certificado de este equipo.

Ctrl+C para terminar. Para quitar el certificado: npx office-addin-dev-certs uninstall
`);

/** Ends here when another program is listening on the port. */
async function checkPort() {
  const server = createServer();
  try {
    await new Promise((resolve, reject) => {
      server.once("error", reject).listen({ port, host: "localhost" }, () => resolve(undefined));
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") stop(portTaken());
    throw error;
  }
  await new Promise((resolve) => server.close(resolve));
}

/** Makes and installs the certificate of this computer, once; ends here when that is refused. */
async function trustedCertificate() {
  try {
    return await getHttpsServerOptions();
  } catch (error) {
    return stop(`
No se instaló el certificado de https://localhost, y sin él Excel no abre el panel.
The certificate of https://localhost was not installed; Excel does not open the pane without it.

Causa: ${reasonOf(error)}

Qué hacer
  Windows  Corra de nuevo npm run addin y responda Sí cuando pregunte si confía en el certificado.
  Mac      Corra de nuevo npm run addin y escriba la contraseña del equipo cuando la pida.
  Linux    Hace falta sudo. Excel no corre en Linux: el certificado sirve solo para Excel en la web.
Si el equipo no deja instalar certificados, pídalo a quien lo administra. Para ver el panel sin Excel ni certificado:
npm run preview`);
  }
}

function portTaken() {
  return `
El puerto ${port} está ocupado por otro programa (quizá otro npm run addin que sigue abierto). Ciérrelo, o use otro puerto:
Port ${port} is in use by another program (perhaps another npm run addin). Close it, or use another port:

  npm run addin -- ${port + 1}`;
}

/** @returns {string} */
function reasonOf(/** @type {unknown} */ error) {
  return (error instanceof Error ? error.message : String(error)).trim();
}

/**
 * Nobody is helped by a stack here.
 *
 * @returns {never}
 */
function stop(/** @type {string} */ why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
