import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Who waits for the database, which decides how long: a `person` for an answer to a press or a page, the `background` (outbox
 * and clock) for its turn, a `check` of our health that would rather hear no than wait, an `operator` for a migration or a
 * terminal command. It travels with the call, because the same functions (`handle`, `draw`) work for a person and for the clock.
 */
export type Urgency = "person" | "background" | "check" | "operator";

const current = new AsyncLocalStorage<Urgency>();

/** All that `work` asks of the database, now and in what it awaits, is asked for this one. */
export const waitedForBy = <Result>(urgency: Urgency, work: () => Result): Result => current.run(urgency, work);

/** Undefined where nobody said: then whoever opened the database decides. */
export const currentUrgency = (): Urgency | undefined => current.getStore();
