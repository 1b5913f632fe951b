import { describe, it } from "vitest";
import {
  acknowledge,
  acknowledged,
  addNote,
  ann,
  apologize,
  apologized,
  assign,
  at,
  ben,
  changeSeverity,
  cleo,
  clock,
  diagnosed,
  dora,
  escalate,
  fact,
  flag,
  flagged,
  given,
  gus,
  markAbusive,
  max,
  owned,
  recordRootCause,
  reopened,
  resolved,
  rules,
  rulesOf,
  takeOwnership,
  under,
  updateCustomer,
  wait,
} from "../../support/given.ts";

const byName = flag({ customer: { name: "Rosa Diaz" } });

describe("taking ownership", () => {
  it("makes one person responsible", () =>
    given(flagged)
      .when(takeOwnership({ by: ben }))
      .happened({ type: "owned", by: ben.person })
      .leaves({ owner: { person: ben.person, since: at("10:01") } }));

  it("is refused the second time", () =>
    given(owned)
      .when(takeOwnership({ by: ben }))
      .refused("already-owner"));

  it("goes to the first of two who press", () =>
    given(flagged)
      .when(takeOwnership({ by: ben }))
      .then(takeOwnership({ by: cleo }))
      .refused("owned-by-other", { owner: ben.person }));

  it("is not taken from a colleague by a manager either: they assign it", () =>
    given(owned)
      .when(takeOwnership({ by: ann }))
      .refused("owned-by-other", { owner: ben.person }));

  it("is a manager's once the case was escalated, without being assigned", () =>
    given(owned, escalate())
      .when(takeOwnership({ by: ann }))
      .happened({ type: "owned", by: ann.person }));

  it("is a manager's at the very moment of the escalation", () => {
    const sameInstant = [owned, escalate()];
    const events = given(sameInstant).events.map((event) => ({ ...event, at: at("10:00") }));
    given(...events.map((event) => fact(() => event)))
      .when(takeOwnership({ by: ann }))
      .leaves({ owner: { person: ann.person, since: at("10:00") } });
  });

  it("is not staff's once the case was escalated", () => {
    given(flagged, escalate())
      .when(takeOwnership({ by: cleo }))
      .refused("needs-senior", { role: "manager", label: "Manager" });
    given(owned, escalate())
      .when(takeOwnership({ by: cleo }))
      .refused("needs-senior");
  });

  it("is settled once a manager has taken over", () =>
    given(owned, escalate(), takeOwnership({ by: ann }))
      .when(takeOwnership({ by: max }))
      .refused("owned-by-other", { owner: ann.person }));

  it("goes up again with the next escalation", () =>
    given(owned, escalate(), takeOwnership({ by: ann }), escalate({ by: ann }))
      .when(takeOwnership({ by: max }))
      .refused("needs-senior", { role: "director", label: "Director" }));

  it("is a senior's where the contact is abusive", () => {
    given(owned, markAbusive())
      .when(takeOwnership({ by: cleo }))
      .refused("needs-senior");
    given(owned, markAbusive())
      .when(takeOwnership({ by: ann }))
      .leaves({ owner: { person: ann.person } });
  });

  it("starts with a more senior person after a reopening", () => {
    given(reopened)
      .when(takeOwnership({ by: ben }))
      .refused("needs-senior", { role: "manager", label: "Manager" });
    given(reopened)
      .when(takeOwnership({ by: ann }))
      .leaves({ owner: { person: ann.person } });
  });
});

describe("assigning", () => {
  it("hands the case over", () =>
    given(owned)
      .when(assign({ by: ben, to: cleo }))
      .happened({ type: "assigned", by: ben.person, to: cleo.person })
      .leaves({ owner: { person: cleo.person, since: at("10:02") } }));

  it("is anyone's to do while nobody owns the case", () =>
    given(flagged)
      .when(assign({ by: cleo, to: ben }))
      .leaves({ owner: { person: ben.person } }));

  it("is the owner's or a senior's to do", () => {
    given(owned)
      .when(assign({ by: cleo, to: cleo }))
      .refused("owned-by-other", { owner: ben.person });
    given(owned)
      .when(assign({ by: ann, to: cleo }))
      .leaves({ owner: { person: cleo.person } });
  });

  it("needs someone of our own people", () => {
    const nobody: { field: "person"; allowed: string[] } = { field: "person", allowed: [] };
    given(owned)
      .when(assign({ to: gus }))
      .refused("unknown-choice", nobody);
    given(owned)
      .when(assign({ to: cleo, subject: null }))
      .refused("unknown-choice", nobody);
  });

  it("needs someone with a role, who could do what the case needs", () => {
    const onlyTheseTwo = rulesOf({ roles: [{ id: "care", members: ["slack:U0ANN", "slack:U0BEN"] }] });
    given(under(onlyTheseTwo), owned)
      .when(assign({ to: cleo }))
      .refused("unknown-choice", { field: "person", allowed: [] });
    given(under(onlyTheseTwo), owned)
      .when(assign({ to: ann }))
      .leaves({ owner: { person: ann.person } });
  });

  it("does nothing where they own it already", () => {
    given(owned)
      .when(assign({ by: ben, to: ben }))
      .refused("already-owner");
    given(owned, assign({ by: ben, to: cleo }))
      .when(assign({ by: cleo, to: cleo }))
      .refused("already-owner");
    given(owned, assign({ by: ann, to: cleo }))
      .when(assign({ by: ann, to: cleo }))
      .refused("owned-by-other", { owner: cleo.person });
  });

  it("needs a senior once the case needs one", () => {
    given(owned, escalate())
      .when(assign({ to: cleo }))
      .refused("needs-senior", { role: "manager", label: "Manager" });
    given(owned, escalate())
      .when(assign({ to: ann }))
      .leaves({ owner: { person: ann.person } });
    given(owned, escalate())
      .when(assign({ to: dora }))
      .leaves({ owner: { person: dora.person } });
  });
});

