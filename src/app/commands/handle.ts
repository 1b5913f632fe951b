import { longestWindow } from "../../core/authority.ts";
import { type Case, type CaseId, pendingRemedies } from "../../core/case.ts";
import type { Command, CommandType } from "../../core/commands.ts";
import { customerChanges } from "../../core/customers/changes.ts";
import type { Actor, Context } from "../../core/decide/context.ts";
import { isRefused } from "../../core/decide/decision.ts";
import { askedFor } from "../../core/decide/opening.ts";
import { decide } from "../../core/decide.ts";
import { defined } from "../../core/defined.ts";
import type { CaseEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { timersFor } from "../../core/nudges.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import { type Identity, type PersonRef, personKey, samePerson } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Refusal } from "../../core/refusals.ts";
import { before, type Instant } from "../../core/time.ts";
import type { Reply } from "../../views/elements.ts";
import { announce } from "../messages/announce.ts";
import { unlessNewer } from "../newer-case.ts";
import type { Identities } from "../people/identities.ts";
import { knownApprovers } from "../people/mentions.ts";
import type { Ask, Clock, Loaded, RequestKey, Store } from "../ports.ts";
import { protocolHash } from "../protocol-hash.ts";
import { answerTo } from "./answers.ts";

/**
 * One command in one transaction: load and lock → decide → append, project, set timers, enqueue → commit. When the promise
 * resolves, the effect is committed; when it rejects, nothing was. A request delivered twice has one effect and one answer.
 */
export type Request = {
  readonly organization: OrganizationKey;
  /** A person is known by reference; who they are is looked up here. */
  readonly actor: PersonRef | Exclude<Actor["is"], "person">;
  readonly command: Command;
  readonly caseId?: CaseId;
  readonly key?: RequestKey;
  /** The person a command is about. */
  readonly subject?: Identity;
  /** The signed payload itself says that this person is from outside. */
  readonly outsider?: boolean;
};

export type Outcome =
  | { readonly did: "change"; readonly kase: Case; readonly events: readonly CaseEvent[]; readonly reply: Reply }
  | { readonly did: "refuse"; readonly refusal: Refusal; readonly kase?: Case }
  /** It had been done by an earlier delivery of the same request. */
  | { readonly did: "repeat"; readonly reply: Reply };

/** Nothing was done yet: first the platform is asked who asks, and who the others are of whom nothing is known. */
type Identify = { readonly did: "identify"; readonly me?: Identity; readonly others: readonly PersonRef[] };

export type Handle = (request: Request) => Promise<Outcome>;

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly identities: Identities;
  readonly newId: () => string;
  /** Called after a commit that left something to deliver. */
  readonly committed: () => void;
  readonly observe: (request: Request, outcome: Outcome) => void;
};

const movesMoney: readonly CommandType[] = ["offerRemedy", "approve", "approveLess"];
/** What else depends on who the customer is. */
const withCustomer: readonly CommandType[] = [...movesMoney, "decline", "timeUp"];
/** Nobody decides on their own behalf: for these it matters who the others are. */
const decidesOnMoney: readonly CommandType[] = [...movesMoney, "decline"];

