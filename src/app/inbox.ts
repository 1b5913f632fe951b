import { randomUUID } from "node:crypto";
import { coachApology } from "../core/apology.ts";
import { rankOf } from "../core/authority.ts";
import type { Case, CaseId, Place } from "../core/case.ts";
import type { Command } from "../core/commands.ts";
import { defined } from "../core/defined.ts";
import { type Identity, samePerson } from "../core/people.ts";
import { findFailureType, type Protocol } from "../core/protocol.ts";
import type { Refusal } from "../core/refusals.ts";
import { caseCard } from "../views/case-card.ts";
import { type About, type FormId, type Inputs, type Press, plain, type Reply } from "../views/elements.ts";
import { apologyAdviceForm, type FormContext, formFor, isForm, readForm } from "../views/forms/index.ts";
import { actOf } from "../views/presses.ts";
import { fieldOf, refusalWords } from "../views/refusal.ts";
import type { CustomerLink } from "./draw.ts";
import type { Handle, Outcome } from "./handle.ts";
import { homeFor } from "./home.ts";
import type { Chats, Identify } from "./identify.ts";
import { namesFor } from "./names.ts";
import type { Caller, Clock, FlaggedMessage, Inbox, RequestKey, Store } from "./ports.ts";
import { createQueue } from "./queue.ts";
import { slashCommand } from "./slash-command.ts";

export type InboxParts = {
  readonly store: Store;
  readonly chats: Chats;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly handle: Handle;
  readonly identify: Identify;
  readonly customerLink: CustomerLink;
};

