/**
 * Where a manifest says that the pane is.
 *
 * @throws Error when the manifest names no page for the pane
 */
export function addressOf(manifest: string): string {
  const [, address] = /<SourceLocation DefaultValue="(https:[^"]+)\/taskpane\.html"/.exec(manifest) ?? [];
  if (address === undefined) throw new Error("manifest.xml has no SourceLocation");
  return address;
}

/**
 * The address asked for, where it can be one: https, and a folder at most.
 *
 * @throws Error with what to write instead
 */
export function checkAddress(asked: string): string {
  if (!plainAddress.test(asked) || !URL.canParse(asked)) {
    throw new Error(
      `METAS_ORIGEN dice «${asked}», y debe ser una dirección https sin barra al final, como ` +
        "https://metas.ejemplo.gov.co o https://ejemplo.gov.co/metas.",
    );
  }
  return asked;
}

/** Host, port and folders, all of them as they stand in a manifest. */
const plainAddress = /^https:\/\/[a-z\d][a-z\d.-]*(?::\d+)?(?:\/[\w~-][\w.~-]*)*$/;