export function createHandle({ store, clock, protocol, identities, newId, committed, observe }: Parts): Handle {
  return async (request) => {
    const now = clock.now();
    const rules = protocol();
    const ask = askFor(request, rules, now);
    const approvers =
      request.command.type === "offerRemedy" && ask.person
        ? await knownApprovers(identities, request.organization, ask.person, rules)
        : [];
    const attempt = (asked?: { readonly me: Identity }) =>
      store.transact<Outcome | Identify>(ask, (loaded) => {
        if (loaded.answered) return { result: { did: "repeat", reply: loaded.answered } };
        if (request.caseId !== undefined && !loaded.kase)
          return { result: { did: "refuse", refusal: { code: "no-such-case" } } };
        const me = asked?.me ?? identities.fresh(loaded.person, now);
        const others = asked || !ask.withInvolved || !ask.person ? [] : strangersIn(loaded);
        const actor = others.length > 0 ? undefined : actorOf(request, me);
        return actor
          ? settle(
              request,
              loaded,
              contextOf(request, loaded, { now, protocol: rules, actor, newId: newId() }),
              approvers,
            )
          : { result: { did: "identify", others, ...defined({ me }) } };
      });

    const carriedOut = async () => {
      const first = await attempt();
      if (first.did !== "identify") return first;
      // Whoever can't be asked about now stays unknown, and is judged by what there is.
      const asking = first.others.map((person) => identities.get(request.organization, person).catch(() => undefined));
      const [me] = await Promise.all([
        first.me ?? identities.refresh(request.organization, ask.person, now),
        ...asking,
      ]);
      return attempt({ me });
    };
    const outcome = await unlessNewer<Outcome | Identify, Outcome>(carriedOut(), () => ({
      did: "refuse",
      refusal: { code: "newer-version" },
    }));
    if (outcome.did === "identify") throw new Error("who is asking could not be established");
    if (outcome.did === "change") committed();
    observe(request, outcome);
    return outcome;
  };
}

function askFor({ organization, actor, command, caseId, key }: Request, protocol: Protocol, now: Instant): Ask {
  return {
    organization,
    now,
    ...defined({
      caseId,
      key,
      person: typeof actor === "string" ? undefined : actor,
      grantsSince: movesMoney.includes(command.type) ? before(now, longestWindow(protocol)) : undefined,
      opensFor: command.type === "flag" ? askedFor(command.customer) : undefined,
      withInvolved: decidesOnMoney.includes(command.type) || undefined,
      withCustomer: withCustomer.includes(command.type) || undefined,
      joins: "case" in command ? command.case : undefined,
    }),
  };
}

function actorOf({ actor, outsider }: Request, identity: Identity | undefined): Actor | undefined {
  if (typeof actor === "string") return { is: actor };
  return identity && { is: "person", identity: outsider ? { ...identity, outsider } : identity };
}

function contextOf(
  { organization, subject }: Request,
  { grants, nextNumber, customer, customers = [], joining, involved }: Loaded,
  known: Pick<Context, "now" | "protocol" | "actor" | "newId">,
): Context {
  const opening = nextNumber === undefined ? undefined : { organization, number: nextNumber, customers };
  return { ...known, grants, ...defined({ subject, opening, customer, joining, involved }) };
}

/** Those whom the case names where money is decided on, and of whom no platform was asked yet. */
function strangersIn({ kase, involved = [] }: Loaded): readonly PersonRef[] {
  if (!kase) return [];
  const named = pendingRemedies(kase).flatMap(({ by, approvals }) => [by, ...approvals.map((approval) => approval.by)]);
  const all = [...(kase.customer.person ? [kase.customer.person] : []), ...named];
  const unknown = all.filter((person) => !involved.some((known) => samePerson(known.person, person)));
  return [...new Map(unknown.map((person) => [personKey(person), person])).values()];
}

/** The pure middle: from what was loaded to what is written. */
function settle(
  { command, actor }: Request,
  { kase: current }: Loaded,
  context: Context,
  approvers: readonly Identity[],
) {
  const decision = decide(current, command, context);
  if (isRefused(decision)) {
    const result: Outcome = { did: "refuse", refusal: decision.refused, ...defined({ kase: current }) };
    return { result };
  }
  const kase = decision.reduce<Case | undefined>(evolve, current);
  if (!kase) throw new Error(`${command.type} made no case`);
  const reply = answerTo(command, kase, context, approvers);
  const writes = {
    before: current,
    kase,
    events: decision,
    actor: typeof actor === "string" ? actor : personKey(actor),
    protocol: protocolHash(context.protocol),
    timers: timersFor(kase),
    jobs: announce(decision, kase, current),
    answer: reply,
    customers: customerChanges(decision, kase, {
      asked: command.type === "flag" ? askedFor(command.customer) : [],
      customers: context.opening?.customers ?? [],
    }),
  };
  return { writes, result: { did: "change", kase, events: decision, reply } satisfies Outcome };
}
