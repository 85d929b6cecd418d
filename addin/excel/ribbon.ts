/** What a button of the ribbon does, by the name that the manifest gives its function. */
export const ribbonActions = ["revisar", "resaltar", "quitarResaltado"] as const;
export type RibbonAction = (typeof ribbonActions)[number];

/**
 * Lets the ribbon's buttons press those of the pane. Excel waits for each to be through.
 *
 * Where Excel shares one runtime between pane and ribbon, Revisar also brings the pane on screen; elsewhere Excel opens
 * this page unseen, and the button that shows the pane is another.
 */
export function listenToRibbon(actions: Readonly<Record<RibbonAction, () => Promise<void>>>): void {
  for (const name of ribbonActions) {
    Office.actions.associate(name, (event: Office.AddinCommands.Event) => {
      void run(name, actions[name]).finally(() => event.completed());
    });
  }
}

async function run(name: RibbonAction, action: () => Promise<void>): Promise<void> {
  if (name === "revisar" && Office.context.requirements.isSetSupported("SharedRuntime", "1.1")) {
    await Office.addin.showAsTaskpane();
  }
  await action();
}
