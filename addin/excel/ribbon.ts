/** What a button of the ribbon does, by the name that the manifest gives its function. */
export const ribbonActions = ["revisar", "resaltar", "quitarResaltado"] as const;
export type RibbonAction = (typeof ribbonActions)[number];

/**
 * Lets the ribbon's buttons press those of the pane. Excel waits for each to be through.
 *
 * Where Excel shares one runtime between pane and ribbon, Revisar brings the pane on screen, and so does what another has
 * to say; elsewhere Excel opens this page unseen, and the button that shows the pane is another.
 *
 * @param actions each tells whether there is something that has to be read
 */
export function listenToRibbon(actions: Readonly<Record<RibbonAction, () => Promise<boolean>>>): void {
  for (const name of ribbonActions) {
    Office.actions.associate(name, (event: Office.AddinCommands.Event) => {
      void run(name, actions[name]).finally(() => event.completed());
    });
  }
}

async function run(name: RibbonAction, action: () => Promise<boolean>): Promise<void> {
  if (name === "revisar") await showPane();
  if (await action()) await showPane();
}

async function showPane(): Promise<void> {
  if (Office.context.requirements.isSetSupported("SharedRuntime", "1.1")) await Office.addin.showAsTaskpane();
}
