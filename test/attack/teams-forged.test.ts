import fc from "fast-check";
import { expect, it } from "vitest";
import { organization, useTeamsAcme } from "../support/teams/acme.ts";
import { otherTenant, tenant } from "../support/teams/cast.ts";
import { cardOf, readCard } from "../support/teams/reading.ts";
import { atAcmeOnTeams } from "../whole-path/at-acme-on-teams.ts";
import { mutated, odd, steps } from "./mutations.ts";
import { attackedProtocol, byHand, strangers } from "./on-teams.ts";
import { inTurns, seed, times } from "./runs.ts";

/** What a dialog or a button of Teams carries comes back as a client likes: forged, aimed elsewhere, mutated. */

const acme = useTeamsAcme({ protocol: attackedProtocol, installedIn: ["support", "cases", "globex"] });
const at = atAcmeOnTeams(acme);
const { invoke, submit, chatOf, saidElsewhere, dialogOf, press, fetch: ask } = byHand(acme);

const bait = "Your account is locked: sign in at evil.example";
const values = { "Failure type": "Faulty or damaged", "Customer name": "Jane Roe", "What went wrong": bait };
const channelOf = (key: string) => ({ platform: "teams", workspace: tenant, channel: acme().world.channel(key).id });

/** The data of a submit, with something else in what it carries of the form. */
const aimed = (data: object, change: (form: Record<string, unknown>) => object): object => {
  const { amends, ...typed } = structuredClone(data) as { amends: { form: Record<string, unknown>; stamp: string } };
  return { ...typed, amends: { ...amends, form: { ...amends.form, ...change(amends.form) } } };
};

it("lets a stranger of another tenant post nothing into ours", async () => {
  const door = await ask("gus", chatOf("gus"), { open: "flag" });
  const data = at.submission(at.openedBy(door), values);
  const before = saidElsewhere("gus");
  const abouts = ["support", "cases", "board"].flatMap((key) => {
    const place = channelOf(key);
    const { signature } = (data as { amends: { form: { about: { signature: string } } } }).amends.form.about;
    return [
      { place },
      { place: { ...place, link: "https://evil.example/" } },
      { place: { ...place, workspace: otherTenant } },
      { place, signature },
      { of: "message", place: { ...place, thread: "1770000000001" }, signature },
    ];
  });
  const answers = await inTurns(abouts, (about) =>
    submit(
      "gus",
      chatOf("gus"),
      aimed(data, () => ({ about })),
    ),
  );
  await acme().settle();
  expect(saidElsewhere("gus")).toBe(before);
  expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  // What was typed is there still, in a form of their own.
  for (const answer of answers) expect(JSON.stringify(dialogOf(answer))).toContain(bait);

  // That form opens a case of their own organization, in their own chat.
  const [again] = answers;
  const own = at.submission(again && dialogOf(again), {});
  await submit("gus", chatOf("gus"), own);
  await acme().settle();
  expect(saidElsewhere("gus")).toBe(before);
  expect(await acme().store.findCase(organization, { number: 1 })).toBeUndefined();
  expect((await acme().store.findCase(strangers, { number: 1 }))?.home.workspace).toBe(otherTenant);
});

