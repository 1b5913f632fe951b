/**
 * Who waits for the database, which decides how long: a `person` for an answer to a press or a page, the `background` (outbox
 * and clock) for its turn, a `check` of our health that would rather hear no than wait, an `operator` for a migration or a
 * terminal command. Said by the store that one was given (`Store.waitedForBy`): Node 20 pays for each promise once a value
 * travels with the call (`AsyncLocalStorage`), a tenth of a press.
 */
export type Urgency = "person" | "background" | "check" | "operator";
