import { hkdfSync } from "node:crypto";

/**
 * The secrets of an installation and the keys that follow from them. AMENDS_SECRET may hold several secrets, newest first: the
 * newest signs and seals from now on, and what an older one signed or sealed can still be read.
 */

/** Characters. Anything shorter can be guessed. */
export const shortestSecret = 32;

/** Newest first. */
export type Secrets = readonly [newest: string, ...older: string[]];

/**
 * Several secrets are separated by white space. Words that are all too short for secrets are the words of one: a pass phrase,
 * which releases before rotation took whole.
 */
export function secretsIn(text: string): Secrets {
  const [first = "", ...rest] = text.trim().split(/\s+/);
  return [first, ...rest].every((word) => word.length < shortestSecret) ? [text.trim()] : [first, ...rest];
}

/** `id` may be read by anyone: it names the secret that a key follows from, and tells nothing of it. */
export type Key = { readonly id: string; readonly bytes: Uint8Array };

export type Keyring = {
  /** Signs and seals from now on. */
  readonly newest: Key;
  /** All keys that may have signed or sealed something: first the one that it names, if it names any of them. */
  candidates(id: string | undefined): readonly Key[];
};

/** Bytes of a key's id, which is written in hexadecimal. */
export const keyIdBytes = 3;

const derived = (secret: string, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `amends ${info}`, bytes));

/**
 * One key of each secret for each purpose, so that what was made for one purpose can't be used for another. `secret` is what
 * AMENDS_SECRET holds.
 * @throws RangeError when there is no secret: everything would be forgeable.
 */
export function createKeyring(secret: string, purpose: string): Keyring {
  const keyOf = (each: string): Key => ({
    id: derived(each, "key id", keyIdBytes).toString("hex"),
    bytes: new Uint8Array(derived(each, purpose, 32)),
  });
  const [newest, ...older] = secretsIn(secret);
  if (newest === "") throw new RangeError("AMENDS_SECRET is empty");
  // The release before rotation took a text with white space as one secret.
  const whole = older.length > 0 ? [secret.trim()] : [];
  const keys = [...new Set([newest, ...older, ...whole])].map(keyOf);
  const first = keys[0] ?? keyOf(newest);
  return {
    newest: first,
    candidates: (id) => [...keys.filter((key) => key.id === id), ...keys.filter((key) => key.id !== id)],
  };
}
