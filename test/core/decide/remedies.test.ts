import { describe, expect, it } from "vitest";
import { money } from "../../../src/core/money.ts";
import {
  ann,
  approve,
  assign,
  at,
  awaitingApproval,
  ben,
  cleo,
  clock,
  close,
  decline,
  diagnosed,
  dora,
  escalate,
  given,
  markAbusive,
  markDelivered,
  max,
  millis,
  offerFix,
  offerRemedy,
  oneRole,
  remedied,
  rules,
  rulesOf,
  spent,
  under,
  usd,
  waiveRemedy,
  withdrawRemedy,
} from "../../support/given.ts";

const refund = { remedy: "R1", kind: "refund", label: "Refund", reason: "Five days late." };

describe("offering a remedy within one's own authority", () => {
  it("grants it at once", () =>
    given(diagnosed)
      .when(offerRemedy({ amount: usd(50) }))
      .happened({
        type: "remedy-granted",
        ...refund,
        by: ben.person,
        amount: usd(50),
        clock: clock(at("10:05"), "2d"),
      })
      .leaves({
        remedies: [
          { id: "R1", status: "granted", amount: usd(50), proposed: usd(50), grantedBy: ben.person, approvals: [] },
        ],
      }));

  it("costs nothing where the kind costs nothing", () =>
    given(diagnosed)
      .when(offerFix())
      .happened({
        type: "remedy-granted",
        remedy: "R1",
        kind: "fix",
        label: "Put it right",
        reason: "It was broken.",
        by: ben.person,
        clock: clock(at("10:05"), "2d"),
      }));

  it("may follow another remedy: something extra after the repair", () =>
    given(diagnosed, offerFix())
      .when(offerRemedy({ amount: usd(20) }))
      .leaves({ remedies: [{ id: "R1" }, { id: "R2" }] }));

  it("takes back that no remedy was due", () => {
    const { kase } = given(diagnosed, waiveRemedy()).when(offerRemedy()).afterwards;
    expect(kase).not.toHaveProperty("noRemedy");
  });

  it("is a manager's up to the manager's limit", () =>
    given(diagnosed)
      .when(offerRemedy({ by: ann, amount: usd(500) }))
      .leaves({ remedies: [{ status: "granted", grantedBy: ann.person }] }));
});

