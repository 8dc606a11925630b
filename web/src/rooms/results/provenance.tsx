/** Everything needed to make the same network again. */
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { Layer, Report } from "../../engine/report.ts";
import { formatCount, formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { shapeWords } from "./facts.ts";
import { Note, Table } from "./section.tsx";

export function Provenance(props: { report: Report }) {
  const { data, settings, model, calibration, command } = props.report;
  const { validation } = data;
  return (
    <>
      <Command heading={words.provenanceCommand} text={command} />
      <Show when={calibration?.command}>
        {(text) => (
          <Command heading={words.provenanceCalibration} text={text()} />
        )}
      </Show>
      <h3>{words.data}</h3>
      <Table
        caption={words.data}
        columns={words.dataColumns}
        rows={sourceRows(data)}
        numeric={[2]}
      />
      <Show when={validation.fraction > 0}>
        <Note>
          {words.dataValidation(
            validation.samples,
            formatPercent(validation.fraction, 0),
          )}
        </Note>
      </Show>
      <h3>{words.settings}</h3>
      <dl class="settings">
        <For each={Object.entries(settings)}>
          {([name, value]) => (
            <div>
              <dt>{settingName(name)}</dt>
              <dd>{settingWords(value)}</dd>
            </div>
          )}
        </For>
      </dl>
      <h3>{words.layers}</h3>
      <Table
        caption={words.layers}
        columns={words.layersColumns}
        rows={model.layers.map(layerRow)}
        numeric={[2, 4]}
      />
    </>
  );
}

function sourceRows(data: Report["data"]): JSX.Element[][] {
  const sources = { ...data, validation: data.validation.sources ?? [] };
  return (["train", "validation", "test", "pictures"] as const).flatMap(
    (role) =>
      sources[role].map(({ source, sha256, samples }) => [
        words.dataRoles[role],
        source,
        formatCount(samples),
        sha256 ? <code class="hash">{sha256}</code> : words.generated,
      ]),
  );
}

function layerRow(layer: Layer): string[] {
  const size = layer.kernel_size ?? layer.pool_size;
  return [
    layer.name,
    size ? `${layer.type}, ${shapeWords(size)}` : layer.type,
    shapeWords(layer.output_shape ?? (layer.units ? [layer.units] : undefined)),
    layer.activation ?? "–",
    formatCount(layer.parameters),
  ];
}

const settingName = (name: string) =>
  Object.hasOwn(words.settingNames, name) ? words.settingNames[name] : name;

/** Checksums, which are the only lists among the settings, are cut to where they differ. */
function settingWords(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.map((checksum) => String(checksum).slice(0, 12)).join(", ");
}

/** How long a button says what came of it, in milliseconds. */
const SAID_MS = 2000;

/** A command to be copied, under its heading. */
function Command(props: { heading: string; text: string }) {
  const [outcome, setOutcome] = createSignal<string | null>(null);
  let code!: HTMLElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setOutcome(words.copied);
    } catch {
      // Without a secure connection there is no clipboard; the keyboard still has one.
      getSelection()?.selectAllChildren(code);
      setOutcome(words.copySelected);
    }
    clearTimeout(timer);
    timer = setTimeout(() => setOutcome(null), SAID_MS);
  };
  return (
    <>
      <h3>{props.heading}</h3>
      <div class="command">
        <pre tabindex={0} role="region" aria-label={props.heading}>
          <code ref={code}>{props.text}</code>
        </pre>
        <button type="button" class="quiet-button" onClick={() => void copy()}>
          {outcome() ?? words.copy}
        </button>
        <span class="visually-hidden" aria-live="polite">
          {outcome()}
        </span>
      </div>
    </>
  );
}
