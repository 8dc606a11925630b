/** The weights of the first layer, a picture a unit. */
import { createSignal, For, Show } from "solid-js";
import type { FirstLayer, Report } from "../../engine/report.ts";
import { formatLoss } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { weightsGradient, weightsToRgba } from "./colour-maps.ts";
import { PixelCanvas } from "./digit-picture.tsx";
import { decodeBytes } from "./facts.ts";
import { Note } from "./section.tsx";

/** Byte 255 stands for the layer's limit, byte 128 for no weight. */
const FULL = 127;

export function FirstLayerWeights(props: { report: Report }) {
  return (
    <Show
      when={props.report.first_layer}
      keyed
      fallback={<Note>{words.weightsNone}</Note>}
    >
      {(layer) => (
        <Weights
          layer={layer}
          filters={props.report.model.layers[0]?.type === "Conv2D"}
        />
      )}
    </Show>
  );
}

function Weights(props: { layer: FirstLayer; filters: boolean }) {
  const { layer, filters } = props;
  const { height, width, limit } = layer;
  const say = filters ? words.filtersDetail : words.weightsDetail;
  const label = filters ? words.weightsFilter : words.weightsUnit;
  const units = layer.units.map((unit) => {
    const bytes = decodeBytes(unit, height * width);
    const most = Math.max(...bytes.map((byte) => Math.abs(byte - 128)));
    return { bytes, most };
  });
  // One strong filter would leave the others blank; units that see the whole image are alike.
  const [common, setCommon] = createSignal(!filters);
  const scale = (most: number) => (common() ? FULL : Math.max(1, most));
  const end = (sign: string) =>
    common() ? `${sign}${formatLoss(limit)}` : words.weightsOwnEnd(sign);
  // As near to a square as can be, up to ten a row.
  const columns = Math.min(10, Math.ceil(Math.sqrt(units.length)));
  return (
    <>
      <Note>
        {say(layer.name, units.length, `${height}\u202f×\u202f${width}`)}
      </Note>
      <label class="choice">
        <input
          type="checkbox"
          data-testid="weights-common"
          checked={common()}
          onChange={(event) => setCommon(event.currentTarget.checked)}
        />{" "}
        {words.weightsCommon}
      </label>
      <div
        class="weights"
        classList={{ filters }}
        ref={(grid) => grid.style.setProperty("--columns", String(columns))}
      >
        <For each={units}>
          {({ bytes, most }, i) => (
            <figure>
              {/* Another scale is another picture. */}
              <Show when={scale(most)} keyed>
                {(full) => (
                  <PixelCanvas
                    height={height}
                    width={width}
                    label={label(i() + 1)}
                    paint={(rgba) => weightsToRgba(bytes, rgba, full)}
                  />
                )}
              </Show>
              <figcaption>
                ±{formatLoss((scale(most) / FULL) * limit)}
              </figcaption>
            </figure>
          )}
        </For>
      </div>
      <div class="scale">
        <span class="scale-title">
          {common() ? words.weightsScale : words.weightsOwnScale}
        </span>
        <span
          class="scale-bar"
          ref={(bar) => (bar.style.background = weightsGradient())}
        />
        <span class="scale-ticks">
          <span>{end("−")}</span>
          <span>0</span>
          <span>{end("+")}</span>
        </span>
      </div>
    </>
  );
}