describe("acknowledging", () => {
  it("tells the customer by direct message and starts the silence clock anew", () =>
    given(owned)
      .when(acknowledge())
      .happened({ type: "acknowledged", by: ben.person, told: "dm", updateClock: clock(at("10:02"), "1d") })
      .leaves({ acknowledged: { by: ben.person, at: at("10:02") }, clocks: { update: { startedAt: at("10:02") } } }));

  it("is done elsewhere where the customer has no account here", () =>
    given(byName)
      .when(acknowledge())
      .leaves({ acknowledged: { told: "elsewhere" } }));

  it("needs no owner: a fast word matters most", () =>
    given(flagged)
      .when(acknowledge({ by: cleo }))
      .leaves({ acknowledged: { by: cleo.person } }));

  it("happens once", () =>
    given(owned)
      .when(acknowledge())
      .then(acknowledge({ by: cleo }))
      .refused("already-acknowledged", { by: ben.person, at: at("10:02") }));

  it("is due afresh in a new round", () =>
    given(reopened)
      .when(acknowledge({ by: ann }))
      .leaves({ acknowledged: { by: ann.person } }));
});

describe("apologizing", () => {
  const words = "Rosa, I am sorry that your parcel came late.";

  it("keeps the words, and starts the silence clock anew", () =>
    given(acknowledged)
      .when(apologize({ text: words, told: "elsewhere" }))
      .happened({
        type: "apologized",
        by: ben.person,
        told: "elsewhere",
        text: words,
        updateClock: clock(at("10:03"), "1d"),
      })
      .leaves({ apology: { text: words, by: ben.person } }));

  it("happens once", () =>
    given(apologized)
      .when(apologize({ by: cleo }))
      .refused("already-apologized", { by: ben.person, at: at("10:03") }));

  it("can't go by direct message to a customer without an account", () => {
    given(byName)
      .when(apologize({ told: "dm" }))
      .refused("no-direct-message", { field: "how" });
    given(byName)
      .when(apologize({ told: "elsewhere" }))
      .leaves({ apology: { told: "elsewhere" } });
  });

  it("is due afresh in a new round", () =>
    given(reopened)
      .when(apologize({ by: ann }))
      .leaves({ round: 2 }));
});

describe("recording the root cause", () => {
  it("keeps a cause of the protocol and why", () =>
    given(apologized)
      .when(recordRootCause({ cause: "stock", explanation: "The last one was sold twice." }))
      .happened({
        type: "root-cause-recorded",
        by: ben.person,
        cause: "stock",
        explanation: "The last one was sold twice.",
      })
      .leaves({ rootCause: { id: "stock", by: ben.person } }));

  it("may be found to be another one", () =>
    given(diagnosed)
      .when(recordRootCause({ by: cleo, cause: "system" }))
      .leaves({ rootCause: { id: "system", by: cleo.person } }));

  it("needs a cause that the protocol knows", () =>
    given(apologized)
      .when(recordRootCause({ cause: "gremlins" }))
      .refused("unknown-choice", { field: "rootCause", allowed: rules.rootCauses.map(({ label }) => label) }));
});

describe("updating the customer", () => {
  it("keeps what was said and starts the silence clock anew", () =>
    given(acknowledged, wait("5h"))
      .when(updateCustomer({ text: "It is on its way." }))
      .happened({
        type: "customer-updated",
        by: ben.person,
        told: "dm",
        text: "It is on its way.",
        updateClock: clock(at("15:03"), "1d"),
      })
      .leaves({ updates: [{ at: at("15:03"), told: "dm", text: "It is on its way." }] }));

  it("can't go by direct message to a customer without an account", () =>
    given(byName)
      .when(updateCustomer({ told: "dm" }))
      .refused("no-direct-message", { field: "how" }));

  it("may follow the resolution", () =>
    given(resolved)
      .when(updateCustomer({ text: "The refund has gone out." }))
      .leaves({ status: "resolved" }));
});

describe("changing the severity", () => {
  it("works out the clocks as if it had been so from the start", () =>
    given(acknowledged, wait("2h"))
      .when(changeSeverity({ severity: "critical", reason: "She is stranded." }))
      .happened({
        type: "severity-changed",
        by: ben.person,
        from: "major",
        to: "critical",
        reason: "She is stranded.",
        clocks: {
          acknowledge: clock(at("10:00"), "15m"),
          resolve: clock(at("10:00"), "4h"),
          update: clock(at("10:02"), "2h"),
        },
      })
      .leaves({ severity: "critical", clocks: { resolve: { dueAt: at("14:00") } } }));

  it("counts from the present round", () =>
    given(reopened, addNote())
      .when(changeSeverity({ severity: "minor" }))
      .leaves({ clocks: { resolve: { startedAt: at("10:07") }, acknowledge: { startedAt: at("10:07") } } }));

  it("needs another severity", () =>
    given(owned)
      .when(changeSeverity({ severity: "major" }))
      .refused("same-severity"));
});
