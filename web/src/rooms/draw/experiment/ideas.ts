/** Changes worth trying, each of which one stage or another takes back. */
import { PAPER_SIDE } from "../../../session/strokes.ts";
import type { experiment } from "../../../words/experiment.ts";
import { UNCHANGED, type Change } from "./ink-change.ts";

export type Idea = keyof typeof experiment.idea;

export const IDEAS: Readonly<Record<Idea, Change>> = {
  // Farther than there is paper: into the corner, wherever the ink is.
  corner: { ...UNCHANGED, right: -PAPER_SIDE, down: -PAPER_SIDE },
  tiny: { ...UNCHANGED, size: 0.3 },
  thin: { ...UNCHANGED, pen: 0.15 },
  thick: { ...UNCHANGED, pen: 5 },
  turned: { ...UNCHANGED, turn: 45 },
};
