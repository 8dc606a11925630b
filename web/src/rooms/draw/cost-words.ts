/** In words, what it costs a drawing that stages of the framing are off. */
import type { Verdict } from "../../parts/answer.ts";
import type { Stage } from "../../session/framing.ts";
import { formatPercent } from "../../words/formats.ts";
import { stages as words } from "../../words/stages.ts";

/** "7, 61 %"; "not sure (7, 41 %)" without an answer. */
function verdictWords({ digit, shares, likeliest }: Verdict): string {
  const share = formatPercent(shares[likeliest]!, 0);
  return digit === null
    ? words.verdictUnsure(likeliest, share)
    : words.verdict(likeliest, share);
}

/**
 * What it costs this drawing that `off` are off; what switches are for when none is.
 *
 * @param now what the network says with them off
 * @param usual what it says with all stages on
 */
export function costWords(
  off: readonly Stage[],
  now: Verdict,
  usual: Verdict,
): string {
  if (off.length === 0) return words.invitation;
  const without = words.without(off);
  if (usual.reason === "blank") return words.costUnknown(without);
  const [here, there] = [verdictWords(now), verdictWords(usual)];
  if (here === there) return words.costNothing(without, here);
  return now.digit !== null && now.digit === usual.digit
    ? words.costSame(
        without,
        here,
        formatPercent(usual.shares[usual.digit]!, 0),
      )
    : words.cost(without, here, there);
}
