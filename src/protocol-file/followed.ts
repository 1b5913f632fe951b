import type { Log } from "../app/log.ts";
import type { Instant } from "../core/time.ts";
import { differences, vanished } from "./difference.ts";
import { keepInForce, lastInForce, writtenIn } from "./in-force.ts";
import type { ProtocolSource } from "./source.ts";

/** What is in force is told to the operator, and kept for the next start and for `amends check --against-running`. */
export type Followed = {
  /** Says what has changed since an Amends last ran with this folder, loudly where rules are gone. */
  started(): Promise<void>;
  /** Looks at the file again. */
  reload(): Promise<void>;
};

export const follow = (options: {
  readonly source: ProtocolSource;
  readonly dataDir: string;
  readonly now: () => Instant;
  readonly log: Pick<Log, "info" | "warn">;
}): Followed => {
  const { source, dataDir, now, log } = options;
  const keep = async (): Promise<void> => {
    try {
      await keepInForce(dataDir, { text: source.text(), since: now() });
    } catch (error) {
      log.warn({ err: error }, "the protocol in force could not be noted in DATA_DIR; it is in force all the same");
    }
  };
  return {
    started: async () => {
      const last = await lastInForce(dataDir);
      if (last?.text === source.text()) return;
      if (last) {
        const before = writtenIn(last.text);
        const written = writtenIn(source.text());
        const rules = vanished(before, written);
        const words = differences(before, written).map((line) => `\n  ${line}`);
        if (rules.length > 0)
          log.warn(
            { rules },
            `The protocol has lost rules since the last start: ${rules.join(", ")}.${words.join("")}`,
          );
        else if (words.length > 0) log.info({}, `The protocol has changed since the last start.${words.join("")}`);
      }
      await keep();
    },
    reload: async () => {
      if ((await source.reload()) === "reloaded") await keep();
    },
  };
};