it("lets staff aim at no other channel, no workspace and no address, and open nothing with a colleague's form", async () => {
  const complaint = at.complain();
  const opened = at.openedBy(await acme().client.flag("sam", complaint));
  const data = at.submission(opened, values);
  const { support, cases, board, globex } = {
    support: channelOf("support"),
    cases: channelOf("cases"),
    board: channelOf("board"),
    globex: channelOf("globex"),
  };
  const elsewhere = [
    { of: "message", place: { ...support, link: "javascript:alert(1)" } },
    { of: "message", place: { ...support, link: "https://evil.example/" } },
    { of: "message", place: { ...support, thread: "1" } },
    { of: "message", place: { ...support, workspace: otherTenant } },
    ...[cases, board, globex].map((place) => ({ of: "message", place })),
    { of: "message", place: { platform: "slack", workspace: "T1", channel: "C0BOARD" } },
    { case: "nope" },
    {},
  ];
  const said = saidElsewhere("sam");
  const forged = elsewhere.flatMap((about) => [
    aimed(data, () => ({ about })),
    aimed(data, (form) => ({ about: { ...about, signature: Object(form.about).signature } })),
  ]);
  const answers = await inTurns(forged, (each) => acme().client.submitAction("sam", complaint, each));
  answers.push(await acme().client.submitAction("sue", complaint, data));
  await acme().settle();
  expect(saidElsewhere("sam", "sue")).toBe(said);
  expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  // About a case that isn't there is no form to be offered again; all others keep what was typed.
  const kept = answers.filter((answer) => JSON.stringify(answer.body).includes(bait));
  expect(kept.length).toBe(answers.length);
  // As it came it is taken, once.
  await acme().client.submitAction("sam", complaint, data);
  await acme().settle();
  expect(await acme().store.findCase(organization, { number: 1 })).toMatchObject({
    home: { ...support, thread: complaint.id },
    complaint: bait,
  });
});

it("takes a form of the release before once it was looked at again, where it is sent from", async () => {
  const complaint = at.complain();
  const opened = at.openedBy(await acme().client.flag("sam", complaint));
  const unsigned = aimed(at.submission(opened, values), (form) => {
    const { signature: _none, ...about } = Object(form.about);
    return { about };
  });
  const again = await acme().client.submitAction("sam", complaint, unsigned);
  expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  await acme().client.submitAction("sam", complaint, at.submission(dialogOf(again), {}));
  await acme().settle();
  const kase = await acme().store.findCase(organization, { number: 1 });
  expect(kase).toMatchObject({ complaint: bait, customer: { name: "Jane Roe" } });
  expect(kase?.home).toMatchObject({ channel: acme().world.channel("support").id, thread: complaint.id });
});

it("keeps no link to anywhere but Teams, whatever the client says where a message is", async () => {
  const complaint = at.complain();
  for (const link of [
    "javascript:alert(1)",
    "https://evil.example/l/message",
    "https://teams.microsoft.com.evil.example/",
    "mailto:a@b.example",
  ]) {
    const value = {
      commandId: "flagComplaint",
      messagePayload: {
        id: complaint.id,
        replyToId: null,
        linkToMessage: link,
        body: { contentType: "text", content: "Dirty." },
      },
    };
    const where = acme().world.channel("support");
    const opened = await invoke("sam", where, "composeExtension/fetchTask", value);
    const carried = Object(at.submission(at.openedBy(opened), values)).amends;
    expect(JSON.stringify(carried)).toContain(where.id);
    expect(JSON.stringify(carried)).not.toContain(link);
  }
});

