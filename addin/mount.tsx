import { render } from "preact";
import { Actions, type Schedule } from "./actions.ts";
import type { Door } from "./door.ts";
import { Store } from "./state.ts";
import { App, type OtrasPestanas } from "./view/app.tsx";
import { rove } from "./view/rove.ts";

/** The pane on a page: what it does, for tests and for the host page, and how it ends. */
export interface Pane {
  readonly store: Store;
  readonly actions: Actions;
  unmount(): Promise<void>;
}

/** Shows the pane in an element over a door to Excel, and reviews the sheet on screen. */
export function mount(root: HTMLElement, door: Door): Pane {
  const store = new Store();
  const actions = new Actions(door, store, later);
  const settle = rove(root);
  const keepFocus = focusKeeper(root);
  let otras: OtrasPestanas = "vienen";
  const show = (): void => {
    render(<App state={store.state} actions={actions} otras={otras} />, root);
    settle();
    keepFocus(store.state.ocupado !== null);
  };
  const bringOtras = async (): Promise<void> => {
    if (typeof otras === "function") return;
    otras = "vienen";
    otras = await import("./view/otra-pestana.tsx").then(
      ({ OtraPestana }) => OtraPestana,
      () => "perdidas",
    );
    show();
  };
  root.replaceChildren();
  store.subscribe(({ tab }) => {
    if (tab !== "revisar") void bringOtras();
    show();
  });
  show();
  keepClear(root);
  // The first screen goes before the others; by the time one of them or Resaltar is asked for it must not need the network.
  void actions.start().then(bringOtras);
  return {
    store,
    actions,
    unmount: async () => {
      render(null, root);
      await actions.stop();
    },
  };
}

const later: Schedule = (task, milliseconds) => {
  const timer = setTimeout(task, milliseconds);
  return () => clearTimeout(timer);
};

/** What has the focus never hides behind what stays on top while the rest scrolls. */
function keepClear(root: HTMLElement): void {
  const top = root.querySelector(".fijo");
  if (top === null) return;
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingTop = `${top.clientHeight}px`;
  }).observe(top);
}

/**
 * A button that waits while something is being done loses the focus, and so does one that its own press takes away; with it
 * whoever works by keyboard would lose their place. It goes back there once nothing is being done, or else to what comes
 * next; from a sentence that was closed, to what was pressed before. Not if it went elsewhere, to the sheet for one.
 */
function focusKeeper(root: HTMLElement): (isBusy: boolean) => void {
  let last: HTMLElement | null = null;
  let pressed: HTMLElement | null = null;
  let inPanel: HTMLElement[] = [];
  root.addEventListener("focusin", ({ target }) => {
    last = target instanceof HTMLElement ? target : null;
  });
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>(".panel button") : null;
    if (button !== null) pressed = button;
  });
  return (isBusy) => {
    if (last !== null && !isBusy && document.activeElement === document.body && document.hasFocus()) {
      const lost = last;
      const next = inPanel.includes(lost) ? nextTo(lost, inPanel) : pressed;
      [lost, next, root.querySelector<HTMLElement>(".panel")].find(canFocus)?.focus();
      if (pressed === lost) pressed = last;
    }
    // As it was while what has the focus was there.
    if (last?.isConnected !== false)
      inPanel = [...root.querySelectorAll<HTMLElement>(".panel :is([data-rove], button, input, select)")];
  };
}

/** What follows something that is gone, else what came before it; of the same kind if there is any. */
function nextTo(gone: HTMLElement, all: readonly HTMLElement[]): HTMLElement | null {
  const at = all.indexOf(gone);
  const others = [...all.slice(at), ...all.slice(0, at).reverse()].filter(canFocus);
  return others.find(({ className }) => className === gone.className) ?? others[0] ?? null;
}

function canFocus(element: HTMLElement | null): element is HTMLElement {
  return element?.isConnected === true && !element.matches(":disabled");
}
