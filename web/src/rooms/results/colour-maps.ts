/** Colours for numbers. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** Sixteen even steps of viridis (Smith and van der Walt 2015), dark violet to yellow. */
const VIRIDIS: Rgb[] = (
  "440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e " +
  "1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b fde725"
)
  .split(" ")
  .map((hex) => {
    const byte = (at: number) => parseInt(hex.slice(at, at + 2), 16);
    return [byte(0), byte(2), byte(4)];
  });

/**
 * Viridis, even to the eye and to the colour-blind.
 *
 * @param t 0 (dark violet) … 1 (yellow); clamped
 */
export function viridis(t: number): Rgb {
  const at = Math.max(0, Math.min(1, t)) * (VIRIDIS.length - 1);
  const low = Math.min(Math.floor(at), VIRIDIS.length - 2);
  const mix = (channel: 0 | 1 | 2) => {
    const [from, to] = [VIRIDIS[low]![channel], VIRIDIS[low + 1]![channel]];
    return Math.round(from + (to - from) * (at - low));
  };
  return [mix(0), mix(1), mix(2)];
}

const PAPER: Rgb = [255, 253, 248];

/**
 * Viridis for counts on our page: more is farther from the paper, darker by day and brighter by
 * night. By day the light end fades into the paper, or the rarest would be the loudest.
 *
 * @param t 0 (least) … 1 (most); clamped
 */
export function countColour(t: number, theme: "light" | "dark"): Rgb {
  t = Math.max(0, Math.min(1, t));
  if (theme === "dark") return viridis(t);
  const fade = 0.7 * (1 - t);
  const colour = viridis(1 - t);
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(colour[channel] + (PAPER[channel] - colour[channel]) * fade);
  return [mix(0), mix(1), mix(2)];
}

export const css = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

/** Relative luminance as WCAG 2 defines it, 0 … 1. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is easier to read on `background`; at least 4.5 : 1. */
export function readableOn(background: Rgb): "#000" | "#fff" {
  // Where black and white contrast alike: (L + 0.05)² = 1.05 · 0.05.
  return luminance(background) > 0.179 ? "#000" : "#fff";
}

/** The smallest share that the confusion matrix tells apart from none. */
export const SMALLEST_SHARE = 0.001;

/** Position of a share on the logarithmic scale of the confusion matrix: 0.1 % → 0 … 100 % → 1. */
export function shareScale(share: number): number {
  if (share <= SMALLEST_SHARE) return 0;
  return Math.min(1, 1 - Math.log(share) / Math.log(SMALLEST_SHARE));
}

const AGAINST: Rgb = [16, 112, 196];
const FOR: Rgb = [226, 98, 8];

/**
 * Weights as colour over whatever paper lies beneath: none is transparent, blue against, orange for.
 *
 * @param bytes 0 … 255 with 128 for no weight
 * @param rgba four bytes a pixel, overwritten
 * @param full how far from 128 a byte has full colour
 */
export function weightsToRgba(
  bytes: Uint8Array,
  rgba: Uint8ClampedArray,
  full = 127,
): void {
  bytes.forEach((byte, i) => {
    const weight = (byte - 128) / full;
    rgba.set(weight < 0 ? AGAINST : FOR, 4 * i);
    rgba[4 * i + 3] = Math.abs(weight) * 255;
  });
}

/** CSS gradient of the weights' colours, −limit to +limit. */
export function weightsGradient(): string {
  const stop = (rgb: Rgb, alpha: number) => `rgb(${rgb.join(" ")} / ${alpha})`;
  return `linear-gradient(to right, ${stop(AGAINST, 1)}, ${stop(AGAINST, 0)} 50%, ${stop(FOR, 0)} 50%, ${stop(FOR, 1)})`;
}
