import type { ThemeColors } from "./theme-colors.ts";
import type { XmlReader } from "./xml.ts";

/** `#RRGGBB` of a colour element (`color`, `fgColor`, `tabColor`); null for «automatic» and for what is no colour. */
export function readColor(xml: XmlReader, theme: ThemeColors): string | null {
  const base = baseColor(xml, theme);
  const tint = Number(xml.attribute("tint") ?? "0");
  return base === null || !Number.isFinite(tint) || tint === 0 ? base : tinted(base, Math.max(-1, Math.min(1, tint)));
}

function baseColor(xml: XmlReader, theme: ThemeColors): string | null {
  const rgb = xml.attribute("rgb");
  if (rgb !== undefined) return /^([0-9a-f]{2})?[0-9a-f]{6}$/i.test(rgb) ? `#${rgb.slice(-6).toUpperCase()}` : null;
  const themed = xml.attribute("theme");
  if (themed !== undefined) return theme[Number(themed)] ?? null;
  const indexed = xml.attribute("indexed");
  return indexed === undefined ? null : (palette[Number(indexed)] ?? null);
}

/** Lighter or darker by lightness alone, ECMA-376 part 1, 18.8.19. */
function tinted(color: string, tint: number): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const lightness = (most + least) / 2;
  const next = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint;
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1));
  const chroma = (1 - Math.abs(2 * next - 1)) * saturation;
  const parts = [red, green, blue].map((part) =>
    spread === 0 ? next : next - chroma / 2 + ((part - least) / spread) * chroma,
  );
  const hex = parts.map((part) =>
    Math.round(Math.max(0, Math.min(1, part)) * 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("").toUpperCase()}`;
}

const firstEight = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF";

/** The palette of old, ECMA-376 part 1, 18.8.27; 64 and up are the system's own colours. */
const palette: readonly string[] = (
  `${firstEight} ${firstEight} ` +
  "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF " +
  "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 " +
  "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
  .split(" ")
  .map((each) => `#${each}`);
