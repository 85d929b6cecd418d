/** Widths that Excel gives a task pane, and the usual one. */
const paneWidth = { least: 320, usual: 350, most: 500 } as const;

/** Lets the bar between sheet and pane be dragged, and moved by arrow keys. */
export function makeSplitter(bar: HTMLElement, pane: HTMLElement): void {
  let width: number = paneWidth.usual;
  const set = (wanted: number): void => {
    width = Math.round(Math.max(paneWidth.least, Math.min(paneWidth.most, wanted)));
    pane.style.width = `${width}px`;
    bar.setAttribute("aria-valuenow", String(width));
  };
  bar.setAttribute("aria-valuemin", String(paneWidth.least));
  bar.setAttribute("aria-valuemax", String(paneWidth.most));
  set(width);
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    // The pane's own page would swallow the pointer.
    pane.style.pointerEvents = "none";
  });
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) set(pane.getBoundingClientRect().right - event.clientX);
  });
  bar.addEventListener("lostpointercapture", () => {
    pane.style.pointerEvents = "";
  });
  bar.addEventListener("keydown", (event) => {
    const wanted = keys(width)[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  });
}

function keys(width: number): Readonly<Record<string, number | undefined>> {
  return {
    ArrowLeft: width + 10,
    ArrowRight: width - 10,
    Home: paneWidth.least,
    End: paneWidth.most,
  };
}
