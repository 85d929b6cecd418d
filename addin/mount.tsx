import { render } from "preact";
import { Actions, type Schedule } from "./actions.ts";
import type { Door } from "./door.ts";
import { Store } from "./state.ts";
import { App } from "./view/app.tsx";

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
  const keepFocus = focusKeeper(root);
  const show = (): void => {
    render(<App state={store.state} actions={actions} />, root);
    keepFocus();
  };
  root.replaceChildren();
  store.subscribe(show);
  show();
  void actions.start();
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

/**
 * A button that waits while something is being done loses the focus, and with it whoever works by keyboard their place;
 * it gets the focus back once it can have it, unless that went elsewhere meanwhile.
 */
function focusKeeper(root: HTMLElement): () => void {
  let last: HTMLElement | null = null;
  root.addEventListener("focusin", ({ target }) => {
    last = target instanceof HTMLElement ? target : null;
  });
  return () => {
    if (last !== null && document.activeElement === document.body && last.isConnected) last.focus();
  };
}
