import type { Command, CommandOf, CommandType } from "../../../src/core/commands.ts";
import type { Actor } from "../../../src/core/decide/context.ts";
import type { Identity } from "../../../src/core/people.ts";
import { type Instant, instant } from "../../../src/core/time.ts";
import { ann, ben, cleo, millis, rosa, usd } from "./people.ts";
import { asked, type Step } from "./world.ts";

/** Asking for a command, with the words that matter in a specification and the usual ones for the rest. */

type Who = Identity | Exclude<Actor["is"], "person">;
type Words<T extends CommandType> = Omit<CommandOf<T>, "type">;

const actorOf = (by: Who): Actor => (typeof by === "string" ? { is: by } : { is: "person", identity: by });

const asking =
  <T extends CommandType>(type: T, usual: Words<T>, usuallyBy: Who = ben) =>
  ({ by = usuallyBy, ...words }: Partial<Words<T>> & { by?: Who } = {}): Step =>
    // the words are this very type's, which the compiler can't see through the spread
    asked(actorOf(by), () => ({ type, ...usual, ...words }) as unknown as Command);

const home = { platform: "slack" as const, workspace: "T1", channel: "C0CASES" };

export const flag = asking("flag", {
  id: "case-12",
  source: "message",
  home,
  customer: { name: "Rosa Diaz", person: rosa.person },
  complaint: "My parcel came five days late.",
  failureType: "late",
  severity: "major",
});
export const takeOwnership = asking("takeOwnership", {});
export const acknowledge = asking("acknowledge", {});
export const apologize = asking("apologize", { text: "Rosa, I am sorry that we kept you waiting.", told: "dm" });
export const recordRootCause = asking("recordRootCause", { cause: "carrier", explanation: "A label was lost." });
export const updateCustomer = asking("updateCustomer", { text: "It leaves tonight.", told: "dm" });
export const keepPromise = asking("keepPromise", { promise: "P1" });
export const breakPromise = asking("breakPromise", { promise: "P1" });
export const offerRemedy = asking("offerRemedy", { kind: "refund", amount: usd(40), reason: "Five days late." });
export const offerFix = asking("offerRemedy", { kind: "fix", reason: "It was broken." });
export const waiveRemedy = asking("waiveRemedy", { reason: "She asked for nothing." });
export const approve = asking("approve", { remedy: "R1" }, ann);
export const approveLess = asking("approveLess", { remedy: "R1", amount: usd(100) }, ann);
export const decline = asking("decline", { remedy: "R1", reason: "It was not our mistake." }, ann);
export const withdrawRemedy = asking("withdrawRemedy", { remedy: "R1" });
export const markDelivered = asking("markDelivered", { remedy: "R1" });
export const changeSeverity = asking("changeSeverity", { severity: "critical" });
export const escalate = asking("escalate", { reason: "She asks for a manager." });
export const addNote = asking("addNote", { text: "She prefers the phone." });
export const linkCase = asking("linkCase", { to: 9, as: "related-to" });
export const joinCustomers = asking("joinCustomers", { case: 7 });
export const partCustomers = asking("partCustomers", { case: 7 });
export const tellCustomersApart = asking("tellCustomersApart", { case: 7 });
export const resolve = asking("resolve", { whatWasDone: "Refunded the shipping fee." });
export const reopen = asking("reopen", { reason: "The refund never came." });
export const close = asking("close", { outcome: "recovered" });
export const markAbusive = asking("markAbusive", { reason: "Threats on the phone." });
export const correct = asking("correct", {});
export const answerSurvey = asking("answerSurvey", { answers: { overall: 5 } }, rosa);
export const optOut = asking("optOut", {}, rosa);
export const timeUp = asking("timeUp", { timer: "acknowledge:warning" }, "clock");
/** Ben, the owner in most stories, is gone. */
export const recordDeparture = asking("recordDeparture", { person: ben.person, why: "deactivated" }, "clock");
export const recordUnreachable = asking(
  "recordUnreachable",
  { what: "apology", reason: "messages are off" },
  "delivery",
);

/** `subject` is what the platform says of the new owner; null where it doesn't know them. */
export const assign = ({ by = ben as Who, to = cleo, subject = to as Identity | null } = {}): Step =>
  asked(actorOf(by), () => ({ type: "assign", to: to.person }), subject ?? undefined);

const fromNow = (now: Instant, length: string): Instant => instant(now + millis(length));

export const addPromise = ({ by = ben as Who, text = "I'll call you", within = "4h" } = {}): Step =>
  asked(actorOf(by), (now) => ({ type: "addPromise", text, dueAt: fromNow(now, within) }));

export const snooze = ({ by = ben as Who, for: length = "2d" } = {}): Step =>
  asked(actorOf(by), (now) => ({ type: "snooze", until: fromNow(now, length) }));
