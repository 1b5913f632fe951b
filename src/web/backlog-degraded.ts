import type { Degraded } from "../app/degraded.ts";
import type { Backlog, Clock } from "../app/ports.ts";
import { duration, since } from "../core/time.ts";

/** A message that has waited longer than this, with nothing in its way, says that too little is going out. */
const longestWait = duration(10 * 60_000);

/** What the waiting messages say of the delivery. */
export function backlogDegraded({ failed, muted, oldestAt }: Backlog, clock: Clock): readonly Degraded[] {
  const waited = oldestAt === undefined ? duration(0) : since(oldestAt, clock.now());
  const minutes = Math.floor(waited / 60_000);
  return [
    ...(waited > longestWait
      ? [{ cause: "messages-late", words: `The oldest waiting message is ${minutes} minutes old.` }]
      : []),
    ...(muted > 0
      ? [
          {
            cause: "conversations-muted",
            words: `${muted === 1 ? "1 conversation waits" : `${muted} conversations wait`} until its platform answers again, or takes messages again.`,
          },
        ]
      : []),
    ...(failed > 0
      ? [
          {
            cause: "messages-given-up",
            words: `${failed === 1 ? "1 message was" : `${failed} messages were`} given up. See: amends jobs`,
          },
        ]
      : []),
  ];
}
