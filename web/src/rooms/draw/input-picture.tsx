/** The picture that the network reads, where that is another one than the frame. */
import { createEffect } from "solid-js";
import type { NetworkHandle } from "../../engine/engine.ts";
import { PixelView } from "../../parts/pixels.ts";
import { stages as words } from "../../words/stages.ts";
import { FRAME_SIDE, Picture } from "./stage-pictures.tsx";

/** What the network reads; one that reads the frame itself needs no second picture of it. */
export function InputPicture(props: {
  network: NetworkHandle | null;
  input: Float32Array | null;
}) {
  const isFrame = () =>
    props.network?.inputHeight === FRAME_SIDE &&
    props.network.inputWidth === FRAME_SIDE &&
    props.network.inputDeskew === 0;
  const paint = (canvas: HTMLCanvasElement) => {
    const view = new PixelView(canvas);
    createEffect(() => {
      const { input, network } = props;
      // Of another network, whose answer is on its way.
      const fits =
        network && input?.length === network.inputHeight * network.inputWidth;
      if (fits) view.show(input, network.inputHeight, network.inputWidth, 1);
      else view.clear();
    });
  };
  return (
    <figure hidden={isFrame()}>
      <Picture
        label={words.pictures.input}
        pixels={20}
        side={20}
        canvas={paint}
      />
      <span class="caption">
        {words.input}
        {props.network &&
          `: ${words.read(
            props.network.inputHeight,
            props.network.inputWidth,
            props.network.inputDeskew,
          )}`}
      </span>
      <p>{words.inputDetail}</p>
    </figure>
  );
}
