import { describe, it } from "vitest";
import {
  addNote,
  ann,
  at,
  ben,
  cleo,
  closed,
  dora,
  escalate,
  flagged,
  given,
  linkCase,
  markAbusive,
  max,
  oneRole,
  owned,
  reopened,
  resolved,
  snooze,
  takeOwnership,
  under,
} from "../../support/given.ts";

describe("escalating", () => {
  it("asks for an owner of the second role first", () =>
    given(owned)
      .when(escalate({ reason: "She asks for a manager." }))
      .happened({ type: "escalated", by: ben.person, to: "manager", reason: "She asks for a manager." })
      .leaves({
        seniorRole: "manager",
        owner: { person: ben.person },
        escalations: [{ to: "manager", at: at("10:02") }],
      }));

  it("goes one step up each time, as far as the ladder goes", () => {
    given(owned, escalate()).when(escalate()).leaves({ seniorRole: "director" });
    given(owned, escalate(), escalate()).when(escalate()).refused("top-of-the-ladder");
  });

  it("goes up from the round before after a reopening", () =>
    given(reopened).when(escalate()).leaves({ seniorRole: "director" }));

  it("goes above the owner who asks for it, never to their own level or below", () => {
    given(flagged, takeOwnership({ by: ann }))
      .when(escalate({ by: ann }))
      .leaves({ seniorRole: "director" });
    given(flagged, takeOwnership({ by: dora }))
      .when(escalate({ by: dora }))
      .refused("top-of-the-ladder");
  });

  it("is possible while nobody owns the case", () =>
    given(flagged)
      .when(escalate({ by: cleo }))
      .leaves({ seniorRole: "manager" }));

  it("leads nowhere where there is only one role", () =>
    given(under(oneRole), owned).when(escalate()).refused("top-of-the-ladder"));
});

describe("adding a note", () => {
  it("keeps it, also on a closed case", () => {
    given(owned)
      .when(addNote({ by: cleo, text: "She prefers the phone." }))
      .happened({ type: "noted", by: cleo.person, text: "She prefers the phone." })
      .leaves({ notes: [{ text: "She prefers the phone.", by: cleo.person, at: at("10:02") }] });
    given(closed)
      .when(addNote())
      .leaves({ status: "closed", notes: [{}] });
  });
});

describe("linking cases", () => {
  it("keeps what the other case is to this one", () =>
    given(owned)
      .when(linkCase({ to: 9, as: "duplicate-of" }))
      .happened({ type: "linked", by: ben.person, to: 9, as: "duplicate-of" })
      .leaves({ links: [{ to: 9, as: "duplicate-of" }] }));

  it("is refused the second time, but may be of another kind", () => {
    given(owned, linkCase({ as: "related-to" }))
      .when(linkCase({ by: ann, as: "related-to" }))
      .refused("already-linked");
    given(owned, linkCase({ as: "related-to" }))
      .when(linkCase({ as: "duplicate-of" }))
      .leaves({ links: [{}, {}] });
  });

  it("needs another case", () =>
    given(owned)
      .when(linkCase({ to: 12 }))
      .refused("link-to-itself", { field: "caseNumber" }));
});

describe("snoozing", () => {
  it("puts reminders off for a while", () =>
    given(owned)
      .when(snooze({ for: "4h" }))
      .happened({ type: "snoozed", by: ben.person, until: at("14:02") })
      .leaves({ snoozedUntil: at("14:02") }));

  it("may be made longer or shorter", () => {
    given(owned, snooze({ for: "4h" }))
      .when(snooze({ for: "1h" }))
      .leaves({ snoozedUntil: at("11:03") });
    given(owned, snooze({ for: "1h" }))
      .when(snooze({ for: "4h" }))
      .leaves({ snoozedUntil: at("14:03") });
  });

  it("is for a time to come, within a year", () => {
    given(owned)
      .when(snooze({ for: "0m" }))
      .refused("in-the-past", { field: "until" });
    given(owned)
      .when(snooze({ for: "367d" }))
      .refused("too-far");
  });
});

describe("marking the contact as abusive", () => {
  it("asks for a senior owner and protects staff from deciding on money", () =>
    given(owned)
      .when(markAbusive({ reason: "Threats on the phone." }))
      .happened({ type: "marked-abusive", by: ben.person, reason: "Threats on the phone.", role: "manager" })
      .leaves({ seniorRole: "manager", abusive: { reason: "Threats on the phone.", by: ben.person } }));

  it("never brings the case down the ladder", () =>
    given(owned, escalate(), escalate()).when(markAbusive()).leaves({ seniorRole: "director" }));

  it("happens once", () =>
    given(owned, markAbusive())
      .when(markAbusive({ by: max }))
      .refused("already-abusive"));

  it("is possible after the resolution, and where there is only one role", () => {
    given(resolved).when(markAbusive()).leaves({ status: "resolved", seniorRole: "manager" });
    given(under(oneRole), owned).when(markAbusive()).leaves({ seniorRole: "team" });
  });
});
