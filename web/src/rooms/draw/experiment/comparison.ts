/** What is set side by side: ink as networks usually get it, and without what would make it so. Pure. */
import {
  MNIST_FRAMING,
  STAGES,
  type Framing,
  type Stage,
} from "../../../session/framing.ts";
import {
  changeInk,
  isUnchanged,
  stagesUndoing,
  type Change,
  type Ink,
} from "./ink-change.ts";

/** Ink, and how it is framed. */
export interface Case extends Ink {
  readonly framing: Framing;
}

export interface Comparison {
  readonly usual: Case;
  readonly other: Case;
  /** Stages that the other case goes without. None: the other case is turned, the usual one is not. */
  readonly leftOut: readonly Stage[];
  /** Degrees, clockwise. */
  readonly turn: number;
}

const withoutStages = (stages: readonly Stage[]): Framing => ({
  ...MNIST_FRAMING,
  ...Object.fromEntries(stages.map((stage) => [stage, false])),
});

/**
 * The stages that the visitor has switched off are left out; as long as all are on, those that would
 * take the visitor's change back; of ink that is as it was drawn, all of them.
 */
export function compare(
  ink: Ink,
  change: Change,
  switchedOff: readonly Stage[],
): Comparison {
  const here = changeInk(ink, change);
  const { turn } = change;
  const leave = (leftOut: readonly Stage[]): Comparison => ({
    usual: { ...here, framing: MNIST_FRAMING },
    other: { ...here, framing: withoutStages(leftOut) },
    leftOut,
    turn,
  });
  if (switchedOff.length > 0) return leave(switchedOff);
  if (isUnchanged(change)) return leave(STAGES);
  const undoing = stagesUndoing(change);
  if (undoing.length > 0) return leave(undoing);
  return { ...leave([]), usual: { ...ink, framing: MNIST_FRAMING } };
}
