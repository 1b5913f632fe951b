import { rankOf } from "../../core/authority.ts";
import type { Case, CaseId } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import { type Identity, samePerson } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Refusal } from "../../core/refusals.ts";
import { caseCard } from "../../views/case/case-card.ts";
import type { About, FormId, Reply } from "../../views/elements.ts";
import { type FormContext, filledInByCustomer, formFor } from "../../views/forms/index.ts";
import { refusalWords } from "../../views/words/refusal.ts";
import type { CustomerLink } from "../messages/draw.ts";
import type { Identities } from "../people/identities.ts";
import { namesFor } from "../people/names.ts";
import type { Caller, Clock, FlaggedMessage, Store } from "../ports.ts";

export type ShowingParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly identities: Identities;
  readonly customerLink: CustomerLink;
};

/** What may be shown to whoever asks for it: forms, a case, or why not. Nothing here changes anything. */
export function createShowing({ store, clock, protocol, identities, customerLink }: ShowingParts) {
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

  async function openForm(caller: Caller, id: FormId, about: About): Promise<Reply> {
    const kase = about.case === undefined ? undefined : await store.findCase(caller.organization, { id: about.case });
    const barred = await mayOpen(caller, id, kase);
    if (barred) return barred;
    if (!kase) return refused(caller, { code: "no-such-case" });
    const form = formFor(id, { ...(await context(caller, kase)), ...defined({ of: about.of, place: caller.place }) });
    return { show: "form", form };
  }

  async function showCase(caller: Caller, which: { id: CaseId } | { number: number }): Promise<Reply> {
    const barred = await mayLook(caller);
    if (barred) return barred;
    const kase = await store.findCase(caller.organization, which);
    if (!kase) return refused(caller, { code: "no-such-case" });
    const link = await customerLink(kase);
    return { show: "card", card: caseCard(kase, { ...(await context(caller, kase)), ...defined({ link }) }) };
  }

  async function flagForm(caller: Caller, message?: FlaggedMessage): Promise<Reply> {
    const barred = await mayOpen(caller, "flag");
    if (barred) return barred;
    const place = message?.place ?? caller.place;
    const about = defined({ place, message: message && (await byCustomer(caller, message)) });
    return { show: "form", form: formFor("flag", { ...(await context(caller)), ...about }) };
  }

  /** A colleague who passes a complaint on is not its customer: only an outsider's message names its author as such. */
  async function byCustomer(
    caller: Caller,
    { author, authorName, ...message }: FlaggedMessage,
  ): Promise<FlaggedMessage> {
    const known = author && (await identities.get(caller.organization, author).catch(() => undefined));
    return known?.outsider ? { ...message, ...defined({ author, authorName }) } : message;
  }

  return { view, identityOf, isStaff, context, refused, mayLook, mayOpen, openForm, showCase, flagForm };
}
