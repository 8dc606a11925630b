/** Calls that end one worker after the other: they are not asked for ever. */
import { EngineError } from "./engine.ts";

/** A call that ended so many workers in a row would end the next one, too. */
const DEATHS = 2;

/** Workers in a row that a call has ended, by the call's name. */
export type Deaths = Map<string, number>;

export const isDeath = (error: unknown): boolean =>
  error instanceof EngineError && error.kind === "died";

export const isHopeless = (deaths: Deaths, call: string): boolean =>
  (deaths.get(call) ?? 0) >= DEATHS;

/**
 * Asks and keeps count.
 *
 * @throws EngineError "died" at once when it is hopeless; else what `ask` throws
 */
export async function askAndCount<Answer>(
  deaths: Deaths,
  call: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  if (isHopeless(deaths, call))
    throw new EngineError("died", "it failed again and again");
  try {
    const answer = await ask();
    deaths.delete(call);
    return answer;
  } catch (error) {
    if (isDeath(error)) deaths.set(call, (deaths.get(call) ?? 0) + 1);
    throw error;
  }
}
