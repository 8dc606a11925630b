/** The desk in signals, and the stroke that is being drawn on it. */
import { createSignal, type Accessor } from "solid-js";
import { emptyDesk, withInk, type Desk } from "./desk.ts";
import { addStroke, clearInk, redo, undo } from "./ink.ts";
import type { Drawing, Stroke } from "./strokes.ts";

export type Command = "undo" | "redo" | "clear";

export interface Session {
  readonly desk: Accessor<Desk>;
  /** Replaces the desk by what `change` makes of it. */
  update(change: (desk: Desk) => Desk): void;
  /** The stroke under the pen; null when the pen is up. A new object whenever it has grown. */
  readonly live: Accessor<{ readonly stroke: Stroke } | null>;
  setLive(stroke: Stroke | null): void;
  /** The stroke under the pen is done and joins the others, unless it is `dropped`. */
  finishStroke(dropped: boolean): void;
  /** Undo, redo or clear; they wait while a stroke is drawn, or they would pull the paper away. */
  run(command: Command): void;
}

const COMMANDS = { undo, redo, clear: clearInk };

export function createSession(desk: Desk = emptyDesk): Session {
  const [current, setDesk] = createSignal(desk);
  const [live, setLive] = createSignal<{ stroke: Stroke } | null>(null);
  const update = (change: (desk: Desk) => Desk) => void setDesk(change);
  return {
    desk: current,
    update,
    live,
    setLive: (stroke) => void setLive(stroke && { stroke }),
    finishStroke(dropped) {
      const stroke = live()?.stroke;
      setLive(null);
      if (stroke && !dropped)
        update((desk) => withInk(desk, addStroke(desk.ink, stroke)));
    },
    run(command) {
      if (live()) return;
      update((desk) => withInk(desk, COMMANDS[command](desk.ink)));
    },
  };
}

/** All strokes on the paper, the one under the pen last. */
export function strokesOn(session: Session): Drawing {
  const { drawing } = session.desk().ink;
  const live = session.live();
  return live ? [...drawing, live.stroke] : drawing;
}
