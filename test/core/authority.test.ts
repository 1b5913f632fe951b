import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approverRole, checkGrant, type Grant, longestWindow, roleThatMayGrant } from "../../src/core/authority.ts";
import { fromMajor, money } from "../../src/core/money.ts";
import { type Identity, personKey } from "../../src/core/people.ts";
import { protocolSchema } from "../../src/core/protocol.ts";
import { instant } from "../../src/core/time.ts";

const day = 86_400_000;
const now = instant(1_000 * day);
const dollars = (major: number) => fromMajor(major, "USD");

const person = (id: string, more: Partial<Identity> = {}): Identity => ({
  person: { platform: "slack", workspace: "T1", id },
  name: id,
  groups: [],
  admin: false,
  outsider: false,
  aliases: [],
  ...more,
});
const sam = person("U0SAM");
const kim = person("U0KIM");
const manager = person("U0MGR");
const director = person("U0DIR");

const protocol = protocolSchema.parse({
  roles: [
    {
      id: "staff",
      members: ["*"],
      limits: {
        perRemedy: 50,
        perCustomer: { amount: 150, within: "90d" },
        perPerson: { amount: 120, within: "1d" },
      },
    },
    {
      id: "manager",
      members: ["slack:U0MGR"],
      limits: { perRemedy: 500, perCustomer: { amount: 600, within: "30d" } },
    },
    { id: "director", members: ["slack:U0DIR"], limits: { perRemedy: 2_000 } },
  ],
});

let granted = 0;
const grant = (major: number, more: { by?: Identity; to?: string; daysAgo?: number } = {}): Grant => ({
  caseId: "C1",
  remedy: `R${++granted}`,
  customer: more.to ?? "pat",
  person: personKey((more.by ?? kim).person),
  amount: dollars(major),
  at: instant(now - (more.daysAgo ?? 0) * day),
});

const check = (identity: Identity, major: number | undefined, grants: readonly Grant[] = [], customer = "pat") =>
  checkGrant({
    identity,
    protocol,
    amount: major === undefined ? undefined : dollars(major),
    customer,
    grants,
    now,
  });

describe("a grant on one's own authority", () => {
  it("is within the limit per remedy, the limit itself included", () => {
    expect(check(sam, 50)).toEqual({ ok: true });
    expect(check(sam, 50.01)).toEqual({ ok: false, over: "remedy" });
    expect(check(manager, 500)).toEqual({ ok: true });
    expect(check(director, 2_000.01)).toEqual({ ok: false, over: "remedy" });
  });

  it("is open to anyone with a role when it costs nothing, whatever was spent", () => {
    const spent = [grant(500, { by: sam })];
    expect(check(sam, undefined, spent)).toEqual({ ok: true });
    expect(check(sam, 0, spent)).toEqual({ ok: true });
  });

  it("is open to nobody without a role", () => {
    const outsider = person("U0SAM", { outsider: true });
    expect(check(outsider, 1)).toEqual({ ok: false, over: "remedy" });
    expect(check(outsider, undefined)).toEqual({ ok: false, over: "remedy" });
  });

  it("counts all grants to that customer in the window, whoever granted them", () => {
    const spent = [grant(50, { daysAgo: 10 }), grant(70, { by: manager, daysAgo: 20 })];
    expect(check(sam, 30, spent)).toEqual({ ok: true });
    expect(check(sam, 31, spent)).toEqual({
      ok: false,
      over: "customer",
      left: dollars(30),
      limit: dollars(150),
      within: 90 * day,
    });
    expect(check(sam, 31, spent, "lee")).toEqual({ ok: true });
  });

  it("counts all grants of that person in the window, whomever they were for", () => {
    const spent = [grant(50, { by: sam, to: "lee", daysAgo: 0.2 }), grant(40, { by: sam, to: "joe", daysAgo: 0.9 })];
    expect(check(sam, 30, spent)).toEqual({ ok: true });
    expect(check(sam, 31, spent)).toEqual({
      ok: false,
      over: "person",
      left: dollars(30),
      limit: dollars(120),
      within: day,
    });
    expect(check(kim, 31, spent)).toEqual({ ok: true });
  });

  it("counts what the same human granted from another platform", () => {
    const onTeams = person("8f3a", { person: { platform: "teams", workspace: "tenant", id: "8f3a" } });
    const both = { ...onTeams, aliases: [sam.person] };
    expect(check(both, 50, [grant(100, { by: sam, to: "lee" })])).toMatchObject({ over: "person", left: dollars(20) });
  });

  it("forgets a grant exactly when its window has passed", () => {
    expect(check(sam, 50, [grant(120, { daysAgo: 90 })])).toEqual({ ok: true });
    expect(check(sam, 50, [{ ...grant(120, { daysAgo: 90 }), at: instant(now - 90 * day + 1) }])).toMatchObject({
      over: "customer",
      left: dollars(30),
    });
  });

  it("has nothing left, and no less, where more than the limit was spent", () =>
    expect(check(sam, 1, [grant(400, { by: manager })])).toMatchObject({ over: "customer", left: dollars(0) }));

  it("follows the limits of one's own role", () => {
    const spent = [grant(150, { by: manager, daysAgo: 1 })];
    expect(check(manager, 450, spent)).toEqual({ ok: true });
    expect(check(manager, 451, spent)).toMatchObject({ over: "customer", left: dollars(450), within: 30 * day });
    expect(check(director, 2_000, spent)).toEqual({ ok: true });
  });

  it("can't count grants in a currency the protocol used before", () =>
    expect(check(sam, 50, [{ ...grant(0), amount: money(1_000_000, "EUR") }])).toEqual({ ok: true }));

  it("is never compared across currencies", () =>
    expect(() =>
      checkGrant({ identity: sam, protocol, amount: money(1, "EUR"), customer: "pat", grants: [], now }),
    ).toThrow("cannot mix EUR and USD"));
});

