import { describe, expect, it } from "vitest";
import { acmeProtocol, days, minutes, organization, useAcme } from "../support/acme.ts";
import { atAcme, complaintWords } from "./at-acme.ts";

describe("a complaint in a channel shared with another company", () => {
  const acme = useAcme();
  const { complain, flag, press, fill, publicly, directly, whispers, recover } = atAcme(acme);
  const cardInCases = () => {
    const [card] = acme().world.read("cases", "sam");
    if (!card) throw new Error("no card is in the cases channel");
    return card;
  };
  const threadInCases = (words: string | RegExp) => {
    const { ts, channel } = cardInCases();
    const found = acme()
      .world.thread(channel, ts, "ann")
      .findLast(({ text }) => text.match(words) !== null);
    if (!found) throw new Error(`nothing says ${words}`);
    return found;
  };

  it("is worked on in the cases channel; nothing is ever posted where the outsiders read", async () => {
    const complaint = complain("carla", "globex");
    await flag("sam", complaint, {});
    expect(whispers("globex", "sam")).toEqual(["Case 1 is open. Its card goes to the cases channel."]);
    expect(cardInCases().text).toContain(complaintWords);
    expect(cardInCases().text).toContain("Complaint made: See the message");

    await press("sam", cardInCases(), "Take ownership");
    await press("sam", cardInCases(), "Acknowledge");
    await fill("sam", cardInCases(), "Add note", { Note: "They threaten to leave." });
    await fill("sam", cardInCases(), "Escalate", { Reason: "This is our largest customer." });
    await press("ann", threadInCases("Escalated"), "Take ownership");
    await fill("ann", cardInCases(), "Offer remedy", { Remedy: "Refund", Amount: "900", Reason: "The whole stay." });
    await acme().pass(minutes(40));
    await press("dina", threadInCases("Late · Case 1"), "Approve");
    await recover("ann", cardInCases);
    await acme().pass(days(3));
    const [survey] = directly("carla", "How did we do?");
    if (!survey) throw new Error("no survey came");
    await press("carla", survey, "1");
    await acme().pass(days(8));

    expect(publicly("globex")).toEqual([]);
    expect(
      acme()
        .world.read("globex", "carla")
        .map(({ text }) => text),
    ).toEqual([complaintWords]);
    const toldCarla = directly("carla").map(({ text }) => text);
    for (const internal of ["largest customer", "threaten", "The whole stay", "Moderate", "Our procedure", "Escalated"])
      expect(toldCarla.join("\n")).not.toContain(internal);
  });

  it("keeps the commands' answers from them too", async () => {
    await flag("sam", complain("carla", "globex"), {});
    await acme().client.slashCommand("sam", "globex", "case 1");
    expect(publicly("globex")).toEqual([]);
    expect(acme().world.read("globex", "carla")).toHaveLength(1);
  });

  it("treats a channel it can't ask about as one that outsiders read", async () => {
    acme().world.tokens.bot.scopes = acme().world.tokens.bot.scopes.filter((scope) => scope !== "channels:read");
    await flag("sam", complain("sue", "support"));
    expect(publicly("support")).toEqual([]);
    expect(cardInCases().text).toContain(complaintWords);
  });

  it("lets an outsider press nothing, wherever a card got to", async () => {
    await flag("sam", complain("carla", "globex"), {});
    const { channel, ts } = cardInCases();
    const { blocks, text } = acme().world.messages.find({ channel, ts }) ?? { blocks: [], text: "" };
    const globex = acme().world.channel("globex").id;
    const forwarded = acme().world.messages.add({
      channel: globex,
      author: acme().world.app.botUserId,
      text,
      blocks,
      attachments: [],
    });
    const before = await acme().size();
    for (const label of ["Take ownership", "Acknowledge", "Apologize", "Add note", "Close"]) {
      await acme().client.pressButton("carla", forwarded, label);
      expect(whispers("globex", "carla").at(-1)).toContain("This is for the team of Acme Travel.");
      expect(acme().world.modal("carla")).toBeUndefined();
    }
    expect(await acme().size()).toEqual(before);
  });
});

describe("without a cases channel", () => {
  const acme = useAcme({ protocol: acmeProtocol.replace(/channels: .*\n/, "") });
  const { complain, flag, press, directly, publicly, whispers } = atAcme(acme);

  it("a shared channel's case is the flagger's direct message, one card that is kept in line", async () => {
    await flag("sam", complain("carla", "globex"), {});
    expect(whispers("globex", "sam")).toEqual(["Case 1 is open. Its card goes to your messages with me."]);
    const [card] = directly("sam", "Case 1 ·");
    if (!card) throw new Error("no card came");
    await press("sam", card, "Take ownership");
    await press("sam", card, "Acknowledge");
    expect(directly("sam", "Case 1 ·")).toHaveLength(1);
    expect(directly("sam", "Case 1 ·")[0]?.text).toContain("Owned by @Sam Staff");
    expect(publicly("globex")).toEqual([]);
    expect(await acme().store.findCase(organization, { number: 1 })).toMatchObject({
      owner: { person: { id: "U0SAM00001" } },
    });
  });
});
