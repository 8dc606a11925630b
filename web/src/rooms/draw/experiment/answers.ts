/** What all networks make of both sides of a comparison, kept up to date while the ink moves. */
import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { NetworkHandle, ReadDigit } from "../../../engine/engine.ts";
import { latestOnly } from "../../../engine/latest.ts";
import type { RoomProps } from "../../../parts/room.ts";
import { frameSettings } from "../../../session/framing.ts";
import { packStrokes } from "../../../session/packed-strokes.ts";
import type { Case, Comparison } from "./comparison.ts";
import type { SideNetworks } from "./side-networks.ts";

export interface Pair {
  readonly usual: ReadDigit;
  readonly other: ReadDigit;
}

/** A comparison and what has been said to it, all of one moment. */
export interface Findings {
  readonly comparison: Comparison;
  /** By the networks' names; those that have no answer are not among them. */
  readonly answers: ReadonlyMap<string, Pair>;
}

interface Question {
  readonly comparison: Comparison;
  readonly networks: readonly (readonly [string, NetworkHandle])[];
}

export interface Answers {
  readonly findings: Accessor<Findings | null>;
  /** Whether the findings are of an earlier moment than the comparison. */
  readonly isLate: Accessor<boolean>;
}

export function createAnswers(
  { engine }: Pick<RoomProps, "engine">,
  side: SideNetworks,
  comparison: Accessor<Comparison>,
): Answers {
  const [findings, setFindings] = createSignal<Findings | null>(null);
  const [isLate, setLate] = createSignal(true);
  let newest: Question | null = null;
  let isGone = false;
  onCleanup(() => (isGone = true));

  const look = async (network: NetworkHandle, it: Case) => {
    const { digits } = await engine.look(network, {
      ...packStrokes(it.drawing),
      settings: frameSettings(it.framing, it.brushWidth),
      stroke: null,
      others: [],
    });
    return digits[0]!;
  };
  // One after the other, so that a drawing at the paper never waits for more than one look.
  const ask = latestOnly(async (question: Question) => {
    const { comparison, networks } = question;
    const answers = new Map<string, Pair>();
    for (const [name, network] of networks) {
      if (isGone) return;
      try {
        const usual = await look(network, comparison.usual);
        const other = await look(network, comparison.other);
        answers.set(name, { usual, other });
      } catch {
        // Closed meanwhile, and its successor is asked next; or the engine failed, which is told elsewhere.
      }
    }
    if (isGone) return;
    setFindings({ comparison, answers });
    if (question === newest) setLate(false);
  });

  createEffect(() => {
    newest = {
      comparison: comparison(),
      networks: side.names().flatMap((name) => {
        const found = side.find(name);
        return found && "handle" in found
          ? [[name, found.handle] as const]
          : [];
      }),
    };
    setLate(true);
    ask(newest);
  });
  return { findings, isLate };
}
