/** Small grey images on canvases. Ink is opaque black, paper transparent; dark mode inverts in CSS. */

/**
 * Writes ink amounts into RGBA pixels, which must be black already.
 *
 * @param ink one value a pixel
 * @param full the value that is full ink; values beyond 0 … full are clamped
 */
export function inkToAlpha(
  ink: ArrayLike<number>,
  full: number,
  rgba: Uint8ClampedArray<ArrayBufferLike>,
) {
  const scale = 255 / full;
  for (let i = 0; i < ink.length; ++i) rgba[4 * i + 3] = ink[i]! * scale;
}

/** A canvas of height×width pixels that is painted again and again. */
export class PixelView {
  private context: CanvasRenderingContext2D;
  private image: ImageData | null = null;

  constructor(readonly canvas: HTMLCanvasElement) {
    // Small and written by the processor: no business of the graphics card.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser has no 2D canvas");
    this.context = context;
  }

  /** Paints ink amounts, row-major; see `inkToAlpha`. */
  show(
    ink: ArrayLike<number>,
    height: number,
    width: number,
    full: number,
  ): void {
    if (this.image?.width !== width || this.image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = new ImageData(width, height);
    }
    inkToAlpha(ink, full, this.image.data);
    this.context.putImageData(this.image, 0, 0);
  }

  clear(): void {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }
}
