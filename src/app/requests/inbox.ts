import { randomUUID } from "node:crypto";
import { rankOf } from "../../core/authority.ts";
import type { Case, CaseId, Place } from "../../core/case.ts";
import type { Command } from "../../core/commands.ts";
import { defined } from "../../core/defined.ts";
import type { Identity } from "../../core/people.ts";
import { type About, type FormId, type Inputs, type Press, plain, type Reply } from "../../views/elements.ts";
import { formFor, isForm, offeredAgain, opensCase, readForm } from "../../views/forms/index.ts";
import { actOf } from "../../views/presses.ts";
import { fieldOf, refusalWords } from "../../views/words/refusal.ts";
import { trouble } from "../../views/words/trouble.ts";
import type { Departures } from "../commands/departures.ts";
import type { Handle, Outcome } from "../commands/handle.ts";
import type { LostPlaces } from "../delivery/lost-places.ts";
import { unlessNewer } from "../newer-case.ts";
import type { Chats } from "../people/identities.ts";
import type { MembersWatched } from "../people/members-watched.ts";
import { namesFor } from "../people/names.ts";
import { unlessUnsure } from "../people/unsure-person.ts";
import type { Caller, Inbox, RequestKey } from "../ports.ts";
import { createBeforeSend } from "./before-send.ts";
import type { FormSignatures } from "./form-signatures.ts";
import { homeFor } from "./home.ts";
import { createQueue } from "./queue.ts";
import { createReads, type ReadsParts } from "./reads.ts";
import { slashCommand } from "./slash-command.ts";

export type InboxParts = ReadsParts & {
  readonly chats: Chats;
  readonly handle: Handle;
  readonly signatures: FormSignatures;
  readonly unfoundMembers: MembersWatched;
  readonly departures: Pick<Departures, "heard">;
  readonly lostPlaces: Pick<LostPlaces, "note">;
};

