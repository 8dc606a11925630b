/** Small pictures of numbers: digits of the report, weights of a layer. */
import { onMount } from "solid-js";
import { inkToAlpha } from "../../parts/pixels.ts";
import type { Picture, Pictures } from "../../engine/report.ts";
import { formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { decodeBytes } from "./facts.ts";

/** Canvas with RGBA pixels that `paint` fills in; screen readers hear `label`. */
export function PixelCanvas(props: {
  height: number;
  width: number;
  label: string;
  class?: string;
  paint: (rgba: Uint8ClampedArray) => void;
}) {
  let canvas!: HTMLCanvasElement;
  onMount(() => {
    const image = new ImageData(props.width, props.height);
    props.paint(image.data);
    canvas.getContext("2d")!.putImageData(image, 0, 0);
  });
  return (
    <canvas
      ref={canvas}
      width={props.width}
      height={props.height}
      role="img"
      aria-label={props.label}
      class={props.class}
    />
  );
}

/** Puts a picture on the visitor's paper. */
export type OpenPicture = (picture: Picture) => void;

/** A digit of the report with its true and its read label; a press opens it on the paper. */
export function DigitFigure(props: {
  picture: Picture;
  size: Pictures;
  open: OpenPicture;
}) {
  const { label, predicted, probability, pixels } = props.picture;
  const { height, width } = props.size;
  // Damage shows here, where it can be told, and not when the picture is painted.
  const bytes = decodeBytes(pixels, height * width);
  return (
    <figure class="digit" classList={{ wrong: label !== predicted }}>
      <button
        type="button"
        class="digit-open"
        title={words.openOnPaper}
        aria-label={words.openOnPaperLabel(words.errorLabel(label, predicted))}
        onClick={() => props.open(props.picture)}
      >
        <PixelCanvas
          height={height}
          width={width}
          label={words.errorLabel(label, predicted)}
          class="inked-pixels"
          paint={(rgba) => inkToAlpha(bytes, 255, rgba)}
        />
      </button>
      <figcaption>
        <span class="true-label">
          {words.errorTrue} <b>{label}</b>
        </span>
        <span class="read-label">
          {words.errorRead} <b>{predicted}</b>
        </span>
        <span class="probability">{formatPercent(probability, 0)}</span>
      </figcaption>
    </figure>
  );
}
