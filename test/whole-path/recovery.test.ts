import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Acme, openAcme } from "../support/acme.ts";

describe("smoke", () => {
  let acme: Acme;
  beforeAll(async () => { acme = await openAcme(); });
  afterAll(async () => { await acme.close(); });
  it("goes", async () => {
    const { world } = acme;
    const complaint = await world.say("sue", "support", "A guest says the room was dirty & nobody came <!channel>");
    const opened = await acme.client.messageShortcut("sam", complaint);
    console.log(opened.status, opened.body, opened.milliseconds);
    const modal = await acme.client.openModal("sam");
    const sent = await acme.client.submit("sam", modal, { "Customer name": "Jane Roe", "Price paid": "200", "Failure type": "Faulty or damaged" });
    console.log(sent.status, JSON.stringify(sent.shown), sent.milliseconds);
    await acme.settle();
    console.log(JSON.stringify(await world.thread("support", complaint.ts, "sam"), null, 1));
    console.log(acme.slack.calls.map((c: any) => c.method).join(" "));
    const card = async () => (await world.thread("support", complaint.ts, "sam")).filter((m: any) => m.from !== "x").find((m: any) => m.buttons.includes("Resolve") || m.text.includes("Case 1"))!;
    const press = async (who: any, what: string) => { const r = await acme.client.pressButton(who, await card() as any, what); console.log(what, r.status, JSON.stringify(r.body), r.milliseconds); await acme.settle(); };
    await press("sam", "Take ownership");
    await press("sam", "Acknowledge");
    const form = async (who: any, what: string, values: any, on?: any) => { const r = await acme.client.pressButton(who, on ?? await card() as any, what); console.log(what, r.status, r.milliseconds); const m = acme.client.openModal(who); const v = await m; const s = await acme.client.submit(who, v, values); console.log("  ->", s.status, JSON.stringify(s.shown), JSON.stringify(s.body).slice(0,1500), s.milliseconds); await acme.settle(); };
    await form("sam", "Apologize", { How: "I already told them" });
    await form("sam", "Root cause", { "Root cause": "Our procedure", Explanation: "Housekeeping list was wrong" });
    await form("sam", "Offer remedy", { Remedy: "Refund", Amount: "$120.50", Reason: "Two nights in a dirty room" });
    const thread = async () => world.thread("support", complaint.ts, "sam");
    console.log(JSON.stringify(await thread(), null, 1));
    const approval = (await thread()).find((m: any) => m.buttons.includes("Approve"))!;
    for (const who of ["sam", "sue", "ann", "ben"]) { const r = await acme.client.pressButton(who as any, approval as any, "Approve").catch((e: any) => e); console.log(who, r.status ?? String(r), JSON.stringify(r.body)); await acme.settle(); }
    await form("sam", "Resolve", { "What was done": "Refunded, room changed" });
    console.log(JSON.stringify(await thread(), null, 1));
    await acme.pass(2 * 24 * 3600_000 + 1000);
    console.log(JSON.stringify((await thread()).slice(-2), null, 1));
  });
});