/** What adapters may ask on behalf of a person: presses, forms and words become commands, outcomes become replies. */
export function createInbox(parts: InboxParts): Inbox {
  const { store, chats, clock, protocol, handle, identify } = parts;
  const queue = createQueue(parts);

  const identityOf = async (by: Caller): Promise<Identity> => {
    const identity = await identify.known(by.workspace, by.person);
    return by.outsider ? { ...identity, outsider: true } : identity;
  };
  const isStaff = (identity: Identity): boolean => !identity.outsider && rankOf(identity, protocol()) >= 0;

  /** A form or a card of a case is shown to our own people; the survey's form to its customer. */
  async function mayOpen(by: Caller, form: FormId, kase?: Case): Promise<Reply | undefined> {
    if (form === "survey")
      return samePerson(by.person, kase?.customer.person) ? undefined : refused({ code: "not-the-customer" });
    return isStaff(await identityOf(by)) ? undefined : refused({ code: "outsider" });
  }

  const refused = (refusal: Refusal): Reply => ({ show: "notice", text: refusalWords(refusal, view()) });
  const view = () => ({ protocol: protocol(), now: clock.now() });
  const context = (by: Caller, more: Partial<FormContext>): FormContext => ({ ...view(), reader: by.person, ...more });

  async function openForm(by: Caller, id: FormId, about: About): Promise<Reply> {
    const kase = about.case === undefined ? undefined : await store.findCase(by.workspace, { id: about.case });
    const barred = await mayOpen(by, id, kase);
    if (barred) return barred;
    if (!kase) return refused({ code: "no-such-case" });
    return { show: "form", form: formFor(id, context(by, { kase, ...defined({ of: about.of, place: by.place }) })) };
  }

  async function showCase(by: Caller, caseId: CaseId): Promise<Reply> {
    const barred = await mayOpen(by, "case");
    if (barred) return barred;
    const kase = await store.findCase(by.workspace, { id: caseId });
    if (!kase) return refused({ code: "no-such-case" });
    const nameOf = await namesFor(store, kase, by.person.platform);
    const link = await parts.customerLink(kase);
    return { show: "card", card: caseCard(kase, { ...view(), nameOf, ...defined({ link }) }) };
  }

  async function press(by: Caller, pressed: Press, key: RequestKey): Promise<Reply> {
    const act = actOf(pressed);
    if (!act || pressed.case === undefined)
      return { show: "notice", text: ["That button is from an older version. Please use the newest card."] };
    if ("opens" in act) return openForm(by, act.opens, defined({ case: pressed.case, of: pressed.of }));
    if ("shows" in act) return showCase(by, pressed.case);
    const command = act.command(pressed);
    if (!command) return { show: "notice", text: ["That button is incomplete. Please use the newest card."] };
    return replyOf(by, await run(by, command, pressed.case, key));
  }

  const run = (
    by: Caller,
    command: Command,
    caseId: CaseId | undefined,
    key: RequestKey,
    subject?: Identity,
  ): Promise<Outcome> => {
    const { workspace, person, outsider } = by;
    return handle({ workspace, by: person, command, key, ...defined({ caseId, subject, outsider }) });
  };

  async function replyOf(by: Caller, outcome: Outcome): Promise<Reply> {
    if (outcome.did !== "refuse") return outcome.reply;
    const nameOf = outcome.kase && (await namesFor(store, outcome.kase, by.person.platform));
    return { show: "notice", text: refusalWords(outcome.refusal, { ...view(), ...defined({ nameOf }) }) };
  }

  /** A refusal about a field keeps the form open with what was typed; any other is told. */
  async function replyToForm(outcome: Outcome, fields: readonly string[]): Promise<Reply> {
    if (outcome.did !== "refuse") return outcome.reply;
    const field = fieldOf(outcome.refusal);
    // Under a field there are plain words only, so people are named there and not mentioned.
    const nameOf = outcome.kase && (await namesFor(store, outcome.kase));
    const words = plain(refusalWords(outcome.refusal, { ...view(), ...defined({ nameOf }) }));
    const shown = field !== undefined && fields.includes(field) ? field : fields[0];
    return shown === undefined ? refused(outcome.refusal) : { show: "errors", errors: { [shown]: words } };
  }

  async function submit(
    by: Caller,
    form: { id: FormId; about: About },
    inputs: Inputs,
    key: RequestKey,
  ): Promise<Reply> {
    const { about } = form;
    if (!isForm(form.id))
      return {
        show: "notice",
        text: ["This form is from an older version. Nothing was saved. Please open it again from the newest card."],
      };
    const kase = about.case === undefined ? undefined : await store.findCase(by.workspace, { id: about.case });
    const barred = await mayOpen(by, form.id, kase);
    if (barred) return barred;
    if (form.id !== "flag" && !kase) return refused({ code: "no-such-case" });
    const opening = form.id === "flag" ? await openingAt(by, about.place) : {};
    const ctx = context(by, { ...opening, ...defined({ kase, of: about.of, place: about.place }) });
    const read = readForm(form.id, inputs, ctx);
    if ("errors" in read) return { show: "errors", errors: read.errors };

    const drawn = formFor(form.id, ctx);
    const fields = drawn.fields.map(({ id }) => id);
    const { command } = read;
    if (command.type === "apologize" && inputs.sendAnyway !== true && kase) {
      const advice = coachApology(command.text, coaching(kase));
      if (advice.length > 0) return { show: "form", form: apologyAdviceForm(drawn, inputs, advice) };
    }
    if (command.type === "linkCase" && !(await store.findCase(by.workspace, { number: command.to })))
      return { show: "errors", errors: { caseNumber: `There is no case ${command.to}.` } };
    const subject = command.type === "assign" ? await identify.known(by.workspace, command.to) : undefined;
    return replyToForm(await run(by, await named(by, command), kase?.id, key, subject), fields);
  }

  const coaching = (kase: Case) => ({
    customerName: kase.customer.name,
    complaint: kase.complaint,
    ...defined({ failureLabel: findFailureType(protocol(), kase.failureType)?.label }),
  });

  async function openingAt(by: Caller, place: Place | undefined): Promise<{ home: Place; newId: string }> {
    return { home: await homeFor(by, place, chats, protocol()), newId: randomUUID() };
  }

  /** A customer picked from the platform's people gets the name and email that the platform knows. */
  async function named(by: Caller, command: Command): Promise<Command> {
    if (command.type !== "flag" || !command.customer.person) return command;
    const { person, name, email } = command.customer;
    const known = await identify.known(by.workspace, person);
    return { ...command, customer: defined({ person, name: name ?? known.name, email: email ?? known.email }) };
  }

  async function flagForm(by: Caller, message?: FlaggedMessage): Promise<Reply> {
    const barred = await mayOpen(by, "flag");
    if (barred) return barred;
    const place = message?.place ?? by.place;
    return {
      show: "form",
      form: formFor("flag", context(by, defined({ place, message: message && (await byCustomer(by, message)) }))),
    };
  }

  /** A colleague who passes a complaint on is not its customer: only an outsider's message names its author as such. */
  async function byCustomer(by: Caller, { author, authorName, ...message }: FlaggedMessage): Promise<FlaggedMessage> {
    const known = author && (await identify.known(by.workspace, author).catch(() => undefined));
    return known?.outsider ? { ...message, ...defined({ author, authorName }) } : message;
  }

  return {
    press,
    submit,
    flagForm,
    command: (by, words) =>
      slashCommand(words, {
        flag: () => flagForm(by),
        queue: async () =>
          (await mayOpen(by, "queue")) ?? {
            show: "cards",
            cards: await queue.cardsFor(by.workspace, await identityOf(by)),
          },
        case: async (number) => {
          const barred = await mayOpen(by, "case");
          if (barred) return barred;
          const kase = await store.findCase(by.workspace, { number });
          return kase ? showCase(by, kase.id) : refused({ code: "no-such-case" });
        },
        insights: async () =>
          (await mayOpen(by, "insights")) ?? { show: "card", card: await queue.overviewFor(by.workspace) },
        view,
      }),
    homeOpened: async (by) => {
      const identity = await identityOf(by);
      const cards = isStaff(identity) ? await queue.cardsFor(by.workspace, identity) : [];
      const shown = await chats[by.person.platform]?.showHome(by.person, cards);
      if (shown && !shown.ok) throw new Error(`the page could not be shown: ${shown.reason}`);
    },
  };
}
