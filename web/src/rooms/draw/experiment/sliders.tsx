/** Size, turn and line of the ink, as sliders of the browser's own. */
import { For } from "solid-js";
import { experiment as words } from "../../../words/experiment.ts";
import { formatPercent } from "../../../words/formats.ts";
import {
  MEASURES,
  RANGES,
  setMeasure,
  type Change,
  type Measure,
} from "./ink-change.ts";

const show = (measure: Measure, value: number) =>
  measure === "turn"
    ? words.degrees(Math.round(value))
    : formatPercent(value, 0);

export function Sliders(props: {
  change: Change;
  setChange: (change: Change) => void;
}) {
  return (
    <div class="sliders">
      <For each={MEASURES}>
        {(measure) => {
          const { least, most, step } = RANGES[measure];
          const text = () => show(measure, props.change[measure]);
          return (
            <label>
              <span>{words.measures[measure]}</span>
              <input
                type="range"
                data-testid={`experiment-${measure}`}
                min={least}
                max={most}
                step={step}
                value={props.change[measure]}
                aria-valuetext={text()}
                onInput={(event) =>
                  props.setChange(
                    setMeasure(
                      props.change,
                      measure,
                      event.currentTarget.valueAsNumber,
                    ),
                  )
                }
              />
              <span class="value" aria-hidden="true">
                {text()}
              </span>
            </label>
          );
        }}
      </For>
    </div>
  );
}
