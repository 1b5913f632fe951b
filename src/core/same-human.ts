import { canonicalId, emailsOf, type Identity, type PersonRef, personKey } from "./people.ts";

/**
 * Whether two accounts are one human, as far as the platforms tell. Nobody decides on a remedy of their own, on any account of
 * theirs: so what can't be told is neither a yes nor a no. To forbid something, take whatever isn't a `no`; to grant
 * something, only a `yes`.
 */
export type SameHuman = "yes" | "no" | "unknown";

/** What is known of one human: their accounts, and what the platforms show beside them. */
export type Human = {
  /** Nobody's account where only an address is known. */
  readonly refs: readonly PersonRef[];
  /** Each in lower case. */
  readonly emails: readonly string[];
  /** Whom their Enterprise Grid takes them for, in whichever of its workspaces. */
  readonly enterpriseUsers: readonly { readonly enterprise: string; readonly id: string }[];
  /**
   * Who says who they are and which address is theirs: our own organization, another one, or nobody, where the platform knows
   * nobody by that id.
   */
  readonly vouchedBy: "us" | "another" | "nobody";
};

const inLowerCase = (email: string): string => email.trim().toLowerCase();

/** @param emails other addresses that are known to be theirs. */
export const humanOf = (identity: Identity, emails: readonly string[] = []): Human => ({
  refs: [identity.person, ...identity.aliases],
  emails: [...emailsOf(identity), ...emails].map(inLowerCase),
  enterpriseUsers: identity.enterpriseUser ? [identity.enterpriseUser] : [],
  vouchedBy: !identity.outsider ? "us" : identity.nobody === undefined ? "another" : "nobody",
});

/** Someone of whom only this much is known. */
export const barely = (person: PersonRef | undefined, emails: readonly string[] = []): Human => ({
  refs: person ? [person] : [],
  emails: emails.map(inLowerCase),
  enterpriseUsers: [],
  vouchedBy: "us",
});

/**
 * In this order, the surest first:
 *
 * - one account, also under an alias: yes
 * - both are known to one Enterprise Grid: by its own id of them, whatever their ids in its workspaces are
 * - an address of both: yes, unless another organization chose it, then it can't be told; addresses of both, none of them the
 *   same: no
 * - somebody who has no account that we know of, such as a customer by name: no, since nothing says otherwise
 * - a colleague, and someone of another company of whom no address is shown: no, two organizations say that they have two
 *   people. Slack hides the addresses of other companies' people as a rule, so that taking this for unknown would leave nobody
 *   to grant their remedies; an address that is known of either is compared all the same, above
 * - no such word, and both have an account in one workspace or tenant: no, a person has one there. Not on Enterprise Grid, where
 *   one person may have two ids in one workspace, nor where Teams names one by its own id and one by Entra's
 * - else it can't be told
 */
export function sameHuman(a: Human, b: Human): SameHuman {
  const keys = new Set(a.refs.map(keyOf));
  if (b.refs.some((ref) => keys.has(keyOf(ref)))) return "yes";
  const byGrid = sameOnGrid(a, b) ?? sameOnGrid(b, a);
  if (byGrid) return byGrid;
  if (a.emails.length > 0 && b.emails.length > 0) {
    if (!a.emails.some((email) => b.emails.includes(email))) return "no";
    return a.vouchedBy === "us" && b.vouchedBy === "us" ? "yes" : "unknown";
  }
  if (a.refs.length === 0 || b.refs.length === 0) return "no";
  const vouchers = new Set([a.vouchedBy, b.vouchedBy]);
  if (vouchers.has("us") && vouchers.has("another")) return "no";
  const onGrid = isOnGrid(a) || isOnGrid(b);
  const refsOf = ({ refs }: Human) => refs.filter(({ platform }) => platform !== "slack" || !onGrid);
  return refsOf(a).some((one) => refsOf(b).some((other) => areApart(one, other))) ? "no" : "unknown";
}

const keyOf = (ref: PersonRef): string => personKey({ ...ref, id: canonicalId(ref.platform, ref.id) });

function sameOnGrid(a: Human, b: Human): SameHuman | undefined {
  for (const { enterprise, id } of a.enterpriseUsers) {
    const other = b.enterpriseUsers.find((each) => each.enterprise === enterprise);
    if (other) return other.id === id ? "yes" : "no";
    if (b.refs.some((ref) => ref.platform === "slack" && ref.id === id)) return "yes";
  }
  return undefined;
}

/** Ids that begin with `W` are given on Enterprise Grid only. */
const isOnGrid = ({ enterpriseUsers, refs }: Human): boolean =>
  enterpriseUsers.length > 0 || refs.some(({ platform, id }) => platform === "slack" && id.startsWith("W"));

/** Two accounts of which the platform itself says that they are two people's. */
const areApart = (a: PersonRef, b: PersonRef): boolean =>
  a.platform === b.platform && a.workspace === b.workspace && isTeamsOwnId(a) === isTeamsOwnId(b);

/** Teams' own id of somebody (`29:…`), beside the one that Entra has of them. */
const isTeamsOwnId = ({ platform, id }: PersonRef): boolean => platform === "teams" && id.includes(":");