it("answers a press with a card only where that message is, and only for who may read it", async () => {
  const carla = { person: acme().world.user("carla").aadObjectId };
  const complaint = at.complain("carla", "globex");
  await at.flag("sam", complaint, { Customer: carla });
  const internal =
    at.posted(complaint)[0] ??
    acme().world.messages.findLast(({ activity }) => /Case 1/.test(JSON.stringify(activity)));
  if (!internal) throw new Error("no card");
  await acme().client.write("carla", "help");
  await at.press("sam", internal, "Take ownership");
  await at.press("sam", internal, "Acknowledge");
  for (const [label, more] of [
    ["Apologize", {}],
    ["Root cause", { "Root cause": "Our procedure", Explanation: "Nobody-but-us knows." }],
    ["Offer remedy", { Remedy: "Refund", Amount: "20", Reason: "A night in a dirty room." }],
    ["Resolve", { "What was done": "Cleaned." }],
  ] as const)
    await at.fill("sam", internal, label, more);
  await acme().pass(2 * 3_600_000);
  const kase = await acme().store.findCase(organization, { number: 1 });
  const survey = at.directly("carla").findLast(({ activity }) => readCard(cardOf(activity)).buttons.length >= 5);
  if (!kase || !survey) throw new Error("no survey");
  const ourOwn = /Sam Stone|Mark Refund delivered|Case 1/;
  // Their own press, on the message of somebody else's conversation.
  const rating = { act: "rate", case: kase.id, of: "4" };
  const answers = [
    await press("carla", chatOf("carla"), rating, internal),
    await press("carla", chatOf("carla"), rating, survey),
    await press("carla", acme().world.channel("globex"), { act: "optOut", case: kase.id }, internal),
    await press("carla", { ...chatOf("carla"), id: internal.conversation }, { act: "optOut", case: kase.id }, internal),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  for (const { body } of answers) expect(JSON.stringify(body)).not.toMatch(ourOwn);
  // Staff get it where it is, and nowhere else.
  const delivered = { act: "markDelivered", case: kase.id, of: kase.remedies[0]?.id ?? "" };
  const elsewhere = await press("sam", acme().world.channel("support"), delivered, internal);
  expect(JSON.stringify(elsewhere.body)).not.toMatch(ourOwn);
}, 60_000);

it("does no harm, whatever an activity holds, and an outsider changes nothing by it", async () => {
  const complaint = at.complain();
  const opened = await acme().client.flag("sam", complaint);
  const submitted = await acme().client.submitAction("sam", complaint, at.submission(at.openedBy(opened), values));
  await acme().settle();
  const owned = await at.press("sam", at.card(complaint), "Take ownership");
  const form = await at.pressOnly("sam", at.card(complaint), "Offer remedy");
  const offer = { Remedy: "Refund", Amount: "20", Reason: "A night." };
  const offered = await at.submitOnly("sam", at.card(complaint), at.openedBy(form), offer);
  await acme().settle();
  const genuine = [opened, submitted, owned, form, offered, await acme().client.write("sam", "queue")];
  const { world, client } = acme();
  const others = ["cases", "board", "globex"].map((key) => world.channel(key).id);
  const swaps = [...odd, ...others, otherTenant, "javascript:alert(1)", world.user("ann").aadObjectId, "R1", "flag"];
  const rounds = fc.sample(fc.tuple(fc.constantFrom(...genuine), steps), { seed, numRuns: 60 * times });
  const asCarla = (activity: object): object => {
    const { id, name, aadObjectId } = world.user("carla");
    return { ...activity, from: { id, name, aadObjectId } };
  };

  const answered = async (activities: readonly unknown[]) => {
    const answers = await inTurns(activities, (each) => client.post(Object(each)));
    for (const { status, body } of answers) {
      expect([200, 202, 400, 401, 403, 500, 501]).toContain(status);
      if (status >= 400) expect(body).toBeUndefined();
    }
    expect((await fetch(`${acme().url}/healthz`)).status).toBe(200);
    await acme().settle();
  };

  /** Who sends it is Teams' own word, which is left alone: the rest is the client's. */
  const changed = (activity: object, how: (typeof rounds)[number][1], by: (a: object) => object = (same) => same) => {
    const { value } = Object(activity);
    return { ...by(activity), value: mutated(value, how, swaps) };
  };
  const before = await acme().size();
  await answered(rounds.map(([{ activity }, how]) => changed(activity, how, asCarla)));
  expect(await acme().size()).toEqual(before);

  const said = saidElsewhere("sam");
  const there = (text: string) => others.map((id) => text.split(id).length);
  await answered(rounds.map(([{ activity }, how]) => changed(activity, how)));
  expect(there(saidElsewhere("sam", "ann"))).toEqual(there(said));
  // Where and by whom it was said is Teams' own word: changed as well (500 where nobody said it), only that none is the worse.
  await answered(rounds.slice(0, 30 * times).map(([{ activity }, how]) => mutated(activity, how, swaps)));

  // Nobody is the worse for it: the next honest request is carried out.
  const next = at.complain();
  await at.flag("sue", next);
  expect(at.textOf(at.card(next))).toContain("Jane Roe");
}, 600_000);
