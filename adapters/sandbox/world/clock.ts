import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "../../../src/app/ports.ts";
import { writeWhole } from "../../../src/app/private-files.ts";
import { type Instant, instant } from "../../../src/core/time.ts";

/**
 * The sandbox's own clock: the machine's, ahead by as much as was skipped. It never goes back, except when a new world
 * begins. What was skipped survives a restart.
 */
export type SandboxClock = Clock & {
  /** false where another platform is connected: its people live in real time. */
  readonly maySkip: boolean;
  /** Moves the clock forward to this moment; a moment that has passed moves nothing. Kept before it resolves. */
  skipTo(at: Instant): Promise<void>;
  /** Back to the machine's time, for a new world. */
  reset(): Promise<void>;
};

const fileSchema = z.object({ aheadMillis: z.int().nonnegative() });

export function createSandboxClock({
  folder,
  maySkip = true,
  machine = Date.now,
}: {
  /** DATA_DIR; made where it is missing. */
  readonly folder: string;
  readonly maySkip?: boolean;
  /** Epoch milliseconds. */
  readonly machine?: () => number;
}): SandboxClock {
  const path = join(folder, "sandbox-clock.json");
  let aheadMillis = maySkip ? read(path) : 0;
  const now = () => instant(machine() + aheadMillis);
  const move = (ahead: number): Promise<void> => {
    aheadMillis = Math.trunc(ahead);
    return writeWhole(path, JSON.stringify({ aheadMillis }));
  };
  return {
    maySkip,
    now,
    skipTo: async (at) => {
      if (!maySkip) throw new Error("time can't be skipped while another platform is connected");
      if (at > now()) await move(at - machine());
    },
    reset: async () => {
      if (maySkip) await move(0);
    },
  };
}

/** A file that is missing or can't be read means that nothing was skipped. */
function read(path: string): number {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8"))).aheadMillis;
  } catch {
    return 0;
  }
}
