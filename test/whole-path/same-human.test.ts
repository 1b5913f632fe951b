import { beforeEach, describe, expect, it } from "vitest";
import { acmeProtocol, organization, useAcme } from "../support/acme.ts";
import { leastScopes, optionalScopes, secondTeam } from "../support/slack/cast.ts";
import { atAcme } from "./at-acme.ts";

/** Sam and Ann have accounts in the second workspace of the Grid too, and are managers there. */
const protocol = acmeProtocol.replace(
  '"slack:S0MANAGERS"',
  '"slack:S0MANAGERS", "slack:U0SAMEU001", "slack:U0ANNEU001"',
);
const reason = "Two nights in a dirty room.";

const stories = (acme: ReturnType<typeof useAcme>) => {
  const at = atAcme(acme);
  const hideEmails = () => {
    acme().world.tokens.bot.scopes = [...leastScopes, ...optionalScopes].filter(
      (scope) => scope !== "users:read.email",
    );
  };
  return {
    ...at,
    hideEmails,
    ask: async (amount: string) => {
      const complaint = at.complain();
      await at.flag("sam", complaint, { "Customer name": "Jane Roe", "Price paid": "200" });
      await at.fill("sam", at.card(complaint), "Offer remedy", { Remedy: "Refund", Amount: amount, Reason: reason });
      return complaint;
    },
    remedy: async () => (await acme().store.findCase(organization, { number: 1 }))?.remedies[0],
  };
};

describe("one human under two ids on Enterprise Grid, with no email shown", () => {
  const acme = useAcme({ protocol });
  const { hideEmails, ask, remedy, message, press, fill, whispers } = stories(acme);
  beforeEach(async () => {
    const { world } = acme();
    world.joinGrid();
    world.changeUser("sam", { gridId: "W0SAM00001" });
    world.changeUser("ann", { gridId: "W0ANN00001" });
    const { email: _email, ...sam } = world.user("sam");
    const there = { email: "", teamId: secondTeam.id };
    world.addUser({ ...sam, ...there, key: "sam-in-europe", id: "U0SAMEU001" });
    world.addUser({ ...world.user("ann"), ...there, key: "ann-in-europe", id: "U0ANNEU001" });
    world.join("support", "sam-in-europe");
    world.join("support", "ann-in-europe");
    hideEmails();
    await acme().restart();
  });

  it("doesn't approve, approve less or decline what they asked for", async () => {
    const complaint = await ask("120");
    const asked = () => message(complaint, "Approval needed");
    await press("sam-in-europe", asked(), "Approve");
    expect(whispers("support", "sam-in-europe").at(-1)).toContain(
      "You asked for this remedy, so a colleague has to decide on it.",
    );
    for (const [label, values] of [
      ["Approve less", { Amount: "60" }],
      ["Decline", { Reason: "No." }],
    ] as const)
      await expect(fill("sam-in-europe", asked(), label, values), label).rejects.toThrow();
    expect(await remedy()).toMatchObject({ status: "pending" });
    // A colleague of theirs does, in whichever workspace.
    await press("ann-in-europe", asked(), "Approve");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { id: "U0ANNEU001" } });
  });

  it("decides on nothing where Slack says of one id only who it is: the words name who may", async () => {
    acme().world.changeUser("sam", { gridId: undefined });
    const complaint = await ask("120");
    await press("sam-in-europe", message(complaint, "Approval needed"), "Approve");
    expect(whispers("support", "sam-in-europe").at(-1)).toContain(
      "Amends can't tell if you and whoever asked are two people: one account shows no email address. Please ask someone else who is a manager or above to decide",
    );
    expect(await remedy()).toMatchObject({ status: "pending" });
  });
});

describe("a plain workspace whose installation may read no emails", () => {
  const acme = useAcme();
  const { hideEmails, ask, remedy, message, press, fill, flag, complain } = stories(acme);
  beforeEach(async () => {
    hideEmails();
    await acme().restart();
  });

  it("has two colleagues decide on each other's remedies", async () => {
    const complaint = await ask("120");
    await press("ann", message(complaint, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { id: "U0ANN00001" } });
  });

  /** Carla's company shares a channel with us, so that her case is worked on in the cases channel. */
  const forCarla = async (amount: string) => {
    const complaint = complain("carla", "globex");
    await flag("sam", complaint, { Customer: "carla", "Price paid": "200" });
    const [theCard] = acme().world.read("cases", "sam");
    if (!theCard) throw new Error("the case has no card");
    await fill("sam", theCard, "Offer remedy", { Remedy: "Refund", Amount: amount, Reason: reason });
    return theCard;
  };

  it("grants a customer of another company at once what is within one's own limit", async () => {
    await forCarla("40");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { id: "U0SAM00001" } });
  });

  it("has somebody else decide on what is over it for such a customer", async () => {
    const theCard = await forCarla("120");
    expect(await remedy()).toMatchObject({ status: "pending" });
    await press("ann", message(theCard, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { id: "U0ANN00001" } });
  });
});
