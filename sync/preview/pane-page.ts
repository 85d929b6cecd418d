import { createHash } from "node:crypto";

/** Where the page finds office.js, the pane and itself. */
export const officePrefix = "/office/";
export const panePrefix = "/panel/";

/**
 * The pane's production page for the preview: office.js comes from this machine instead of Microsoft's address, and what
 * the page may do is said by the server's headers, which allow office.js its own question of trust (see `trustPage` in
 * `addin/preview/host`). Nothing else changes.
 *
 * @throws Error when the page is not as expected, lest the preview ask the network
 */
export function previewPane(html: string): string {
  const local = html
    .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace(/https:\/\/appsforoffice\.microsoft\.com\/lib\/1\/hosted\//, officePrefix);
  if (local.includes("appsforoffice.microsoft.com") || !local.includes(`src="${officePrefix}office.js"`)) {
    throw new Error("the pane's page does not load office.js as expected");
  }
  return local;
}

const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'";

/** The page around the pane: its own files and this server, nothing inline. */
export const pagePolicy = `${nothing}; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'`;

/** The pane: as in production, and only inside our page. */
export const panePolicy = `${nothing}; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; frame-src 'self'; frame-ancestors 'self'`;

/** A page with one inline script, which is let through by its hash alone. */
export function trustPolicy(html: string): string {
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(script).digest("base64");
  return `${nothing}; script-src 'sha256-${hash}'; frame-ancestors 'self'`;
}
