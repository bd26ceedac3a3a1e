/*
 * The colours of the letters: those of the design tokens (apps/web/src/ui/tokens.css), written out, since mail programs know neither
 * variables nor oklch(). A test of the app holds the two together.
 */

/** Lightness, chroma, hue. */
type Oklch = readonly [number, number, number];

/** YOUR BRAND: the values of `--brand-accent` and `--brand-lantern`. */
export const ACCENT: Oklch = [0.42, 0.068, 202];
export const LANTERN: Oklch = [0.76, 0.155, 68];

/** Pixels: `--brand-radius`, which counts in rem of 16. The letter's sheet is rounder by half, as panels on the pages are. */
export const RADIUS = 8;
export const SHEET_RADIUS = RADIUS * 1.5;

const [, accentChroma, accentHue] = ACCENT;

/** By the token's name, by day and by night. */
export const TOKENS = {
  ground: [
    [0.964, 0.004, 98],
    [0.168, 0.012, 232],
  ],
  surface: [
    [1, 0, 0],
    [0.208, 0.013, 232],
  ],
  sunken: [
    [0.978, 0.003, 98],
    [0.182, 0.012, 232],
  ],
  ink: [
    [0.225, 0.016, 225],
    [0.952, 0.005, 110],
  ],
  "ink-soft": [
    [0.415, 0.014, 225],
    [0.79, 0.009, 200],
  ],
  line: [
    [0.905, 0.004, 180],
    [0.305, 0.014, 232],
  ],
  accent: [
    [Math.min(ACCENT[0], 0.48), accentChroma, accentHue],
    [0.785, Math.min(Math.max(0.02, accentChroma), 0.115), accentHue - 8],
  ],
  "on-accent": [
    [0.995, 0, 0],
    [0.2, Math.min(accentChroma, 0.04), accentHue],
  ],
  lantern: [LANTERN, [0.83, LANTERN[1], LANTERN[2]]],
} as const satisfies Record<string, readonly [day: Oklch, night: Oklch]>;

type Token = keyof typeof TOKENS;

/** `#rrggbb`; what sRGB cannot show is cut off (https://www.w3.org/TR/css-color-4/#color-conversion-code). */
export function toHex([lightness, chroma, hue]: Oklch): string {
  const radians = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(radians);
  const b = chroma * Math.sin(radians);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(toByte).join("")}`;
}

function toByte(linear: number): string {
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(Math.max(encoded, 0), 1) * 255)
    .toString(16)
    .padStart(2, "0");
}

function shade(time: 0 | 1): Record<Token, string> {
  return Object.fromEntries(Object.entries(TOKENS).map(([name, shades]) => [name, toHex(shades[time])])) as Record<Token, string>;
}

/** Written into every element: a mail program that drops style sheets shows the letter by day. */
export const DAY = shade(0);
export const NIGHT = shade(1);

export const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
export const FONT_MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, monospace";
