/**
 * Work of which only the newest matters: one piece is under way at a time, and of those that are
 * asked for meanwhile the last one follows. So no queue grows, however slow the work is.
 */
export function latestOnly<Input>(
  work: (input: Input) => Promise<void>,
): (input: Input) => void {
  let busy = false;
  let next: { input: Input } | null = null;
  const run = async (input: Input) => {
    busy = true;
    try {
      await work(input);
    } finally {
      busy = false;
      const waiting = next;
      next = null;
      if (waiting) void run(waiting.input);
    }
  };
  return (input) => {
    if (busy) next = { input };
    else void run(input);
  };
}
