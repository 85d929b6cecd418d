import type { Frame, Page } from "playwright-core";
import type { Vista } from "./vista.ts";

/** The pane's own document within the preview's page. */
export function paneFrame(page: Page): Frame {
  const frame = page.frames().find((each) => each.url().includes("/panel/taskpane.html"));
  if (frame === undefined) throw new Error("no pane");
  return frame;
}

/** Whether what has the focus is in the pane and matches a selector. */
export function hasFocus({ page }: Vista, selector: string): Promise<boolean> {
  return paneFrame(page).evaluate<boolean>(
    `document.hasFocus() && document.activeElement.matches(${JSON.stringify(selector)})`,
  );
}

/** Waits until what has the focus in the pane matches a selector. */
export async function focusComesTo(vista: Vista, selector: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await hasFocus(vista, selector))) {
    if (Date.now() > end) throw new Error(`the focus is not at ${selector} but at ${await focused(vista)}`);
    await vista.page.waitForTimeout(30);
  }
}

/** Presses a key until the focus is at what matches a selector, which a person would not do for ever. */
export async function pressTo(vista: Vista, key: string, selector: string, most = 12): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await vista.page.keyboard.press(key);
    if (await hasFocus(vista, selector)) return;
  }
  throw new Error(`${most} times ${key} do not lead to ${selector} but to ${await focused(vista)}`);
}

function focused({ page }: Vista): Promise<string> {
  return paneFrame(page).evaluate<string>("`${document.hasFocus()} ${document.activeElement.outerHTML.slice(0, 200)}`");
}
