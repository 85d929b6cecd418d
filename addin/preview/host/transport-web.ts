import type { ExcelHost } from "./excel-host.ts";
import { defaultAppInfo, WebSession, type WebAppInfo } from "./web-session.ts";

/**
 * Opens a page with office.js in an iframe, around which this page is Excel on the web.
 *
 * @param frame   in the document already; gets its address here
 * @param paneUrl of the pane, on this page's own origin: office.js trusts no other around it
 */
export function openPane(
  frame: HTMLIFrameElement,
  paneUrl: string,
  host: ExcelHost,
  info: WebAppInfo = defaultAppInfo,
): OpenPane {
  const { origin } = window.location;
  const session = new WebSession(host, info, (text) => frame.contentWindow?.postMessage(text, origin));
  const listen = (event: MessageEvent<unknown>): void => {
    if (event.source === frame.contentWindow && event.origin === origin && typeof event.data === "string") {
      void session.receive(event.data);
    }
  };
  window.addEventListener("message", listen);
  frame.src = paneAddress(paneUrl, origin, info.locale);
  return {
    press: (action) => session.press(action),
    close: () => {
      window.removeEventListener("message", listen);
      session.dispose();
    },
  };
}

export interface OpenPane {
  /** Presses a button of the ribbon; settles once the command is through. */
  press(action: string): Promise<void>;
  /** Takes the conversation down; the frame stays. */
  close(): void;
}

const conversation = "metas";
const controlId = "metas-al-dia";

/** What Excel on the web writes into a pane's address, so that office.js knows where it is. */
function paneAddress(paneUrl: string, origin: string, locale: string): string {
  const url = new URL(paneUrl, origin);
  url.searchParams.set("_host_Info", `Excel$Web$16.01$${locale}$x$$$0`);
  url.hash = `_xdm_Info=${conversation}|${controlId}|${origin}/`;
  const text = url.toString();
  return text.replaceAll("%24", "$").replace("#", "#&");
}
