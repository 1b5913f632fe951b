import { describe, it } from "vitest";
import { money } from "../../../src/core/money.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import {
  ann,
  annOnTeams,
  approve,
  approveLess,
  at,
  awaitingApproval,
  awaitingTwo,
  ben,
  cleo,
  clock,
  decline,
  diagnosed,
  dirk,
  dora,
  escalate,
  fact,
  flag,
  given,
  markAbusive,
  max,
  millis,
  offerRemedy,
  remedied,
  rosa,
  rules,
  rulesOf,
  spent,
  toldOf,
  under,
  usd,
} from "../../support/given.ts";

const grantedBy = {
  type: "remedy-granted",
  remedy: "R1",
  kind: "refund",
  label: "Refund",
  reason: "Five days late.",
} as const;

/** The rules after Ben became a manager too. */
const benPromoted: Protocol = {
  ...rules,
  roles: rules.roles.map((role) =>
    role.id === "manager"
      ? {
          ...role,
          members: [...role.members, { is: "person" as const, platform: "slack" as const, id: ben.person.id }],
        }
      : role,
  ),
};

describe("approving", () => {
  it("grants what was asked, on the approver's authority", () =>
    given(awaitingApproval)
      .when(approve({ by: ann }))
      .happened(
        { type: "remedy-approved", by: ann.person, remedy: "R1", role: "manager", amount: usd(200) },
        { ...grantedBy, by: ann.person, amount: usd(200), clock: clock(at("10:06"), "2d") },
      )
      .leaves({
        remedies: [
          {
            status: "granted",
            by: ben.person,
            grantedBy: ann.person,
            amount: usd(200),
            approvals: [{ by: ann.person }],
          },
        ],
      }));

  it("lets only one of two managers decide", () =>
    given(awaitingApproval)
      .when(approve({ by: ann }))
      .then(approve({ by: max }))
      .refused("already-decided", { status: "granted", by: ann.person, at: at("10:06") }));

  it("is never the proposer's to do", () => {
    given(awaitingApproval)
      .when(approve({ by: ben }))
      .refused("own-request");
    given(diagnosed, offerRemedy({ by: ann, amount: usd(501) }))
      .when(approve({ by: annOnTeams }))
      .refused("own-request");
  });

  it("is never the customer's own to do", () => {
    const forAnn = [flag({ customer: { person: ann.person, name: "Ann" } }), offerRemedy({ amount: usd(501) })];
    given(forAnn)
      .when(approve({ by: ann }))
      .refused("own-benefit");
    given(flag({ customer: { person: ben.person, name: "Ben" } }))
      .when(offerRemedy({ amount: usd(1) }))
      .refused("own-benefit");
  });

  it("isn't for somebody who may be the customer or the proposer on another account", () => {
    const role = { role: "manager", label: "Manager" };
    // Rosa's account is of another workspace, and shows no address; nor does Ann's.
    const elsewhere = { ...rosa.person, workspace: "T2", id: "U0OTHER" };
    const forStranger = [flag({ customer: { person: elsewhere, name: "Rosa" } }), offerRemedy({ amount: usd(200) })];
    given(forStranger)
      .when(approve({ by: ann }))
      .refused("not-told-apart", { from: "customer", ...role });
    given(forStranger)
      .when(decline({ by: ann }))
      .refused("not-told-apart", { from: "customer", ...role });
    given(forStranger, toldOf({ ...rosa, person: elsewhere, email: "rosa@globex.example" }))
      .when(approve({ by: { ...ann, email: "ann@acme.example" } }))
      .leaves({ remedies: [{ status: "granted" }] });
    // Asked for on Teams, decided on Slack.
    const onTeams = { ...cleo, person: { platform: "teams" as const, workspace: "tenant", id: "cleo" } };
    given(diagnosed, offerRemedy({ by: onTeams, amount: usd(200) }))
      .when(approve({ by: max }))
      .refused("not-told-apart", { from: "asker", ...role });
    given(diagnosed, offerRemedy({ by: onTeams, amount: usd(200) }))
      .when(approve({ by: annOnTeams }))
      .leaves({ remedies: [{ status: "granted" }] });
  });

  it("is never for one human under two ids of an Enterprise Grid", () => {
    const onGrid = (who: typeof ann, id: string) => ({ ...who, enterpriseUser: { enterprise: "E1", id } });
    const otherId = { ...onGrid(ann, "W1"), person: { ...ann.person, id: "W1" }, aliases: [] };
    const asked = [flag({ customer: { person: otherId.person, name: "Ann" } }), offerRemedy({ amount: usd(200) })];
    given(asked, toldOf(otherId))
      .when(approve({ by: onGrid(ann, "W1") }))
      .refused("own-benefit");
    given(asked, toldOf(otherId, onGrid(ben, "W3")))
      .when(approve({ by: onGrid(max, "W2") }))
      .leaves({ remedies: [{ status: "granted" }] });
    given(asked)
      .when(approve({ by: max }))
      .refused("not-told-apart", { from: "customer", role: "manager", label: "Manager" });
  });

  it("is never for the customer of whom only the address is known", () =>
    given(flag({ customer: { name: "A. Lee", email: "Ann@Acme.example" } }), offerRemedy({ amount: usd(200) }))
      .when(approve({ by: { ...ann, email: "ann@acme.example" } }))
      .refused("own-benefit"));

  it("is not the proposer's to do when they are promoted meanwhile", () =>
    given(awaitingApproval, under(benPromoted))
      .when(approve({ by: ben }))
      .refused("own-request"));

  it("needs the role that was asked, or a higher one", () => {
    given(awaitingApproval)
      .when(approve({ by: cleo }))
      .refused("over-authority", { role: "manager", label: "Manager" });
    given(awaitingTwo)
      .when(approve({ by: ann }))
      .refused("over-authority", { role: "director", label: "Director" });
    given(awaitingApproval)
      .when(approve({ by: dora }))
      .leaves({ remedies: [{ status: "granted", grantedBy: dora.person }] });
  });

  it("needs a remedy of the case", () =>
    given(awaitingApproval)
      .when(approve({ remedy: "R9" }))
      .refused("no-such-remedy"));

  it("has nothing to decide where it was granted on someone's own authority", () =>
    given(remedied)
      .when(approve())
      .refused("already-decided", { status: "granted", by: ben.person, at: at("10:05") }));

  it("counts against the budgets as they are by then", () => {
    given(awaitingApproval, spent(601, { to: "customer-of-case-12" }))
      .when(approve({ by: ann }))
      .refused("customer-budget", { field: "amount", left: usd(199), limit: usd(800), within: millis("90d") });
    const watched = rulesOf({
      roles: [
        { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
        {
          id: "manager",
          members: ["slack:U0ANN"],
          limits: { perRemedy: 500, perPerson: { amount: 300, within: "1d" } },
        },
      ],
    });
    given(under(watched), awaitingApproval, spent(150, { by: ann }))
      .when(approve({ by: ann }))
      .refused("person-budget", { field: "amount", left: usd(150), limit: usd(300), within: millis("1d") });
  });

  it("follows the rules as they are by then", () => {
    const lowered = rulesOf({
      roles: [
        { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
        { id: "manager", label: "Manager", members: ["slack:U0ANN"], limits: { perRemedy: 100 } },
        { id: "director", label: "Director", members: ["slack:U0DORA"], limits: { perRemedy: 5000 } },
      ],
    });
    given(awaitingApproval, under(lowered))
      .when(approve({ by: ann }))
      .refused("over-authority", { role: "director", label: "Director" });
    const strict = rulesOf({ roles: [{ id: "staff", members: ["*"], limits: { perRemedy: 50 } }] });
    given(awaitingApproval, under(strict))
      .when(approve({ by: ann }))
      .refused("nobody-may-approve", { field: "amount", most: usd(50) });
  });

  it("is refused where the currency of the rules was changed meanwhile", () => {
    const inEuros = rulesOf({ currency: "EUR" });
    const wrong = { field: "amount", currency: "EUR", got: "USD" } as const;
    given(awaitingApproval, under(inEuros))
      .when(approve({ by: ann }))
      .refused("wrong-currency", wrong);
    given(awaitingTwo, under(inEuros))
      .when(approve({ by: dora }))
      .refused("wrong-currency", wrong);
    given(awaitingApproval, under(inEuros))
      .when(approveLess({ by: ann, amount: money(5000, "EUR") }))
      .refused("wrong-currency", wrong);
    given(awaitingApproval, under(inEuros))
      .when(decline())
      .leaves({ remedies: [{ status: "declined" }] });
  });

  it("of a remedy without a price, as an older log may have, grants it", () =>
    given(
      diagnosed,
      fact((now) => ({
        type: "remedy-proposed",
        at: now,
        by: ben.person,
        remedy: "R1",
        kind: "fix",
        label: "Put it right",
        reason: "",
        role: "manager",
        needed: 1,
        clock: clock(now, "30m"),
      })),
    )
      .when(approve({ by: ann }))
      .leaves({ remedies: [{ status: "granted" }] }));
});

describe("approving by two", () => {
  it("grants with the second approval", () =>
    given(awaitingTwo)
      .when(approve({ by: dora }))
      .happened({ type: "remedy-approved", by: dora.person, remedy: "R1", role: "director", amount: usd(600) })
      .leaves({ remedies: [{ status: "pending", approvals: [{ by: dora.person, role: "director" }] }] }));

  it("grants on the authority of the last", () =>
    given(awaitingTwo, approve({ by: dora }))
      .when(approve({ by: dirk }))
      .happened(
        { type: "remedy-approved", by: dirk.person, remedy: "R1", role: "director", amount: usd(600) },
        { ...grantedBy, by: dirk.person, amount: usd(600), clock: clock(at("10:07"), "2d") },
      )
      .leaves({ remedies: [{ approvals: [{ by: dora.person }, { by: dirk.person }], grantedBy: dirk.person }] }));

  it("takes two people, not two presses", () =>
    given(awaitingTwo)
      .when(approve({ by: dora }))
      .then(approve({ by: dora }))
      .refused("already-approved-by-you", { needed: 2 }));

  it("goes on with the smaller amount once the first approved less", () => {
    const lowered = given(awaitingTwo).when(approveLess({ by: dora, amount: usd(400) }));
    lowered.leaves({ remedies: [{ status: "pending", amount: usd(400), proposed: usd(600) }] });
    lowered
      .then(approve({ by: dirk }))
      .leaves({ remedies: [{ status: "granted", amount: usd(400), proposed: usd(600) }] });
  });

  it("never raises again what the first one lowered", () =>
    given(awaitingTwo, approveLess({ by: dora, amount: usd(400) }))
      .when(approveLess({ by: dirk, amount: usd(500) }))
      .refused("not-less", { field: "amount", proposed: usd(400) }));

  it("still takes two once the amount is within one's authority", () =>
    given(awaitingTwo, approveLess({ by: dora, amount: usd(40) }))
      .when(approve({ by: ann }))
      .refused("over-authority", { role: "director", label: "Director" }));

  it("ends when one declines", () => {
    given(awaitingTwo, approve({ by: dora }))
      .when(decline({ by: dirk }))
      .leaves({ remedies: [{ status: "declined" }] });
    given(awaitingTwo, decline({ by: dora }))
      .when(approve({ by: dirk }))
      .refused("already-decided");
  });
});

describe("approving less", () => {
  it("grants the smaller amount and keeps what was proposed", () =>
    given(awaitingApproval)
      .when(approveLess({ by: ann, amount: usd(120) }))
      .happened(
        { type: "remedy-approved", by: ann.person, remedy: "R1", role: "manager", amount: usd(120) },
        { ...grantedBy, by: ann.person, amount: usd(120), clock: clock(at("10:06"), "2d") },
      )
      .leaves({ remedies: [{ status: "granted", amount: usd(120), proposed: usd(200) }] }));

  it("needs less than was asked, but more than nothing", () => {
    const refused = { field: "amount", proposed: usd(200) } as const;
    given(awaitingApproval)
      .when(approveLess({ amount: usd(200) }))
      .refused("not-less", refused);
    given(awaitingApproval)
      .when(approveLess({ amount: usd(201) }))
      .refused("not-less", refused);
    given(awaitingApproval)
      .when(approveLess({ amount: usd(0) }))
      .refused("amount-zero", { field: "amount" });
  });

  it("needs the protocol's currency", () =>
    given(awaitingApproval)
      .when(approveLess({ amount: money(100, "EUR") }))
      .refused("wrong-currency", { field: "amount", currency: "USD", got: "EUR" }));

  it("is never the proposer's, nor someone's without the role, nor decided twice", () => {
    given(awaitingApproval)
      .when(approveLess({ by: ben }))
      .refused("own-request");
    given(awaitingApproval)
      .when(approveLess({ by: cleo }))
      .refused("over-authority");
    given(awaitingApproval, approve({ by: max }))
      .when(approveLess({ by: ann }))
      .refused("already-decided");
    given(awaitingApproval)
      .when(approveLess({ remedy: "R9" }))
      .refused("no-such-remedy");
  });

  it("makes possible what the budget would not bear in full", () =>
    given(awaitingApproval, spent(700, { to: "customer-of-case-12" }))
      .when(approveLess({ by: ann, amount: usd(100) }))
      .leaves({ remedies: [{ status: "granted" }] }));

  it("makes no sense for what has no price", () =>
    given(
      diagnosed,
      fact((now) => ({
        type: "remedy-proposed",
        at: now,
        by: ben.person,
        remedy: "R1",
        kind: "fix",
        label: "Put it right",
        reason: "",
        role: "manager",
        needed: 1,
        clock: clock(now, "30m"),
      })),
    )
      .when(approveLess({ amount: usd(5) }))
      .refused("amount-not-wanted", { field: "amount", label: "Put it right" }));
});

describe("declining", () => {
  it("keeps who and why", () =>
    given(awaitingApproval)
      .when(decline({ by: ann, reason: "The insurance pays." }))
      .happened({ type: "remedy-declined", by: ann.person, remedy: "R1", why: "The insurance pays." })
      .leaves({
        remedies: [{ status: "declined", decidedBy: ann.person, why: "The insurance pays.", proposed: usd(200) }],
      }));

  it("is decided once, by someone who may, never by the proposer", () => {
    given(awaitingApproval, decline({ by: ann }))
      .when(approve({ by: max }))
      .refused("already-decided", { status: "declined", by: ann.person, at: at("10:06") });
    given(awaitingApproval)
      .when(decline({ by: cleo }))
      .refused("over-authority", { role: "manager", label: "Manager" });
    given(awaitingApproval)
      .when(decline({ by: ben }))
      .refused("own-request");
    given(awaitingApproval)
      .when(decline({ remedy: "R9" }))
      .refused("no-such-remedy");
  });

  it("leaves the way free for another offer", () =>
    given(awaitingApproval, decline())
      .when(offerRemedy({ amount: usd(40) }))
      .leaves({
        remedies: [
          { id: "R1", status: "declined" },
          { id: "R2", status: "granted" },
        ],
      }));
});

describe("approving where the contact turned out to be abusive", () => {
  it("stays a manager's", () =>
    given(awaitingApproval, markAbusive())
      .when(approve({ by: ann }))
      .leaves({ remedies: [{ status: "granted" }] }));

  it("is for as senior a person as the case now needs", () => {
    const risen = given(awaitingApproval, escalate(), escalate(), markAbusive());
    risen.when(approve({ by: ann })).refused("over-authority", { role: "director", label: "Director" });
    risen.when(approve({ by: dora })).leaves({ remedies: [{ status: "granted" }] });
  });
});
