import { expect } from "vitest";
import type { Answer, Harness, OpenForm, Role, Said, Seen, Submitted, Values } from "./harness.ts";
import { roles } from "./harness.ts";

/** What people do again and again in the suite, in their words. */

export const complaintWords = "My suitcase arrived two days late and with a broken wheel.";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const formOf = (answer: Answer): OpenForm => {
  if (!answer.form) throw new Error(`no form opened; told: ${answer.told.map(({ text }) => text).join(" | ")}`);
  return answer.form;
};

/** Where a platform only denies knowing somebody, that counts once it has said so for a minute. */
export const onceKnown = async (h: Harness, ask: () => Promise<Answer>): Promise<Answer> => {
  const answer = await ask();
  if (!toldBy(answer).includes("I can't check right now who this is.")) return answer;
  await h.pass(60_000);
  return ask();
};

/** What only the presser was told, in one string. */
export const toldBy = (answer: { readonly told: readonly Seen[] }): string =>
  answer.told.map(({ text }) => text).join("\n");

export const errorsOf = (submitted: Submitted): Readonly<Record<string, string>> => {
  if (submitted.shown !== "errors") throw new Error(`no errors but: ${JSON.stringify(submitted)}`);
  return submitted.errors;
};

export const fieldOf = (form: OpenForm, label: string) => {
  const field = form.fields.find((each) => each.label === label);
  if (!field) throw new Error(`no field ${label}, but: ${form.fields.map((each) => each.label).join(", ")}`);
  return field;
};

/** Every label that someone can press on it. */
export const labelsOn = ({ buttons, more }: Seen): readonly string[] => [...buttons, ...more];

/** The messages of the bot in a thread that everybody there sees. */
export const posted = async (h: Harness, thread: Said, who: Role = "staff"): Promise<readonly Seen[]> =>
  (await h.read(thread, who)).filter(({ fromAmends, onlyYou }) => fromAmends && !onlyYou);

const found = (seen: Seen | undefined, what: string, among: readonly Seen[]): Seen => {
  if (!seen) throw new Error(`${what} is not among:\n${among.map(({ text }) => text).join("\n---\n")}`);
  return seen;
};

/** The last message of a thread that says this. */
export const messageIn = async (h: Harness, thread: Said, words: string | RegExp, who?: Role): Promise<Seen> => {
  const all = await posted(h, thread, who);
  return found(
    all.findLast(({ text }) => text.match(words) !== null),
    String(words),
    all,
  );
};

/** The case card: the first that the bot writes in the complaint's thread. */
export const cardIn = async (h: Harness, thread: Said, who: Role = "staff"): Promise<Seen> => {
  const all = await posted(h, thread, who);
  return found(all[0], "the case card", all);
};

export const approvalIn = (h: Harness, thread: Said, who?: Role): Promise<Seen> =>
  messageIn(h, thread, /Approval needed|approved|declined/, who);

/** The last direct message that says this. */
export const directMessage = async (h: Harness, who: Role, words: string | RegExp): Promise<Seen> => {
  const all = await h.directMessages(who);
  return found(
    all.findLast(({ text }) => text.match(words) !== null),
    String(words),
    all,
  );
};

/** A colleague passes on a complaint of the customer, who can be written to; `staff` flags it. */
export const openCase = async (h: Harness, values: Values = {}, text = complaintWords): Promise<Said> => {
  const complaint = await h.complain("otherStaff", text);
  const form = formOf(await h.flag("staff", complaint));
  const sent = await h.submit("staff", form, {
    Customer: { person: "customer" },
    "Failure type": "Late or delayed",
    ...values,
  });
  expect(sent.shown).toBe("closed");
  await h.settle();
  return complaint;
};

/** A customer who isn't on the platform. */
export const onlyNamed: Values = { Customer: null, "Customer name": "Jane Roe" };

/** Presses something on the case card as it is now. */
export const pressCard = async (h: Harness, thread: Said, who: Role, label: string): Promise<Answer> => {
  const answer = await h.press(who, await cardIn(h, thread, who), label);
  await h.settle();
  return answer;
};

/** Opens a form from the case card and submits it. */
export const fillFrom = async (h: Harness, on: Seen, who: Role, label: string, values: Values): Promise<Submitted> => {
  const submitted = await h.submit(who, formOf(await h.press(who, on, label)), values);
  await h.settle();
  return submitted;
};

export const fillCard = async (
  h: Harness,
  thread: Said,
  who: Role,
  label: string,
  values: Values = {},
): Promise<Submitted> => {
  const submitted = await fillFrom(h, await cardIn(h, thread, who), who, label, values);
  expect(submitted, label).toMatchObject({ shown: "closed" });
  return submitted;
};

/** The protocol's steps, one after the other, up to `Resolve`. */
export const steps: readonly { readonly label: string; readonly values?: Values }[] = [
  { label: "Take ownership" },
  { label: "Acknowledge" },
  { label: "Apologize", values: {} },
  { label: "Root cause", values: { "Root cause": "Carrier or supplier", Explanation: "The label fell off the bag." } },
  { label: "Offer remedy", values: { Remedy: "Refund", Amount: "40", Reason: "The price of a new wheel." } },
  { label: "Resolve", values: { "What was done": "Refunded the wheel and called the customer." } },
];

export const takeStep = async (h: Harness, thread: Said, { label, values }: (typeof steps)[number]): Promise<void> => {
  if (values) await fillCard(h, thread, "staff", label, values);
  else await pressCard(h, thread, "staff", label);
};

/** From where the case stands to the resolution. */
export const takeSteps = async (h: Harness, thread: Said): Promise<void> => {
  for (const step of steps) {
    const { buttons } = await cardIn(h, thread);
    if (buttons.includes(step.label)) await takeStep(h, thread, step);
  }
};

/** Resolved two days ago: the survey is in the customer's direct messages. */
export const surveyed = async (h: Harness): Promise<Said> => {
  const complaint = await openCase(h);
  await takeSteps(h, complaint);
  await pressCard(h, complaint, "staff", "Mark Refund delivered");
  await h.pass(2 * day + minute);
  return complaint;
};

export const survey = (h: Harness): Promise<Seen> => directMessage(h, "customer", /How did we do\?|Thank you/);

/** Owned, and a refund is asked for that staff may not grant alone. */
export const askForApproval = async (h: Harness, amount = "120"): Promise<Said> => {
  const complaint = await openCase(h, { "Price paid": "200" });
  await pressCard(h, complaint, "staff", "Take ownership");
  await fillCard(h, complaint, "staff", "Offer remedy", {
    Remedy: "Refund",
    Amount: amount,
    Reason: "A ruined first day of the holiday.",
  });
  return complaint;
};

/** Everything these people can see: the thread, and what the bot wrote to them. */
export const allThatIsSeen = async (h: Harness, thread: Said, who: Role): Promise<string> =>
  [...(await h.read(thread, who)), ...(await h.directMessages(who))].map(({ text }) => text).join("\n");

/** Told to this person, and to nobody else. */
export const expectToldOnlyTo = async (
  h: Harness,
  thread: Said,
  who: Role,
  answer: { readonly told: readonly Seen[] },
  words: string | RegExp,
): Promise<void> => {
  expect(toldBy(answer)).toMatch(words);
  const told = answer.told.map(({ text }) => text);
  for (const other of roles.filter((role) => role !== who)) {
    const seen = await allThatIsSeen(h, thread, other);
    for (const text of told) expect(seen, `told to ${who}, but read by ${other}`).not.toContain(text);
  }
};
