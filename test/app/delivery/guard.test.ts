import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ann, ben, openCase, rosa, usd } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { type Office, openOffice } from "../support/office.ts";

const thread = { ...openCase().home, channel: "C0HELP", thread: "1.1" };
const withCases = rulesOf({ quietHours: "none", channels: { cases: { slack: "C0CASES" } } });

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const settle = () => office.deliver.idle();
/** A case in a thread of the help desk, its card there. */
async function inThread() {
  const kase = await office.opens({ home: thread, origin: thread });
  await settle();
  expect(office.chat.attempts).toEqual(["post C0HELP/1.1"]);
  return kase;
}
const readAgain = (answer: "outsiders" | "unknown") => {
  office.chat.chat.audience = async ({ channel }) => (channel === "C0HELP" ? answer : "internal");
};

describe("a case in a channel that people from outside can read by now", () => {
  it("moves to the cases channel: its card says only that, and what follows goes under the new one", async () => {
    office.livesBy(withCases);
    const kase = await inThread();
    office.chat.outsidersIn.add("C0HELP");
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    await office.goesOn(kase, { type: "addNote", text: "They threaten to leave." });
    await settle();
    expect(office.chat.attempts.slice(1)).toEqual([
      "update C0HELP/1.1#m1",
      "post C0CASES",
      "update C0CASES#m3",
      "post C0CASES/m3",
    ]);
    expect(office.chat.said[1]).toMatchObject({ title: "Moved", card: { buttons: [], more: [], facts: [] } });
  });

  it("goes to whoever has it where there is no cases channel", async () => {
    const kase = await inThread();
    office.chat.outsidersIn.add("C0HELP");
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    expect(office.chat.attempts.slice(1)).toEqual(["update C0HELP/1.1#m1", "direct U0BEN"]);
  });

  it("leaves nothing behind that speaks to the team: what was said there moves under the new card", async () => {
    office.livesBy(withCases);
    const kase = await inThread();
    await office.goesOn(kase, { type: "addNote", text: "They threaten to leave." });
    await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(100), reason: "Late." });
    await settle();
    office.chat.forget();
    office.chat.outsidersIn.add("C0HELP");
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    const [there, here] = [true, false].map((isOld) =>
      office.chat.said.filter(({ to }) => to.startsWith("C0HELP") === isOld),
    );
    expect(there?.map(({ title }) => title)).toEqual(["Moved", "Moved", "Moved"]);
    expect(here?.map(({ how, title }) => `${how} ${title.split(" · ")[0]}`)).toEqual([
      "post Case 1",
      "post Approval needed",
      "post Note",
    ]);
    office.chat.forget();
    await office.goesOn(kase, { type: "changeSeverity", severity: "minor" });
    await settle();
    expect(office.chat.said.map(({ how, to }) => `${how} ${to.split("#")[0]}`)).toEqual(["update C0CASES"]);
  });

  it("leaves it also where the process died between the two", async () => {
    office.livesBy(withCases);
    const kase = await inThread();
    await office.goesOn(kase, { type: "addNote", text: "They threaten to leave." });
    await settle();
    office.chat.outsidersIn.add("C0HELP");
    const { saveMessage } = office.store;
    Object.assign(office.store, { saveMessage: async () => Promise.reject(new Error("killed")) });
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    Object.assign(office.store, { saveMessage });
    office.passes(60_000);
    await settle();
    const places = (await office.store.messages(kase.id)).map(({ ref }) => ref.place.channel);
    expect(places).toEqual(["C0CASES", "C0CASES"]);
  });

  it("asks the approvers by direct message where it goes on in one", async () => {
    const kase = await inThread();
    office.livesBy(
      rulesOf({
        quietHours: "none",
        roles: [
          { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
          { id: "manager", members: [`slack:${ann.id}`], limits: { perRemedy: 500 } },
        ],
      }),
    );
    await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(100), reason: "Late." });
    await settle();
    expect(office.chat.toldTo(ann)).toEqual([]);
    office.chat.outsidersIn.add("C0HELP");
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    const direct = office.chat.said.filter(({ to }) => to.includes(ben.id));
    expect(direct.map(({ title }) => title.split(" · ")[0])).toEqual(["Case 1", "Approval needed"]);
    expect(office.chat.toldTo(ann).map(({ title }) => title.split(" · ")[0])).toEqual(["Approval needed"]);
  });

  it("waits while nobody can say who reads there, and stays if they are ours", async () => {
    office.livesBy(withCases);
    const kase = await inThread();
    const { audience } = office.chat.chat;
    readAgain("unknown");
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    expect(office.chat.attempts).toHaveLength(1);
    office.chat.chat.audience = audience;
    office.passes(5_000);
    await settle();
    expect(office.chat.attempts.slice(1)).toEqual(["update C0HELP/1.1#m1"]);
    expect(office.chat.said.at(-1)?.title).not.toBe("Moved");
  });

  it("still answers its customer there", async () => {
    office.livesBy(withCases);
    const kase = await inThread();
    office.chat.outsidersIn.add("C0HELP");
    office.chat.refuses((how) => (how === "direct" ? { ok: false, why: "unreachable", reason: "off" } : undefined));
    await office.goesOn(kase, { type: "takeOwnership" });
    await office.goesOn(kase, { type: "acknowledge" });
    await settle();
    office.passes(15_000);
    await settle();
    expect(office.chat.toldTo(rosa)).toMatchObject([{ how: "whisper", to: "C0HELP/1.1→U0ROSA" }]);
    // Accepted is not seen: the team hears so.
    expect((await office.caseNow(kase)).undelivered).toMatchObject([{ reason: "shown_only_in_the_channel" }]);
  });
});

describe("the cases channel", () => {
  it("is the operator's own choice, whoever reads there", async () => {
    office.livesBy(withCases);
    office.chat.outsidersIn.add("C0CASES");
    await office.goesOn(await office.opens(), { type: "takeOwnership" });
    await settle();
    expect(office.chat.attempts).toEqual(["post C0CASES"]);
  });
});
