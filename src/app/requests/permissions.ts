import { rankOf } from "../../core/authority.ts";
import type { Case } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import { type Identity, samePerson } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Refusal } from "../../core/refusals.ts";
import type { FormId, Reply } from "../../views/elements.ts";
import { type FormContext, filledInByCustomer } from "../../views/forms/index.ts";
import { refusalWords } from "../../views/words/refusal.ts";
import type { Identities } from "../people/identities.ts";
import { namesFor } from "../people/names.ts";
import type { Caller, Clock, Store } from "../ports.ts";

export type PermissionsParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly identities: Identities;
};

/** Who asks, and what may be shown to them, or the words that say why not. */
export function createPermissions({ store, clock, protocol, identities }: PermissionsParts) {
  const view = () => ({ protocol: protocol(), now: clock.now() });

  const identityOf = async (caller: Caller): Promise<Identity> => {
    const identity = await identities.get(caller.organization, caller.person);
    return caller.outsider ? { ...identity, outsider: true } : identity;
  };
  const isStaff = (identity: Identity): boolean => !identity.outsider && rankOf(identity, protocol()) >= 0;

  /** What a form for this person is drawn with, and read back with. */
  async function context(caller: Caller, kase?: Case): Promise<FormContext> {
    const nameOf = kase && (await namesFor(store, kase, caller.person.platform));
    return { ...view(), reader: caller.person, ...defined({ kase, nameOf }) };
  }

  /** In words that mention people on the reader's platform, and name those of another. */
  async function refused(caller: Caller, refusal: Refusal, kase?: Case): Promise<Reply> {
    return { show: "notice", text: refusalWords(refusal, await context(caller, kase)) };
  }

  /** Cases and lists of them are shown to our own people. */
  async function mayLook(caller: Caller): Promise<Reply | undefined> {
    return isStaff(await identityOf(caller)) ? undefined : refused(caller, { code: "outsider" });
  }

  /** A form is shown to our own people, or to the customer whose it is to fill in. */
  async function mayOpen(caller: Caller, form: FormId, kase?: Case): Promise<Reply | undefined> {
    if (!filledInByCustomer(form)) return mayLook(caller);
    return samePerson(caller.person, kase?.customer.person) ? undefined : refused(caller, { code: "not-the-customer" });
  }

  return { view, identityOf, isStaff, context, refused, mayLook, mayOpen };
}
