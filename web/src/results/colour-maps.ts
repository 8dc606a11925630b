/** Colours for numbers. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number];

const clampByte = (value: number) =>
  Math.max(0, Math.min(255, Math.round(value)));

/**
 * Cividis (Nuñez, Anderton and Renslow 2018), even to the eye and to the colour-blind, as the
 * polynomial that d3-scale-chromatic fits to it.
 *
 * @param t 0 (dark blue) … 1 (yellow); clamped
 */
export function cividis(t: number): Rgb {
  t = Math.max(0, Math.min(1, t));
  return [
    clampByte(
      -4.54 -
        t *
          (35.34 - t * (2381.73 - t * (6402.7 - t * (7024.72 - t * 2710.57)))),
    ),
    clampByte(
      32.49 +
        t * (170.73 + t * (52.82 - t * (131.46 - t * (176.58 - t * 67.37)))),
    ),
    clampByte(
      81.24 +
        t *
          (442.36 -
            t * (2482.43 - t * (6167.24 - t * (6614.94 - t * 2475.67)))),
    ),
  ];
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

const AGAINST: Rgb = [32, 124, 202];
const FOR: Rgb = [224, 106, 20];

/**
 * Weights as colour over whatever paper lies beneath: none is transparent, blue against, orange for.
 *
 * @param bytes 0 … 255 with 128 for no weight
 * @param rgba four bytes a pixel, overwritten
 */
export function weightsToRgba(
  bytes: Uint8Array,
  rgba: Uint8ClampedArray,
): void {
  bytes.forEach((byte, i) => {
    const weight = (byte - 128) / 127;
    rgba.set(weight < 0 ? AGAINST : FOR, 4 * i);
    rgba[4 * i + 3] = Math.abs(weight) * 255;
  });
}

/** CSS gradient of the weights' colours, −limit to +limit. */
export function weightsGradient(): string {
  const stop = (rgb: Rgb, alpha: number) => `rgb(${rgb.join(" ")} / ${alpha})`;
  return `linear-gradient(to right, ${stop(AGAINST, 1)}, ${stop(AGAINST, 0)} 50%, ${stop(FOR, 0)} 50%, ${stop(FOR, 1)})`;
}