describe("offering a remedy over one's own authority", () => {
  it("asks the lowest role that may", () =>
    given(diagnosed)
      .when(offerRemedy({ amount: usd(50.01) }))
      .happened({
        type: "remedy-proposed",
        ...refund,
        by: ben.person,
        amount: usd(50.01),
        role: "manager",
        needed: 1,
        clock: clock(at("10:05"), "30m"),
      })
      .leaves({ remedies: [{ status: "pending", approvals: [], amount: usd(50.01), proposed: usd(50.01) }] }));

  it("asks as many people as that role wants", () =>
    given(diagnosed)
      .when(offerRemedy({ amount: usd(501) }))
      .leaves({ remedies: [{ status: "pending", role: "director", needed: 2 }] }));

  it("asks above the proposer", () =>
    given(diagnosed)
      .when(offerRemedy({ by: ann, amount: usd(501) }))
      .leaves({ remedies: [{ role: "director" }] }));

  it("asks a manager where the customer got much already", () => {
    const toRosa = { to: "customer-of-case-12" };
    given(diagnosed, spent(120, toRosa))
      .when(offerRemedy({ amount: usd(30) }))
      .leaves({ remedies: [{ status: "granted" }] });
    given(diagnosed, spent(121, toRosa))
      .when(offerRemedy({ amount: usd(30) }))
      .leaves({ remedies: [{ status: "pending" }] });
  });

  it("asks a manager where the person gave much already", () => {
    given(diagnosed, spent(90, { by: ben }))
      .when(offerRemedy({ amount: usd(30) }))
      .leaves({ remedies: [{ status: "granted" }] });
    given(diagnosed, spent(91, { by: ben }))
      .when(offerRemedy({ amount: usd(30) }))
      .leaves({ remedies: [{ status: "pending", role: "manager" }] });
    given(diagnosed, spent(91, { by: cleo }))
      .when(offerRemedy({ amount: usd(30) }))
      .leaves({ remedies: [{ status: "granted" }] });
  });

  it("asks a director where a manager may not give the customer more", () =>
    given(diagnosed, spent(790, { to: "customer-of-case-12" }))
      .when(offerRemedy({ amount: usd(30) }))
      .leaves({ remedies: [{ status: "pending", role: "director" }] }));

  it("is refused where nobody may give that much, and says how much is possible", () => {
    given(diagnosed)
      .when(offerRemedy({ amount: usd(5001) }))
      .refused("nobody-may-approve", { field: "amount", most: usd(5000) });
    given(diagnosed)
      .when(offerRemedy({ by: dora, amount: usd(5001) }))
      .refused("nobody-may-approve", { field: "amount", most: usd(5000) });
  });

  it("names no amount as possible that isn't less than what was asked", () => {
    const modest = rulesOf({
      roles: [
        { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
        {
          id: "manager",
          members: ["slack:U0ANN"],
          limits: { perRemedy: 500, perCustomer: { amount: 800, within: "90d" } },
        },
      ],
    });
    given(under(modest), diagnosed, spent(790, { to: "customer-of-case-12" }))
      .when(offerRemedy({ amount: usd(60) }))
      .refused("nobody-may-approve", { field: "amount" });
  });

  it("is refused where the customer's budget is used up for everyone", () =>
    given(under(oneRole), diagnosed, spent(130, { to: "customer-of-case-12" }))
      .when(offerRemedy({ amount: usd(30) }))
      .refused("customer-budget", { field: "amount", left: usd(20), limit: usd(150), within: millis("90d") }));
});

describe("where there is only one role", () => {
  it("grants within its limit, and asks a colleague where one's own budget is used up", () => {
    given(under(oneRole), diagnosed)
      .when(offerRemedy({ amount: usd(50) }))
      .leaves({ remedies: [{ status: "granted" }] });
    const pending = given(under(oneRole), diagnosed, spent(60, { by: ben })).when(offerRemedy({ amount: usd(40) }));
    pending.leaves({ remedies: [{ status: "pending", role: "team" }] });
    pending.then(approve({ by: ben })).refused("own-request");
    pending.then(approve({ by: cleo })).leaves({ remedies: [{ status: "granted", grantedBy: cleo.person }] });
  });

  it("refuses what is over its limit: nobody is above", () =>
    given(under(oneRole), diagnosed)
      .when(offerRemedy({ amount: usd(51) }))
      .refused("nobody-may-approve", { field: "amount", most: usd(50) }));

  it("leaves money to everyone, also where the contact is abusive", () =>
    given(under(oneRole), diagnosed, markAbusive())
      .when(offerRemedy({ amount: usd(50) }))
      .leaves({ remedies: [{ status: "granted" }] }));
});

describe("where the contact is abusive", () => {
  it("asks a senior even for what is within one's own authority", () =>
    given(diagnosed, markAbusive())
      .when(offerRemedy({ amount: usd(5) }))
      .leaves({ remedies: [{ status: "pending", role: "manager" }] }));

  it("leaves what costs nothing to everyone", () =>
    given(diagnosed, markAbusive())
      .when(offerFix())
      .leaves({ remedies: [{ status: "granted" }] }));

  it("leaves money to the senior", () =>
    given(diagnosed, markAbusive())
      .when(offerRemedy({ by: ann, amount: usd(5) }))
      .leaves({ remedies: [{ status: "granted" }] }));

  it("asks as high as the case was escalated", () =>
    given(diagnosed, escalate(), escalate(), markAbusive())
      .when(offerRemedy({ by: ann, amount: usd(5) }))
      .leaves({ remedies: [{ status: "pending", role: "director", needed: 2 }] }));
});

describe("an offer that doesn't fit", () => {
  it("needs a kind of the protocol", () =>
    given(diagnosed)
      .when(offerRemedy({ kind: "holiday" }))
      .refused("unknown-choice", { field: "remedy", allowed: rules.remedies.map(({ label }) => label) }));

  it("needs an amount where the kind costs something", () =>
    given(diagnosed)
      .when(offerFix({ kind: "refund" }))
      .refused("amount-needed", { field: "amount" }));

  it("needs more than nothing", () =>
    given(diagnosed)
      .when(offerRemedy({ amount: usd(0) }))
      .refused("amount-zero", { field: "amount" }));

  it("wants no amount where the kind costs nothing; zero is as good as none", () => {
    given(diagnosed)
      .when(offerRemedy({ kind: "fix", amount: usd(5) }))
      .refused("amount-not-wanted", { field: "amount", label: "Put it right" });
    const { kase } = given(diagnosed).when(offerRemedy({ kind: "fix", amount: usd(0) })).afterwards;
    expect(kase.remedies[0]).not.toHaveProperty("amount");
  });

  it("needs the protocol's currency", () =>
    given(diagnosed)
      .when(offerRemedy({ amount: money(4000, "EUR") }))
      .refused("wrong-currency", { field: "amount", currency: "USD", got: "EUR" }));
});

describe("saying that no remedy is due", () => {
  it("keeps the reason", () =>
    given(diagnosed)
      .when(waiveRemedy({ reason: "She got what she ordered." }))
      .happened({ type: "remedy-waived", by: ben.person, reason: "She got what she ordered." })
      .leaves({ noRemedy: { reason: "She got what she ordered.", by: ben.person } }));

  it("waits until a remedy that was asked for is decided", () => {
    given(awaitingApproval).when(waiveRemedy()).refused("remedy-pending", { label: "Refund" });
    given(awaitingApproval, decline())
      .when(waiveRemedy())
      .leaves({ noRemedy: { by: ben.person } });
  });
});

describe("withdrawing a remedy", () => {
  it("takes back what one asked for", () =>
    given(awaitingApproval)
      .when(withdrawRemedy({ by: ben }))
      .happened({ type: "remedy-withdrawn", by: ben.person, remedy: "R1" })
      .leaves({ remedies: [{ status: "withdrawn", decidedBy: ben.person, proposed: usd(200) }] }));

  it("takes back what was granted, as long as it has not reached the customer", () => {
    given(remedied)
      .when(withdrawRemedy({ by: ben }))
      .leaves({ remedies: [{ status: "withdrawn" }] });
    given(remedied, markDelivered())
      .when(withdrawRemedy())
      .refused("already-decided", { status: "delivered", by: ben.person, at: at("10:06") });
  });

  it("is the proposer's or a senior's to do", () => {
    given(remedied)
      .when(withdrawRemedy({ by: cleo }))
      .refused("not-yours", { by: ben.person });
    given(remedied)
      .when(withdrawRemedy({ by: ann }))
      .leaves({ remedies: [{ status: "withdrawn", decidedBy: ann.person }] });
  });

  it("is the owner's too: who answers for a case can end what can't be delivered any more", () => {
    given(remedied, assign({ by: ann, to: cleo }))
      .when(withdrawRemedy({ by: cleo }))
      .leaves({ remedies: [{ status: "withdrawn", decidedBy: cleo.person }] });
  });

  it("gives the budget back", () => {
    const used = given(diagnosed, spent(80, { by: ben }), offerRemedy({ amount: usd(40) }));
    used.when(offerRemedy({ amount: usd(10) })).leaves({ remedies: [{ status: "granted" }, { status: "pending" }] });
    used
      .when([withdrawRemedy(), offerRemedy({ amount: usd(40) })])
      .leaves({ remedies: [{ status: "withdrawn" }, { status: "granted" }] });
  });

  it("happens once, and not after a decision", () => {
    given(remedied)
      .when(withdrawRemedy())
      .then(withdrawRemedy({ by: ann }))
      .refused("already-decided", { status: "withdrawn", by: ben.person, at: at("10:06") });
    given(awaitingApproval, decline()).when(withdrawRemedy()).refused("already-decided");
  });

  it("needs a remedy of the case", () =>
    given(remedied)
      .when(withdrawRemedy({ remedy: "R9" }))
      .refused("no-such-remedy"));
});

describe("marking a remedy as delivered", () => {
  it("says that it has reached the customer, whoever saw to it", () =>
    given(remedied)
      .when(markDelivered({ by: cleo }))
      .happened({ type: "remedy-delivered", by: cleo.person, remedy: "R1" })
      .leaves({
        remedies: [{ status: "delivered", deliveredAt: at("10:06"), deliveredBy: cleo.person, grantedBy: ben.person }],
      }));

  it("happens once", () =>
    given(remedied)
      .when(markDelivered())
      .then(markDelivered({ by: cleo }))
      .refused("already-decided", { status: "delivered", by: ben.person, at: at("10:06") }));

  it("needs a granted remedy of the case", () => {
    given(awaitingApproval).when(markDelivered()).refused("not-granted");
    given(remedied, withdrawRemedy()).when(markDelivered()).refused("not-granted");
    given(remedied)
      .when(markDelivered({ remedy: "R9" }))
      .refused("no-such-remedy");
  });

  it("may come after the case was closed", () =>
    given(remedied, close({ outcome: "withdrawn-by-customer" }))
      .when(markDelivered())
      .leaves({ status: "closed", remedies: [{ status: "delivered" }] }));
});

it("is decided by the first of all who may", () => {
  given(awaitingApproval)
    .when(withdrawRemedy())
    .then(approve({ by: ann }))
    .refused("already-decided");
  given(awaitingApproval)
    .when(approve({ by: ann }))
    .then(decline({ by: max }))
    .refused("already-decided");
});
