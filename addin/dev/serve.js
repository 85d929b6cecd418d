// `npm run addin`: serves the built pane over https on this computer, for Excel to open it from a manifest of its own.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getHttpsServerOptions } from "office-addin-dev-certs";
import { build, preview } from "vite";

const port = 3000;
const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
const manifest = new URL("../../manifest.xml", import.meta.url);
const devFolder = new URL("../../dist/addin-dev/", import.meta.url);

const { key, cert, ca } = await getHttpsServerOptions();
await build({ configFile, logLevel: "warn", build: { watch: {} } });
await preview({ configFile, preview: { host: "localhost", port, strictPort: true, https: { key, cert, ca } } });

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
