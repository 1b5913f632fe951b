import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../../src/core/case.ts";
import type { CommandOf } from "../../../src/core/commands.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import { openStore } from "../../../src/store/store.ts";
import { plain } from "../../../src/views/elements.ts";
import { ann, ben, cleo, identityOf, rosa, usd } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { type Office, openOffice, organization } from "../support/office.ts";

/** One customer under several keys, on a real PostgreSQL: staff may grant a customer 60 within 90 days. */

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  const perCustomer = { amount: 60, within: "90d" };
  office.livesBy(
    rulesOf({
      quietHours: "none",
      roles: [
        { id: "staff", label: "Staff", members: ["*"], limits: { perRemedy: 50, perCustomer } },
        { id: "manager", label: "Manager", members: ["slack:U0ANN"], limits: { perRemedy: 500 } },
      ],
    }),
  );
});
afterEach(async () => {
  const { findings } = await office.store.verifyLog();
  await office.close();
  // An office keeps no versions of its rules; everything else must hold.
  expect(findings.filter(({ what }) => what !== "protocol-missing")).toEqual([]);
});

const account = (id: string): PersonRef => ({ platform: "slack", workspace: "T1", id });
const [carla, dan] = [account("U0CARLA"), account("U0DAN")];
type Said = CommandOf<"flag">["customer"];
const open = (customer: Said) => office.opens({ customer });
const offers = async (kase: Case, major = 50, by = ben): Promise<string | undefined> => {
  const after = await office.goesOn(
    await office.caseNow(kase),
    { type: "offerRemedy", kind: "refund", amount: usd(major), reason: "Late." },
    by,
  );
  return after.remedies.at(-1)?.status;
};
/** Whether a limit that the first case has used up is felt in the second. */
const areOne = async (one: Case, other: Case): Promise<boolean> => {
  expect(await offers(one)).toBe("granted");
  return (await offers(other)) === "pending";
};
const joins = (kase: Case, other: Case, by: PersonRef = ben) =>
  office.goesOn(kase, { type: "joinCustomers", case: other.number }, by);

describe("one customer", () => {
  it.each<[string, Said, Said]>([
    [
      "the account, while another email is typed",
      { person: carla, email: "a@x.example" },
      { person: carla, email: "b@x.example" },
    ],
    [
      "the account, whose email changes",
      { person: carla, email: "old@x.example" },
      { person: carla, accountEmail: "new@x.example" },
    ],
    [
      "the email that was typed beside an account",
      { person: carla, email: "b@x.example" },
      { name: "C.", email: "B@X.example" },
    ],
    [
      "the email that the platform knows of the account",
      { person: carla, email: "b@x.example", accountEmail: "c@x.example" },
      { name: "C.", email: "c@x.example" },
    ],
    [
      "the account of whom only the email was known",
      { name: "C.", email: "b@x.example" },
      { person: carla, email: "b@x.example" },
    ],
    ["the name decomposed", { name: "José Núñez" }, { name: "José Núñez".normalize("NFD") }],
    ["the name with other spaces", { name: "Carla Mendes" }, { name: " Carla\u00a0 MENDES" }],
    ["the name with what nobody sees", { name: "Carla Mendes" }, { name: "Carla Mendes\u200b\u2060" }],
  ])("is found by %s", async (_how, first, second) => {
    const [one, other] = [await open(first), await open(second)];
    expect(other.customer.key).toBe(one.customer.key);
    expect(other.sameCustomer).toBeUndefined();
    expect(await areOne(one, other)).toBe(true);
  });

  it("keeps every address, also after another was typed", async () => {
    const one = await open({ person: carla, email: "a@x.example" });
    await open({ person: carla, email: "b@x.example" });
    for (const email of ["a@x.example", "b@x.example"])
      expect((await open({ name: "Somebody", email })).customer.key).toBe(one.customer.key);
  });

  it("isn't two people with one name: neither with accounts or addresses, nor of one who is only called so", async () => {
    const known = await open({ name: "John Smith", email: "john@x.example" });
    const named = await open({ name: "john smith" });
    const other = await open({ name: "John Smith", email: "js@y.example" });
    expect(new Set([known, named, other].map(({ customer }) => customer.key)).size).toBe(3);
    expect(named.sameCustomer).toMatchObject([{ case: known.number, why: "name", status: "offered" }]);
    expect(await offers(known)).toBe("granted");
    expect(await offers(named)).toBe("granted");
    expect(await offers(other)).toBe("granted");
  });

  it("isn't two accounts with a desk's email, but both count until somebody says so: the stricter answer", async () => {
    const one = await open({ person: carla, email: "desk@hotel.example" });
    const two = await open({ person: dan, email: "desk@hotel.example" });
    expect(two.customer.key).not.toBe(one.customer.key);
    expect(two.sameCustomer).toMatchObject([{ case: one.number, why: "address", status: "offered" }]);
    expect(await areOne(one, two)).toBe(true);
    await office.goesOn(two, { type: "withdrawRemedy", remedy: (await office.caseNow(two)).remedies[0]?.id ?? "" });
    await office.goesOn(two, { type: "tellCustomersApart", case: one.number });
    expect(await offers(two)).toBe("granted");
  });

  it("asked for no more surveys whichever way they were met", async () => {
    const one = await open({ person: carla, email: "a@x.example" });
    await office.goesOn(one, { type: "optOut" }, "customer");
    expect((await open({ person: carla, email: "b@x.example" })).surveyOptOut).toBeDefined();
    expect((await open({ name: "C.", email: "a@x.example" })).surveyOptOut).toBeDefined();
    const apart = await open({ name: "Carla" });
    expect(apart.surveyOptOut).toBeUndefined();
  });
});