describe("limits, whatever is asked in whatever order", () => {
  const staff = [sam, kim, manager, director];
  const asks = fc.array(
    fc.record({
      who: fc.nat({ max: staff.length - 1 }),
      customer: fc.constantFrom("pat", "lee"),
      minor: fc.oneof(fc.nat({ max: 6_000 }), fc.nat({ max: 250_000 })),
      later: fc.nat({ max: 3 * day }),
    }),
    { maxLength: 40 },
  );

  it("are never passed by grants that were let through", () => {
    fc.assert(
      fc.property(asks, (all) => {
        const grants: Grant[] = [];
        let clock: number = now;
        for (const { who, customer, minor, later } of all) {
          clock += later;
          const identity = staff[who] ?? sam;
          const amount = money(minor, "USD");
          const at = instant(clock);
          if (!checkGrant({ identity, protocol, amount, customer, grants, now: at }).ok) continue;
          grants.push({ caseId: "C", remedy: "R", customer, person: personKey(identity.person), amount, at });
          if (minor === 0) continue;

          const within = (days: number) => grants.filter((each) => each.at > clock - days * day);
          const total = (some: readonly Grant[]) => some.reduce((sum, each) => sum + each.amount.minor, 0);
          const toCustomer = (days: number) => total(within(days).filter((each) => each.customer === customer));
          const most = identity === director ? 200_000 : identity === manager ? 50_000 : 5_000;
          expect(minor).toBeLessThanOrEqual(most);
          if (identity === manager) expect(toCustomer(30)).toBeLessThanOrEqual(60_000);
          if (identity === sam || identity === kim) {
            expect(toCustomer(90)).toBeLessThanOrEqual(15_000);
            const own = within(1).filter((each) => each.person === personKey(identity.person));
            expect(total(own)).toBeLessThanOrEqual(12_000);
          }
        }
      }),
    );
  });

  it("leave exactly what they say is left", () => {
    const spent = fc.array(fc.nat({ max: 4_000 }), { maxLength: 4 });
    fc.assert(
      fc.property(spent, fc.nat({ max: 5_000 }), (minors, minor) => {
        const grants = minors.map((each) => ({ ...grant(0), amount: money(each, "USD") }));
        const ask = (cents: number) =>
          checkGrant({ identity: sam, protocol, amount: money(cents, "USD"), customer: "pat", grants, now });
        const answer = ask(minor);
        if (answer.ok || answer.over === "remedy") return;
        expect(ask(answer.left.minor).ok).toBe(true);
        expect(ask(answer.left.minor + 1).ok).toBe(false);
      }),
    );
  });
});

describe("who may grant an amount at all", () => {
  it("is the lowest role whose limit covers it", () => {
    expect(roleThatMayGrant(dollars(50), protocol)?.id).toBe("staff");
    expect(roleThatMayGrant(dollars(50.01), protocol)?.id).toBe("manager");
    expect(roleThatMayGrant(dollars(2_000), protocol)?.id).toBe("director");
    expect(roleThatMayGrant(dollars(2_000.01), protocol)).toBeUndefined();
  });

  it("is the lowest role where it costs nothing", () => {
    expect(roleThatMayGrant(undefined, protocol)?.id).toBe("staff");
    expect(roleThatMayGrant(dollars(0), protocol)?.id).toBe("staff");
  });

  it("is a role without a limit, for any amount", () => {
    const free = protocolSchema.parse({ roles: [{ id: "owner", members: ["*"], limits: { perRemedy: "unlimited" } }] });
    expect(roleThatMayGrant(dollars(1_000_000), free)?.id).toBe("owner");
  });
});

describe("who must approve", () => {
  const approver = (major: number | undefined, grants: readonly Grant[] = [], above?: string) =>
    approverRole({
      amount: major === undefined ? undefined : dollars(major),
      protocol,
      customer: "pat",
      grants,
      now,
      above,
    })?.id;

  it("is the lowest role whose limits allow it", () => {
    expect(approver(50)).toBe("staff");
    expect(approver(80)).toBe("manager");
    expect(approver(900)).toBe("director");
    expect(approver(5_000)).toBeUndefined();
  });

  it("is a higher role once the customer has had much already", () => {
    expect(approver(50, [grant(120)])).toBe("manager");
    expect(approver(50, [grant(580)])).toBe("director");
    expect(approver(50, [grant(580, { to: "lee" })])).toBe("staff");
    expect(approver(50, [grant(580, { daysAgo: 40 })])).toBe("manager");
  });

  it("is never below the role that was asked for", () => {
    expect(approver(10, [], "manager")).toBe("manager");
    expect(approver(undefined, [], "manager")).toBe("manager");
    expect(approver(900, [], "manager")).toBe("director");
    expect(approver(10, [], "a role that was removed")).toBe("director");
  });

  it("does not regard what one person of the role has spent", () =>
    expect(approver(50, [grant(120, { by: sam, to: "lee" })])).toBe("staff"));

  it("is nobody where no one is in that role or above", () => {
    const empty = protocolSchema.parse({
      roles: [
        { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
        { id: "manager", limits: { perRemedy: "unlimited" } },
      ],
    });
    expect(approverRole({ amount: dollars(80), protocol: empty, customer: "pat", grants: [], now })).toBeUndefined();
  });
});

describe("how far back grants are loaded", () => {
  it("is the longest window of all limits", () => expect(longestWindow(protocol)).toBe(90 * day));
  it("is nothing where no limit has a window", () =>
    expect(longestWindow(protocolSchema.parse({ roles: [{ id: "staff", members: ["*"] }] }))).toBe(0));
});
