import type { Area } from "../../../../shared/address.ts";

/** How a sheet is printed. */
export interface PageLayout {
  readonly orientation: "Portrait" | "Landscape";
  readonly paperSize: string;
  readonly centerHorizontally: boolean;
  readonly centerVertically: boolean;
  readonly printGridlines: boolean;
  readonly blackAndWhite: boolean;
  readonly zoom: Readonly<Record<string, number>>;
  /** Rows that every page begins with. */
  readonly titleRows: Area | null;
  /** Null prints all that is used. */
  readonly printArea: Area | null;
}

export const plainPageLayout: PageLayout = {
  orientation: "Portrait",
  paperSize: "Letter",
  centerHorizontally: false,
  centerVertically: false,
  printGridlines: false,
  blackAndWhite: false,
  zoom: { scale: 100 },
  titleRows: null,
  printArea: null,
};
