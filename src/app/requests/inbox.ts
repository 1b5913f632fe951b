import { randomUUID } from "node:crypto";
import type { CaseId, Place } from "../../core/case.ts";
import type { Command } from "../../core/commands.ts";
import { defined } from "../../core/defined.ts";
import type { Identity } from "../../core/people.ts";
import { type About, type Inputs, type Press, plain, type Reply } from "../../views/elements.ts";
import { formFor, isForm, opensCase, readForm } from "../../views/forms/index.ts";
import { actOf } from "../../views/presses.ts";
import { fieldOf, refusalWords } from "../../views/words/refusal.ts";
import type { Handle, Outcome } from "../commands/handle.ts";
import type { Chats } from "../people/identities.ts";
import { namesFor } from "../people/names.ts";
import type { Caller, Inbox, RequestKey } from "../ports.ts";
import { createBeforeSend } from "./before-send.ts";
import { homeFor } from "./home.ts";
import { createQueue } from "./queue.ts";
import { createShowing, type ShowingParts } from "./reads.ts";
import { slashCommand } from "./slash-command.ts";

export type InboxParts = ShowingParts & { readonly chats: Chats; readonly handle: Handle };

/** What adapters may ask on behalf of a person: presses, forms and words become commands, outcomes become replies. */
export function createInbox(parts: InboxParts): Inbox {
  const { store, chats, protocol, handle } = parts;
  const queue = createQueue(parts);
  const beforeSend = createBeforeSend(parts);
  const { view, identityOf, isStaff, context, refused, mayLook, mayOpen, openForm, showCase, flagForm } =
    createShowing(parts);

  async function press(by: Caller, pressed: Press, key: RequestKey): Promise<Reply> {
    const act = actOf(pressed);
    if (!act || pressed.case === undefined)
      return { show: "notice", text: ["That button is from an older version. Please use the newest card."] };
    if ("opens" in act) return openForm(by, act.opens, defined({ case: pressed.case, of: pressed.of }));
    if ("shows" in act) return showCase(by, { id: pressed.case });
    const command = act.command(pressed);
    if (!command) return { show: "notice", text: ["That button is incomplete. Please use the newest card."] };
    const outcome = await run(by, command, pressed.case, key);
    return outcome.did === "refuse" ? refused(by, outcome.refusal, outcome.kase) : outcome.reply;
  }

  const run = (
    by: Caller,
    command: Command,
    caseId: CaseId | undefined,
    key: RequestKey,
    subject?: Identity,
  ): Promise<Outcome> => {
    const { organization, person, outsider } = by;
    return handle({ organization, by: person, command, key, ...defined({ caseId, subject, outsider }) });
  };

  async function submit(
    by: Caller,
    { id, about }: { id: string; about: About },
    inputs: Inputs,
    key: RequestKey,
  ): Promise<Reply> {
    if (!isForm(id))
      return {
        show: "notice",
        text: ["This form is from an older version. Nothing was saved. Please open it again from the newest card."],
      };
    const kase = about.case === undefined ? undefined : await store.findCase(by.organization, { id: about.case });
    const barred = await mayOpen(by, id, kase);
    if (barred) return barred;
    if (!opensCase(id) && !kase) return refused(by, { code: "no-such-case" });
    const opening = opensCase(id) ? await openingAt(by, about.place) : {};
    const ctx = { ...(await context(by, kase)), ...opening, ...defined({ of: about.of, place: about.place }) };
    const read = readForm(id, inputs, ctx);
    if ("errors" in read) return { show: "errors", errors: read.errors };

    const form = formFor(id, ctx);
    const ready = await beforeSend(read.command, { by, form, inputs, ...defined({ kase }) });
    if ("instead" in ready) return ready.instead;
    const outcome = await run(by, ready.command, kase?.id, key, ready.subject);
    const fields = form.fields.map((field) => field.id);
    return outcome.did === "refuse" ? refusedForm(by, outcome, fields) : outcome.reply;
  }

  /** A refusal about a field keeps the form open with what was typed; any other is told. */
  async function refusedForm(
    by: Caller,
    { refusal, kase }: Extract<Outcome, { did: "refuse" }>,
    fields: readonly string[],
  ): Promise<Reply> {
    const field = fieldOf(refusal);
    const shown = field !== undefined && fields.includes(field) ? field : fields[0];
    if (shown === undefined) return refused(by, refusal, kase);
    // Under a field there are plain words only, so people are named there and not mentioned.
    const nameOf = kase && (await namesFor(store, kase));
    return {
      show: "errors",
      errors: { [shown]: plain(refusalWords(refusal, { ...view(), reader: by.person, ...defined({ nameOf }) })) },
    };
  }

  async function openingAt(by: Caller, place: Place | undefined): Promise<{ home: Place; newId: string }> {
    return { home: await homeFor(by, place, chats, protocol()), newId: randomUUID() };
  }

  return {
    press,
    submit,
    flagForm,
    command: (by, words) =>
      slashCommand(words, {
        flag: () => flagForm(by),
        queue: async () =>
          (await mayLook(by)) ?? {
            show: "cards",
            cards: await queue.cardsFor(by.organization, await identityOf(by)),
          },
        case: (number) => showCase(by, { number }),
        insights: async () => (await mayLook(by)) ?? { show: "card", card: await queue.overviewFor(by.organization) },
        view,
        platform: by.person.platform,
      }),
    homeOpened: async (by) => {
      const identity = await identityOf(by);
      const cards = isStaff(identity) ? await queue.cardsFor(by.organization, identity) : [];
      const shown = await chats[by.person.platform]?.showHome(by.person, cards, by.organization);
      if (shown && !shown.ok) throw new Error(`the page could not be shown: ${shown.reason}`);
    },
  };
}
