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
import type { Identify } from "../people/identities.ts";
import { namesFor } from "../people/names.ts";
import type { Caller, Clock, FlaggedMessage, Store } from "../ports.ts";

export type ShowingParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly identify: Identify;
  readonly customerLink: CustomerLink;
};

/** What may be shown to whoever asks for it: forms, a case, or why not. Nothing here changes anything. */
export function createShowing({ store, clock, protocol, identify, customerLink }: ShowingParts) {
  const view = () => ({ protocol: protocol(), now: clock.now() });

  const identityOf = async (by: Caller): Promise<Identity> => {
    const identity = await identify.known(by.organization, by.person);
    return by.outsider ? { ...identity, outsider: true } : identity;
  };
  const isStaff = (identity: Identity): boolean => !identity.outsider && rankOf(identity, protocol()) >= 0;

  /** What a form for this person is drawn with, and read back with. */
  async function context(by: Caller, kase?: Case): Promise<FormContext> {
    const nameOf = kase && (await namesFor(store, kase, by.person.platform));
    return { ...view(), reader: by.person, ...defined({ kase, nameOf }) };
  }

  /** In words that mention people on the reader's platform, and name those of another. */
  async function refused(by: Caller, refusal: Refusal, kase?: Case): Promise<Reply> {
    return { show: "notice", text: refusalWords(refusal, await context(by, kase)) };
  }

  /** Cases and lists of them are shown to our own people. */
  async function mayLook(by: Caller): Promise<Reply | undefined> {
    return isStaff(await identityOf(by)) ? undefined : refused(by, { code: "outsider" });
  }

  /** A form is shown to our own people, or to the customer whose it is to fill in. */
  async function mayOpen(by: Caller, form: FormId, kase?: Case): Promise<Reply | undefined> {
    if (!filledInByCustomer(form)) return mayLook(by);
    return samePerson(by.person, kase?.customer.person) ? undefined : refused(by, { code: "not-the-customer" });
  }

  async function openForm(by: Caller, id: FormId, about: About): Promise<Reply> {
    const kase = about.case === undefined ? undefined : await store.findCase(by.organization, { id: about.case });
    const barred = await mayOpen(by, id, kase);
    if (barred) return barred;
    if (!kase) return refused(by, { code: "no-such-case" });
    const form = formFor(id, { ...(await context(by, kase)), ...defined({ of: about.of, place: by.place }) });
    return { show: "form", form };
  }

  async function showCase(by: Caller, which: { id: CaseId } | { number: number }): Promise<Reply> {
    const barred = await mayLook(by);
    if (barred) return barred;
    const kase = await store.findCase(by.organization, which);
    if (!kase) return refused(by, { code: "no-such-case" });
    const link = await customerLink(kase);
    return { show: "card", card: caseCard(kase, { ...(await context(by, kase)), ...defined({ link }) }) };
  }

  async function flagForm(by: Caller, message?: FlaggedMessage): Promise<Reply> {
    const barred = await mayOpen(by, "flag");
    if (barred) return barred;
    const place = message?.place ?? by.place;
    const about = defined({ place, message: message && (await byCustomer(by, message)) });
    return { show: "form", form: formFor("flag", { ...(await context(by)), ...about }) };
  }

  /** A colleague who passes a complaint on is not its customer: only an outsider's message names its author as such. */
  async function byCustomer(by: Caller, { author, authorName, ...message }: FlaggedMessage): Promise<FlaggedMessage> {
    const known = author && (await identify.known(by.organization, author).catch(() => undefined));
    return known?.outsider ? { ...message, ...defined({ author, authorName }) } : message;
  }

  return { view, identityOf, isStaff, context, refused, mayLook, mayOpen, openForm, showCase, flagForm };
}
