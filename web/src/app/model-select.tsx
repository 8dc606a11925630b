/** The list of networks in the header: their names, and in words what each one is. */
import { For } from "solid-js";
import type { Networks } from "../engine/networks.ts";
import type { Session } from "../session/session.ts";
import { texts } from "../words/texts.ts";

/**
 * A list of the browser's own, invisible over a face of ours: the face says the name of the chosen
 * network and, where there is room, what it is; the list says it of all.
 */
export function ModelSelect(props: { session: Session; networks: Networks }) {
  const names = () => props.networks.names() ?? [];
  const chosen = () => props.session.desk().network;
  const detail = (name: string | null) => {
    const about = name === null ? null : props.networks.about().get(name);
    return about ? texts.modelDetail(about) : "";
  };
  const choose = (network: string) =>
    props.session.update((desk) => ({ ...desk, network }));
  return (
    <div class="model-choice">
      <span class="model-face" aria-hidden="true">
        <b>{chosen() === null ? "" : texts.modelTitle(chosen()!)}</b>
        <span class="model-detail">{detail(chosen())}</span>
      </span>
      <select
        data-testid="model-select"
        aria-label={texts.modelLabel}
        disabled={names().length === 0}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <For each={names()}>
          {(name) => (
            <option value={name} selected={name === chosen()}>
              {[texts.modelTitle(name), detail(name)]
                .filter(Boolean)
                .join(" · ")}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
