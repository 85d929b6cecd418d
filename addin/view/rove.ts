/**
 * Moves the focus among the items of a container by arrows, Home and End, one of them being the container's only stop for
 * Tab: Excel on the web keeps Tab, Escape, F2 and Ctrl+Z for itself at times. Items carry `data-rove`.
 */
export function onRoveKey(event: KeyboardEvent): void {
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const items = itemsOf(currentTarget);
  const at = items.indexOf(target);
  if (at < 0) return;
  const next = nextIndex(key, at, items.length);
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}

/** The item that has the focus becomes the one that Tab comes back to. */
export function onRoveFocus(event: FocusEvent): void {
  const { currentTarget, target } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const items = itemsOf(currentTarget);
  if (!items.includes(target)) return;
  for (const item of items) item.tabIndex = item === target ? 0 : -1;
}

function itemsOf(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>("[data-rove]")];
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
