/** How far the network's confidence can be trusted, and whether it knows what is no digit. */
import { Show } from "solid-js";
import type { Report } from "../../engine/report.ts";
import { formatCount, formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { NonDigits } from "./non-digits.tsx";
import { Reliability } from "./reliability.tsx";
import { RiskCurves } from "./risk-curves.tsx";
import { Note, Table } from "./section.tsx";
import { calibrationWords, trustSets, type TrustSet } from "./trust-facts.ts";

/** Whether a report says anything of all this. */
export const hasTrust = (report: Report): boolean =>
  trustSets(report).length > 0 || (report.non_digits?.length ?? 0) > 0;

export function Trust(props: { report: Report }) {
  const { calibration, non_digits = [] } = props.report;
  const sets = trustSets(props.report);
  return (
    <>
      <Show when={calibration}>
        {(calibration) => <Note>{calibrationWords(calibration())}</Note>}
      </Show>
      <Show when={calibration?.no_digit_parameters}>
        <Note>{words.noDigitUnitDetail}</Note>
      </Show>
      <Show when={sets.length > 0}>
        <SetTable sets={sets} />
        <div class="charts">
          <Reliability sets={sets} />
          <RiskCurves sets={sets} />
        </div>
      </Show>
      <Show when={non_digits.length > 0}>
        <NonDigits figures={non_digits} sets={sets} />
      </Show>
    </>
  );
}

function SetTable(props: { sets: readonly TrustSet[] }) {
  const rows = () =>
    props.sets.map(({ name, samples, confidence }) => [
      name,
      formatCount(samples),
      formatPercent(confidence.calibration_error, 2),
      formatPercent(confidence.refused, 2),
    ]);
  return (
    <Table
      caption={words.trustHeading}
      columns={words.trustColumns}
      rows={rows()}
      numeric={[1, 2, 3]}
    />
  );
}
