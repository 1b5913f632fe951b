import { canonicalId, type PersonRef, personKey } from "../people.ts";
import { comparableName, isName } from "./names.ts";

/**
 * What a customer is known by, as one word each: an account (`slack:T1:U1`), an email address (`email:…`), a name (`name:…`).
 * Accounts and addresses find a customer. A name only finds one who is known by nothing else; of all others it reminds.
 */
export type KnownBy = string;

export const accountKey = (person: PersonRef): KnownBy =>
  personKey({ ...person, id: canonicalId(person.platform, person.id) });
/** In any case of letters. `rosa+shop@…` is another address: only its owner's mail server knows that it isn't. */
export const emailKey = (email: string): KnownBy => `email:${email.normalize("NFC").trim().toLowerCase()}`;
export const nameKey = (name: string): KnownBy => `name:${comparableName(name)}`;

export const isNameKey = (known: KnownBy): boolean => known.startsWith("name:");
export const isEmailKey = (known: KnownBy): boolean => known.startsWith("email:");
export const isAccountKey = (known: KnownBy): boolean => !isNameKey(known) && !isEmailKey(known);

type Described = {
  readonly person?: PersonRef | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  /** What the platform says besides what was typed. */
  readonly accountEmail?: string | undefined;
};

/** Each once: the account, the addresses, the name. */
export function knownByOf({ person, name, email, accountEmail }: Described): readonly KnownBy[] {
  const emails = [email, accountEmail].flatMap((one) => (one ? [emailKey(one)] : []));
  const all = [
    ...(person ? [accountKey(person)] : []),
    ...emails,
    ...(name !== undefined && isName(name) ? [nameKey(name)] : []),
  ];
  return [...new Set(all)];
}
