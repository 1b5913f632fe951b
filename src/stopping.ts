import { withTimeout } from "./app/with-timeout.ts";
import type { Log } from "./log.ts";

/** Whoever stops a process waits 30 s for it, then kills it: whatever hangs, the last step is still reached before that. */
const usualLimits = { whole: 25_000, least: 1_000 };

/**
 * Ends one part after the other. One that fails or takes too long is logged and left behind, so that stopping always ends.
 * @param limits milliseconds for all of them together, and for each even when those are used up.
 */
export async function endAll(
  parts: Readonly<Record<string, () => unknown>>,
  log: Log,
  limits: { readonly whole: number; readonly least: number } = usualLimits,
): Promise<void> {
  const names = Object.keys(parts);
  let left = limits.whole;
  for (const [index, [part, end]] of Object.entries(parts).entries()) {
    const startedAt = performance.now();
    // The first of them may not use up what the others need.
    const share = Math.max(limits.least, left - (names.length - index - 1) * limits.least);
    try {
      await withTimeout(share, Promise.resolve(end()));
    } catch (error) {
      log.warn({ err: error, part }, "stopping went on without waiting for a part");
    }
    left -= performance.now() - startedAt;
  }
}
