import { describe, expect, it } from "vitest";
import { homeFor } from "../../../src/app/requests/home.ts";
import type { Place } from "../../../src/core/case.ts";
import { ben } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { createMemoryChat } from "../support/chat.ts";
import { caller } from "../support/office.ts";

const thread: Place = { platform: "slack", workspace: "T1", channel: "C0SUPPORT", thread: "1.1" };
const shared: Place = { ...thread, channel: "C0SHARED" };
const memory = createMemoryChat();
memory.outsidersIn.add("C0SHARED");
const chats = { slack: memory.chat };
const rules = rulesOf({ channels: { cases: { slack: "C0CASES" } } });

describe("where a team works on a case", () => {
  it("is the thread of the complaint", async () => {
    expect(await homeFor(caller(ben), thread, chats, rules)).toEqual(thread);
  });

  it("is where the person is looking, when there is no message", async () => {
    expect(await homeFor(caller(ben, { place: thread }), undefined, chats, rules)).toEqual(thread);
  });

  it("is the cases channel, when outsiders can read the complaint's own", async () => {
    const home = { platform: "slack", workspace: "T1", channel: "C0CASES" };
    expect(await homeFor(caller(ben), shared, chats, rules)).toEqual(home);
  });

  it("is the cases channel, when there is no place at all, as on one's own page", async () => {
    expect(await homeFor(caller(ben), undefined, chats, rules)).toMatchObject({ channel: "C0CASES" });
  });

  it("is a direct message to who flagged it, when the protocol names no channel", async () => {
    const home = { platform: "slack", workspace: "T1", channel: "U0BEN" };
    expect(await homeFor(caller(ben), shared, chats, rulesOf())).toEqual(home);
    expect(await homeFor(caller(ben), undefined, chats, rulesOf())).toEqual(home);
  });

  it("is never a place whose readers nobody can tell", async () => {
    expect(await homeFor(caller(ben), { ...thread, platform: "teams" }, chats, rules)).toMatchObject({
      channel: "C0CASES",
    });
  });

  it("is in the workspace of the complaint, where that is another than the person's", async () => {
    expect(await homeFor(caller(ben), { ...shared, workspace: "T2" }, chats, rules)).toMatchObject({
      workspace: "T2",
      channel: "C0CASES",
    });
  });
});
