/** At the paper: undo, redo, clear and the brush; and for those who have a pen, whether fingers draw. */
import { For, Show } from "solid-js";
import { Icon } from "../../parts/icon.tsx";
import type { Command, Session } from "../../session/session.ts";
import { BRUSHES, type Brush } from "../../session/strokes.ts";
import { texts } from "../../words/texts.ts";
import "./tools.css";

const words = texts.draw;

const ICONS: Record<Command, string> = {
  undo: "M9 7L4 12l5 5M4.500 12H14a5.500 5.500 0 0 1 5.500 5.500",
  redo: "M15 7l5 5-5 5M19.500 12H10a5.500 5.500 0 0 0-5.500 5.500",
  clear: "M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7",
};

function CommandButton(props: {
  session: Session;
  command: Command;
  disabled: boolean;
}) {
  return (
    <button
      type="button"
      data-testid={props.command}
      title={words[props.command]}
      disabled={props.disabled}
      onClick={() => props.session.run(props.command)}
    >
      <Icon path={ICONS[props.command]} />
      <span>{words[props.command]}</span>
    </button>
  );
}

export function Tools(props: {
  session: Session;
  /** Whether a pen has been seen, which is then the one that draws. */
  hasPen: boolean;
  touchDraws: boolean;
  setTouchDraws: (draws: boolean) => void;
}) {
  const ink = () => props.session.desk().ink;
  const button = (command: Command, disabled: () => boolean) => (
    <CommandButton
      session={props.session}
      command={command}
      disabled={disabled()}
    />
  );
  return (
    <div class="tools" role="group" aria-label={words.tools}>
      {button("undo", () => ink().past.length === 0)}
      {button("redo", () => ink().future.length === 0)}
      <BrushChoice session={props.session} />
      {button("clear", () => ink().drawing.length === 0)}
      <Show when={props.hasPen}>
        <label class="touch-draws">
          <input
            type="checkbox"
            role="switch"
            class="switch"
            data-testid="touch-draws"
            checked={props.touchDraws}
            onChange={(event) =>
              props.setTouchDraws(event.currentTarget.checked)
            }
          />
          {words.fingerDraws}
        </label>
      </Show>
    </div>
  );
}

function BrushChoice(props: { session: Session }) {
  const use = (brush: Brush) =>
    props.session.update((desk) => ({ ...desk, brush }));
  return (
    <div class="brushes" role="radiogroup" aria-label={words.brush}>
      <For each={Object.keys(BRUSHES) as Brush[]}>
        {(brush) => (
          <label class={brush} title={words.brushes[brush]}>
            <input
              type="radio"
              name="brush"
              value={brush}
              aria-label={words.brushes[brush]}
              data-testid={`brush-${brush}`}
              checked={props.session.desk().brush === brush}
              onChange={() => use(brush)}
            />
            <span />
          </label>
        )}
      </For>
    </div>
  );
}
