import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storableText } from "../../src/store/storable.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { ann, at, change, identityOf, newOrganization, noted, open } from "./sample.ts";

/** What PostgreSQL can't keep of a text must not lose the rest of it, wherever the text goes. */
describe.each(databases)("texts with what $name can't keep", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());

  const odd = "NUL \0, half \uD83D, other half \uDE00, typed \\u0000";
  const kept = "NUL \uFFFD, half \uFFFD, other half \uFFFD, typed \\u0000";

  it("are kept in a complaint, a customer, and all that is asked by them", async () => {
    const workspace = newOrganization();
    const customer = { key: odd, name: odd, email: odd };
    const recorded = { type: "customer-recorded" as const, at: at(0), knownBy: [`name:${odd}`], case: 1 };
    const more = { key: odd, customers: [{ customer: odd, event: recorded }] };
    const kase = await open(store, workspace, { customer, complaint: odd, reference: odd }, more);
    const found = await store.findCase(workspace, { id: kase.id });
    expect(found).toMatchObject({ complaint: kept, customer: { key: kept, name: kept } });
    expect(await open(store, workspace, { customer, id: kase.id }, { key: odd })).toBeDefined();
    await change(store, kase, [{ type: "survey-opted-out", at: at(2) }]);
    const asked = await store.transact(
      { organization: workspace, now: at(3), opensFor: [`name:${odd}`] },
      ({ customers }) => ({ result: customers }),
    );
    expect(asked).toMatchObject([{ key: kept, surveyOptOut: at(2) }]);
    expect((await store.verifyLog()).findings.filter((finding) => finding.organization === workspace)).toEqual([]);
  });

  it("are kept in a survey's comment, a note, a reason, a message and a person", async () => {
    const kase = await open(store, newOrganization());
    const asked = await change(store, kase, [
      { type: "survey-sent", at: at(1), remindAt: at(2), expiresAt: at(3) },
      { type: "survey-answered", at: at(2), answers: { overall: 2 }, comment: odd },
      noted(odd),
    ]);
    expect((await store.events(asked.workspace, asked.id)).map(({ event }) => event).at(-1)).toMatchObject({
      text: kept,
    });
    const ref = { place: { platform: "slack" as const, workspace: "T1", channel: odd }, message: odd };
    await store.saveMessage(kase.workspace, kase.id, { surface: "case", ref });
    expect(await store.surfaceOf(kase.id, ref)).toBe("case");
    await store.saveIdentity(kase.workspace, identityOf(ann, { name: odd, email: odd }), at(1));
    expect((await store.identity(ann, kase.workspace))?.identity.name).toBe(kept);
    await store.enqueue(kase.workspace, [{ caseId: kase.id, surface: odd, lane: odd }], at(1));
    await store.saveContact(kase.workspace, odd, { words: odd });
    expect(await store.contact(odd)).toEqual({ words: kept });
    expect((await store.verifyLog()).findings.filter(({ caseId }) => caseId === kase.id)).toEqual([]);
  });

  it("are hashed as they are kept, whatever they are", async () => {
    const workspace = newOrganization();
    let kase = await open(store, workspace);
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 });
    for (const codes of fc.sample(units, { seed: 8, numRuns: 40 }))
      kase = await change(store, kase, [noted(String.fromCharCode(...codes, 0, 0xd800))]);
    expect((await store.verifyLog()).findings.filter(({ caseId }) => caseId === kase.id)).toEqual([]);
  });
});

it("leaves every other text alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      if (text.isWellFormed() && !text.includes("\0")) expect(storableText(text)).toBe(text);
    }),
    { seed: 8 },
  );
});
