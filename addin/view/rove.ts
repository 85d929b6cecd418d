/**
 * Makes each list one stop for Tab, with arrows, Home and End moving among its items: Excel on the web keeps Tab, Escape,
 * F2 and Ctrl+Z for itself at times. A list carries `data-roving` and its items `data-rove`; `tabIndex` is set here alone.
 *
 * @returns to be called after each drawing, which may have taken the stop of a list away
 */
export function rove(root: HTMLElement): () => void {
  const settleAll = (): void => root.querySelectorAll<HTMLElement>("[data-roving]").forEach(settle);
  root.addEventListener("keydown", onKey);
  root.addEventListener("focusin", settleAll);
  return settleAll;
}

/** Leaves one stop: what has the focus, else what is chosen, else what was the stop before, else the first. */
function settle(list: HTMLElement): void {
  const items = itemsOf(list);
  const stop =
    items.find((item) => item === document.activeElement) ??
    items.find((item) => item.matches('[aria-checked="true"], [aria-selected="true"]')) ??
    items.find((item) => item.matches('[tabindex="0"]')) ??
    items[0];
  for (const item of items) item.tabIndex = item === stop ? 0 : -1;
}

function onKey(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return;
  const list = target.closest<HTMLElement>("[data-roving]");
  if (list === null) return;
  const items = itemsOf(list).filter((item) => !item.matches(":disabled"));
  const at = items.indexOf(target);
  const next = at < 0 ? null : nextIndex(key, at, items.length);
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
  // Of choices that exclude each other, arrows make the choice.
  if (items[next]?.role === "radio") items[next].click();
}

function itemsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[data-rove]")];
}

function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowUp":
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
