import type { Log } from "../app/log.ts";
import type { Store } from "../app/ports.ts";
import { hashOfRules, rulesJson } from "../app/protocol-hash.ts";
import { defined } from "../core/defined.ts";
import type { Instant } from "../core/time.ts";
import { differences, vanished } from "./difference.ts";
import { keepInForce, lastInForce, writtenIn } from "./in-force.ts";
import type { InForceNext, ProtocolSource } from "./source.ts";

/**
 * What is in force is told to the operator, and kept before it takes effect: each version in the database, because events say
 * under which they were decided, and the newest in DATA_DIR too, for `amends check --against-running`.
 */
export type Followed = {
  /** Says what has changed since an Amends last ran, loudly where rules are gone. @throws what the database says. */
  started(): Promise<void>;
  /** Looks at the file again. */
  reload(): Promise<void>;
};

export const follow = (options: {
  readonly source: ProtocolSource;
  readonly kept: Pick<Store, "protocolInForce" | "keepProtocol">;
  readonly release: string;
  readonly dataDir: string;
  readonly now: () => Instant;
  readonly log: Pick<Log, "info" | "warn">;
}): Followed => {
  const { source, kept, release, dataDir, now, log } = options;

  const keep = async ({ protocol, text }: InForceNext): Promise<void> => {
    const last = await kept.protocolInForce();
    const rules = rulesJson(protocol);
    const hash = hashOfRules(rules);
    const written = last ? differences(writtenIn(last.text), writtenIn(text)) : [];
    const byRelease = last && last.hash !== hash && written.length === 0 && last.release !== release;
    await kept.keepProtocol({
      ...{ hash, text, rules, release, since: now() },
      differences: byRelease ? [`Amends ${release} fills in other rules than ${last.release} did.`] : written,
      ...defined({ file: source.file }),
    });
    try {
      await keepInForce(dataDir, { text, since: now() });
    } catch (error) {
      log.warn({ err: error }, "the protocol in force could not be noted in DATA_DIR; it is in force all the same");
    }
  };

  return {
    started: async () => {
      const last = (await kept.protocolInForce()) ?? (await lastInForce(dataDir));
      const text = source.text();
      if (last && last.text !== text) {
        const before = writtenIn(last.text);
        const written = writtenIn(text);
        const rules = vanished(before, written);
        const words = differences(before, written).map((line) => `\n  ${line}`);
        if (rules.length > 0)
          log.warn(
            { rules },
            `The protocol has lost rules since the last start: ${rules.join(", ")}.${words.join("")}`,
          );
        else if (words.length > 0) log.info({}, `The protocol has changed since the last start.${words.join("")}`);
      }
      await keep({ protocol: source.current(), text });
    },
    reload: async () => {
      await source.reload(keep);
    },
  };
};