describe("two records that turn out to be one", () => {
  it("have one budget, from either side, and each their own again once it is taken back", async () => {
    const [one, two] = [await open({ person: carla }), await open({ name: "Carla M.", email: "c@x.example" })];
    await joins(two, one);
    expect(await areOne(one, two)).toBe(true);
    const pending = (await office.caseNow(two)).remedies[0]?.id ?? "";
    await office.goesOn(two, { type: "withdrawRemedy", remedy: pending });
    await office.goesOn(two, { type: "partCustomers", case: one.number });
    expect(await offers(two)).toBe("granted");
    expect(await offers(one, 20)).toBe("pending");
  });

  it("have one wish about surveys, also for a survey that is due already", async () => {
    const [one, two] = [await open({ person: carla }), await open({ name: "Carla M." })];
    await office.goesOn(one, { type: "optOut" }, "customer");
    await joins(one, two);
    expect((await open({ name: "carla m." })).surveyOptOut).toBeUndefined(); // a name alone joins nobody to the account
    const known = await office.store.transact(
      { organization, now: office.now(), caseId: two.id, withCustomer: true },
      ({ customer }) => ({ result: customer }),
    );
    expect(known).toMatchObject({ surveyOptOut: office.now(), knownBy: ["slack:T1:U0CARLA"] });
  });

  it("may be many: three that were joined come apart where they were joined", async () => {
    const [one, two, three] = [
      await open({ person: carla }),
      await open({ email: "b@x.example" }),
      await open({ person: dan }),
    ];
    await joins(three, two);
    await joins(two, one);
    expect(await offers(one)).toBe("granted");
    expect(await offers(three)).toBe("pending");
    await office.goesOn(await office.caseNow(two), { type: "partCustomers", case: one.number });
    const [pending] = (await office.caseNow(three)).remedies;
    await office.goesOn(three, { type: "withdrawRemedy", remedy: pending?.id ?? "" });
    expect(await offers(three)).toBe("granted");
    expect(await offers(two)).toBe("pending");
  });

  it("are found by everything that either is known by", async () => {
    const [one, two] = [await open({ person: carla }), await open({ email: "c@x.example" })];
    await joins(two, one);
    for (const customer of [{ person: carla }, { email: "c@x.example" }, { person: carla, email: "c@x.example" }]) {
      const kase = await open(customer);
      expect([one.customer.key, two.customer.key]).toContain(kase.customer.key);
      expect(kase.sameCustomer).toBeUndefined();
    }
  });

  it("bar whoever is one of them from the remedies of both", async () => {
    office.chat.knows(identityOf(cleo, { email: "cleo@acme.example" }));
    const [one, two] = [await open({ person: cleo }), await open({ name: "C. W.", email: "private@x.example" })];
    await joins(two, one, ann);
    const offer = { type: "offerRemedy", kind: "fix", reason: "Late." } as const;
    expect(await office.does(cleo, offer, { caseId: two.id })).toMatchObject({ refusal: { code: "own-benefit" } });
    const three = await open({ email: "other@x.example" });
    expect((await office.does(cleo, offer, { caseId: three.id })).did).toBe("change");
    await open({ person: cleo, email: "other@x.example" });
    expect(await office.does(cleo, offer, { caseId: three.id })).toMatchObject({ refusal: { code: "own-benefit" } });
  });

  it("bar a colleague by the address that the platform knows of them", async () => {
    office.chat.knows(identityOf(cleo, { email: "Cleo@Acme.example" }));
    const kase = await open({ name: "C. W.", email: "cleo@acme.EXAMPLE" });
    const offer = { type: "offerRemedy", kind: "refund", amount: usd(5), reason: "Late." } as const;
    expect(await office.does(cleo, offer, { caseId: kase.id })).toMatchObject({ refusal: { code: "own-benefit" } });
    expect((await office.does(ben, offer, { caseId: kase.id })).did).toBe("change");
  });

  it("are told in the case's thread, with buttons until somebody answers", async () => {
    const one = await open({ name: "Carla Mendes", person: carla });
    const two = await open({ name: "CARLA  mendes" });
    await office.deliver.idle();
    const cards = () => office.chat.said.filter(({ title }) => title.includes("Carla"));
    const labels = () =>
      cards()
        .at(-1)
        ?.card.buttons.map(({ label }) => label);
    expect(cards().at(-1)?.title).toBe("Is this Carla Mendes of case 1?");
    expect(labels()).toEqual(["Same customer", "Not the same"]);
    await joins(two, one);
    await office.deliver.idle();
    expect(cards().at(-1)).toMatchObject({ title: "CARLA  mendes is Carla Mendes of case 1", how: "update" });
    expect(labels()).toEqual(["Undo joining"]);
    await office.goesOn(two, { type: "partCustomers", case: 1 });
    await office.goesOn(two, { type: "tellCustomersApart", case: 1 });
    await office.deliver.idle();
    expect(cards().at(-1)?.title).toBe("CARLA  mendes isn't Carla Mendes of case 1");
  });
});

