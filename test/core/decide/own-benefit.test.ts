import { describe, expect, it } from "vitest";
import { refsOf } from "../../../src/core/authority.ts";
import type { Identity } from "../../../src/core/people.ts";
import {
  ann,
  annOnTeams,
  approve,
  approveLess,
  ben,
  decline,
  flag,
  given,
  knownElsewhere,
  offerFix,
  offerRemedy,
  usd,
} from "../../support/given.ts";

const benWithEmail: Identity = { ...ben, email: "Ben@Acme.example" };
const annWithEmail: Identity = { ...ann, email: "ann@acme.example" };
const typed = (email: string) => flag({ customer: { name: "B. Arnold", email } });

describe("a remedy of one's own", () => {
  it.each(["ben@acme.example", "Ben@Acme.example", "BEN@ACME.EXAMPLE"])(
    "is refused by the typed address %s",
    (email) => {
      given(typed(email))
        .when(offerRemedy({ by: benWithEmail, amount: usd(1) }))
        .refused("own-benefit");
      given(typed(email))
        .when(offerRemedy({ by: benWithEmail, amount: usd(500) }))
        .refused("own-benefit");
      given(typed(email))
        .when(offerFix({ by: benWithEmail }))
        .refused("own-benefit");
    },
  );

  it("is refused by an address that one had before, or on another account", () => {
    const now: Identity = { ...ben, email: "ben.arnold@acme.example", emails: ["ben@acme.example"] };
    given(typed("ben@acme.example"))
      .when(offerRemedy({ by: now }))
      .refused("own-benefit");
  });

  it("is somebody else's where the address is another: also with a plus", () => {
    for (const email of ["ben+shop@acme.example", "ben@acme.example.org", "xben@acme.example"])
      given(typed(email))
        .when(offerRemedy({ by: benWithEmail }))
        .leaves({ remedies: [{ status: "granted" }] });
  });

  it("is the approver's neither to approve, nor to approve less, nor to decline", () => {
    const asked = [typed("ANN@acme.example"), offerRemedy({ amount: usd(501) })];
    for (const decision of [approve, approveLess, decline])
      given(asked)
        .when(decision({ by: annWithEmail }))
        .refused("own-benefit");
  });

  it("is refused once the customer is known by one's address or account, after the case was opened", () => {
    const asked = [flag(), offerRemedy({ amount: usd(501) })];
    given(asked, knownElsewhere("email:ann@acme.example"))
      .when(approve({ by: annWithEmail }))
      .refused("own-benefit");
    given(asked, knownElsewhere("slack:T1:U0ANN"))
      .when(approveLess({ by: annOnTeams }))
      .refused("own-benefit");
    given(flag(), knownElsewhere("slack:T1:U0BEN")).when(offerRemedy()).refused("own-benefit");
    expect(refsOf(annOnTeams).map(({ id }) => id)).toContain("U0ANN");
  });

  it("isn't assumed of a name alone", () =>
    given(flag({ customer: { name: ben.name } }), knownElsewhere(`name:${ben.name.toLowerCase()}`))
      .when(offerRemedy())
      .leaves({ remedies: [{ status: "granted" }] }));
});