/** What adapters may ask on behalf of a person: presses, forms and words become commands, outcomes become replies. */
export function createInbox(parts: InboxParts): Inbox {
  const { store, chats, protocol, handle, signatures, unfoundMembers, departures, lostPlaces } = parts;
  const queue = createQueue(parts);
  const reads = createReads(parts);
  const { view, identityOf, isStaff, context, refused, mayLook, mayOpen, openForm, showCase, flagForm, histories } =
    reads;
  const beforeSend = createBeforeSend({ ...parts, histories });

  async function press(caller: Caller, pressed: Press, key: RequestKey): Promise<Reply> {
    const act = actOf(pressed);
    if (!act || pressed.case === undefined)
      return { show: "notice", text: ["That button is from an older version. Please use the newest card."] };
    if ("opens" in act) return openForm(caller, act.opens, defined({ case: pressed.case, of: pressed.of }));
    if ("shows" in act) return showCase(caller, { id: pressed.case });
    const command = act.command(pressed);
    if (!command) return { show: "notice", text: ["That button is incomplete. Please use the newest card."] };
    const outcome = await run(caller, command, pressed.case, key);
    return outcome.did === "refuse" ? refused(caller, outcome.refusal, outcome.kase) : outcome.reply;
  }

  const run = (
    caller: Caller,
    command: Command,
    caseId: CaseId | undefined,
    key: RequestKey,
    subject?: Identity,
  ): Promise<Outcome> => {
    const { organization, person, outsider } = caller;
    return handle({ organization, actor: person, command, key, ...defined({ caseId, subject, outsider }) });
  };

  async function submit(
    caller: Caller,
    { id, about }: { id: string; about: About },
    inputs: Inputs,
    key: RequestKey,
  ): Promise<Reply> {
    if (!isForm(id))
      return {
        show: "notice",
        text: ["This form is from an older version. Nothing was saved. Please open it again from the newest card."],
      };
    const kase = about.case === undefined ? undefined : await store.findCase(caller.organization, { id: about.case });
    const barred = await mayOpen(caller, id, kase);
    if (barred) return barred;
    if (!opensCase(id) && !kase) return refused(caller, { code: "no-such-case" });
    const whose = signatures.check({ id, about }, caller);
    if (whose !== "ours") return offerAgain(caller, { id, about, whose, inputs, ...defined({ kase }) });
    const opening = opensCase(id) ? await openingAt(caller, about.place) : {};
    const ctx = { ...(await context(caller, kase)), ...opening, ...defined({ of: about.of, place: about.place }) };
    const read = readForm(id, inputs, ctx);
    if ("errors" in read) return { show: "errors", errors: read.errors };

    const form = formFor(id, ctx);
    const ready = await beforeSend(read.command, { caller, form, inputs, ...defined({ kase }) });
    if ("instead" in ready) return ready.instead;
    const outcome = await run(caller, ready.command, kase?.id, key, ready.subject);
    const fields = form.fields.map((field) => field.id);
    return outcome.did === "refuse" ? refusedForm(caller, outcome, fields) : outcome.reply;
  }

  /**
   * A form that we can't take as it came: the same one, as this person could open it here and now, with what they typed. It is
   * about no place but where they are, unless it is one that we gave them ourselves.
   */
  async function offerAgain(
    caller: Caller,
    form: { id: FormId; about: About; whose: "expired" | "foreign"; inputs: Inputs; kase?: Case },
  ): Promise<Reply> {
    const { id, about, whose, inputs, kase } = form;
    const place = whose === "expired" ? about.place : caller.place;
    // Both customers' histories were shown then and aren't now, so it is as if it had been opened about neither.
    const of = id === "joinCustomers" ? undefined : about.of;
    const ctx = { ...(await context(caller, kase)), ...defined({ of, place }) };
    return { show: "form", form: offeredAgain(formFor(id, ctx), inputs, whose) };
  }

  /** Every form that goes out is signed for whom it goes to. */
  const signed = async (caller: Caller, reply: Promise<Reply>): Promise<Reply> => {
    const shown = await reply;
    return shown.show === "form" ? { ...shown, form: signatures.sign(shown.form, caller) } : shown;
  };

  /** A refusal about a field keeps the form open with what was typed; any other is told. */
  async function refusedForm(
    caller: Caller,
    { refusal, kase }: Extract<Outcome, { did: "refuse" }>,
    fields: readonly string[],
  ): Promise<Reply> {
    const field = fieldOf(refusal);
    const shown = field !== undefined && fields.includes(field) ? field : fields[0];
    if (shown === undefined) return refused(caller, refusal, kase);
    // Under a field there are plain words only, so people are named there and not mentioned.
    const nameOf = kase && (await namesFor(store, kase));
    return {
      show: "errors",
      errors: { [shown]: plain(refusalWords(refusal, { ...view(), reader: caller.person, ...defined({ nameOf }) })) },
    };
  }

  async function openingAt(caller: Caller, place: Place | undefined): Promise<{ home: Place; newId: string }> {
    return { home: await homeFor(caller, place, chats, protocol()), newId: randomUUID() };
  }

  const newer = (caller: Caller) => () => refused(caller, { code: "newer-version" });

  const unsure: Reply = { show: "notice", text: trouble.unsurePerson };
  /** The form stays open with what was typed: it can be sent again in a moment. */
  function unsureForm(inputs: Inputs): Reply {
    const [field] = Object.keys(inputs);
    return field === undefined ? unsure : { show: "errors", errors: { [field]: plain(trouble.unsurePerson) } };
  }
  const answered = (reply: Promise<Reply>, caller: Caller) =>
    unlessUnsure(unlessNewer(reply, newer(caller)), () => unsure);

  /** The form stays open with what was typed: the release that knows the case will take it. */
  async function newerForm(caller: Caller, inputs: Inputs): Promise<Reply> {
    const [field] = Object.keys(inputs);
    return refusedForm(
      caller,
      { did: "refuse", refusal: { code: "newer-version" } },
      field === undefined ? [] : [field],
    );
  }

  return {
    press: (caller, pressed, key) => signed(caller, answered(press(caller, pressed, key), caller)),
    submit: (caller, form, inputs, key) =>
      signed(
        caller,
        unlessUnsure(
          unlessNewer(submit(caller, form, inputs, key), () => newerForm(caller, inputs)),
          () => unsureForm(inputs),
        ),
      ),
    openedAt: (caller, form) => (signatures.check(form, caller) === "foreign" ? undefined : form.about.place),
    flagForm: (caller, message) => signed(caller, answered(flagForm(caller, message), caller)),
    command: (caller, words) => signed(caller, answered(command(caller, words), caller)),
    personChanged: departures.heard,
    placeLost: lostPlaces.note,
    homeOpened: async (caller) => {
      const identity = await identityOf(caller);
      const staff = isStaff(identity);
      const cards = staff ? await queue.cardsFor(caller.organization, identity) : [];
      const shown = await chats[caller.person.platform]?.showHome(caller.person, cards, caller.organization);
      // People from another workspace have no page here, however often it is tried.
      if (shown && !shown.ok && (staff || shown.why === "later"))
        throw new Error(`the page could not be shown: ${shown.reason}`);
    },
  };

  function command(caller: Caller, words: string): Promise<Reply> {
    return slashCommand(words, {
      flag: () => flagForm(caller),
      queue: async () =>
        (await mayLook(caller)) ?? {
          show: "cards",
          cards: await queue.cardsFor(caller.organization, await identityOf(caller)),
        },
      case: (number) => showCase(caller, { number }),
      insights: async () =>
        (await mayLook(caller)) ?? { show: "card", card: await queue.overviewFor(caller.organization) },
      view,
      unfound: async () =>
        rankOf(await identityOf(caller), protocol()) > 0 ? unfoundMembers(caller.organization) : [],
      platform: caller.person.platform,
    });
  }
}