describe("the customers' own log", () => {
  it("has what was known when, who joined whom, and who took it back", async () => {
    const one = await open({ person: carla, email: "a@x.example" });
    office.passes(60_000);
    const two = await open({ name: "Carla" });
    await open({ person: carla, email: "b@x.example" });
    await joins(two, one);
    await office.goesOn(two, { type: "partCustomers", case: one.number }, ann);
    const of = (kase: Case) => office.store.customerEvents(organization, kase.customer.key);
    expect(await of(one)).toMatchObject([
      { type: "customer-recorded", knownBy: ["slack:T1:U0CARLA", "email:a@x.example"], case: 1 },
      { type: "customer-known-by", knownBy: ["email:b@x.example"], case: 3 },
    ]);
    expect(await of(two)).toMatchObject([
      { type: "customer-recorded", knownBy: ["name:carla"] },
      { type: "customer-record-joined", by: ben, into: one.customer.key, case: 2 },
      { type: "customer-record-parted", by: ann, from: one.customer.key },
    ]);
  });
});

describe("at the same instant", () => {
  const times = <T>(count: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));
  const granted = async (...cases: Case[]) => {
    const now = await Promise.all(cases.map((kase) => office.caseNow(kase)));
    return now.flatMap(({ remedies }) => remedies).filter(({ status }) => status === "granted").length;
  };
  /** Two processes, each with connections of its own. */
  async function twoReplicas() {
    const store = await openStore({ databaseUrl: office.databaseUrl, dataDir: "", secret: "a secret of the test" });
    const other = office.openReplica({ store });
    return { handles: [office.handle, other.handle], close: () => store.close() };
  }

  it("joined customers don't get more than one customer may, whoever grants it", async () => {
    const { handles, close } = await twoReplicas();
    for (let round = 0; round < 6; round += 1) {
      const [one, two] = [await open({ person: account(`U${round}`) }), await open({ email: `c${round}@x.example` })];
      await joins(two, one);
      const outcomes = await times(2, async (index) => {
        const command = { type: "offerRemedy", kind: "refund", amount: usd(40), reason: "Late." } as const;
        const [actor, { id: caseId }] = index ? [ben, one] : [cleo, two];
        return handles[index]?.({ organization, actor, command, caseId });
      });
      expect(outcomes.every((outcome) => outcome?.did === "change")).toBe(true);
      expect(await granted(one, two)).toBe(1);
    }
    await close();
  });

  it("money that moves while they are joined is counted as if one had come after the other", async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, two] = [await open({ person: account(`U${round}`) }), await open({ email: `c${round}@x.example` })];
      const { handles, close } = await twoReplicas();
      const grant = (kase: Case, index: number) => () => {
        const command = { type: "offerRemedy", kind: "refund", amount: usd(40), reason: "Late." } as const;
        return handles[index % 2]?.({ organization, actor: index % 2 ? ben : cleo, command, caseId: kase.id });
      };
      const join = () =>
        handles[0]?.({
          organization,
          actor: ann,
          command: { type: "joinCustomers", case: one.number },
          caseId: two.id,
        });
      const presses = [grant(one, 0), join, grant(two, 1), grant(one, 1), grant(two, 0)];
      const outcomes = await Promise.all(presses.map((press) => press()));
      expect(outcomes.every((outcome) => outcome?.did === "change")).toBe(true);
      // Before the joining each may have got one; whatever was decided after it saw both.
      expect(await granted(one, two)).toBeLessThanOrEqual(2);
      expect(await offers(one, 40)).toBe("pending");
      expect(await offers(two, 40)).toBe("pending");
      await close();
    }
  });

  it("someone new who is met twice is one customer", async () => {
    const { handles, close } = await twoReplicas();
    const outcomes = await times(10, async (index) => {
      const { type, home, complaint, failureType, severity, source } = {
        ...{ type: "flag" as const, source: "form" as const, complaint: "Late", failureType: "late" },
        ...{ severity: "major" as const, home: { platform: "slack" as const, workspace: "T1", channel: "C0CASES" } },
      };
      const customer =
        index % 2 ? { person: rosa, email: "rosa@x.example" } : { name: "Rosa", email: "ROSA@x.example" };
      const command = { type, home, complaint, failureType, severity, source, customer, id: crypto.randomUUID() };
      return handles[index % 2]?.({ organization, actor: ben, command });
    });
    const keys = outcomes.map((outcome) => (outcome?.did === "change" ? outcome.kase.customer.key : "refused"));
    expect(new Set(keys).size).toBe(1);
    await close();
  });
});

it("says a remedy of one's own is a colleague's, in words", async () => {
  office.chat.knows(identityOf(cleo, { email: "cleo@acme.example" }));
  const kase = await open({ name: "C. W.", email: "cleo@acme.example" });
  const form = await office.inbox.press({ organization, person: cleo }, { act: "offerRemedy", case: kase.id }, "press");
  if (form.show !== "form") throw new Error("no form");
  const inputs = { remedy: "refund", amount: "5", reason: "Late" };
  const reply = await office.inbox.submit({ organization, person: cleo }, form.form, inputs, "submit");
  const words =
    reply.show === "errors" ? Object.values(reply.errors).join() : reply.show === "notice" ? plain(reply.text) : "";
  expect(words).toContain("it has your account or your email address");
});
