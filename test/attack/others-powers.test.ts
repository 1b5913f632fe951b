import { expect, it } from "vitest";
import { toButtonValue } from "../../adapters/slack/drawing/press-value.ts";
import { createFormSignatures } from "../../src/app/requests/form-signatures.ts";
import { type About, formIds, type Press } from "../../src/views/elements.ts";
import { acts } from "../../src/views/presses.ts";
import { organization, useAcme } from "../support/acme.ts";
import { interaction } from "../support/slack/delivery.ts";
import type { Message } from "../support/slack/messages.ts";
import { pressInMessage, viewSubmission } from "../support/slack/payloads.ts";
import { atAcme, complaintWords } from "../whole-path/at-acme.ts";
import { inTurns, times } from "./runs.ts";

/** Whoever isn't ours presses every button and sends every form there is, in every state of a case. */

const acme = useAcme();
const { complain, flag, press, fill, card, publicly } = atAcme(acme);

/** A customer of another company, a guest, a stranger, another app's bot, and someone who left. */
const nobodies = ["carla", "gus", ...(times > 1 ? ["stan", "robo", "dan"] : [])];

/** How far the case has come; each goes on from the one before. */
const states: readonly { readonly name: string; readonly reach: (complaint: Message) => Promise<unknown> }[] = [
  { name: "open", reach: async () => {} },
  { name: "owned", reach: (complaint) => press("sam", card(complaint), "Take ownership") },
  {
    name: "waiting for an approval",
    reach: (complaint) =>
      fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "200", Reason: "Two nights." }),
  },
  {
    name: "resolved",
    reach: async (complaint) => {
      const kase = await caseNow();
      const [remedy] = kase?.remedies ?? [];
      await send("dina", complaint, { act: "approve", case: kase?.id ?? "", of: remedy?.id ?? "" });
      await acme().settle();
      await press("sam", card(complaint), "Acknowledge");
      await fill("sam", card(complaint), "Apologize");
      await fill("sam", card(complaint), "Root cause", { "Root cause": "Our procedure", Explanation: "A wrong list." });
      await fill("sam", card(complaint), "Resolve", { "What was done": "Refunded two nights." });
    },
  },
];

const isShown = (method: string): boolean => /^(views|chat)\./.test(method);

const caseNow = () => acme().store.findCase(organization, { number: 1 });

/** A press as Slack would send it, of a button that this person was never shown. */
const send = (who: string, on: Message, pressed: Press) => {
  const { world, client } = acme();
  const element = { type: "button", action_id: "press", value: toButtonValue(pressed) };
  const control = { block: { type: "actions", block_id: "b" }, element, label: pressed.act };
  return client.send(interaction(pressInMessage(world, world.user(who), on, [], { control })));
};

/** A form that was made up for this person, even with our own signature: what they may do is judged all the same. */
const submit = (who: string, form: string, given: About, signed = true) => {
  const { world, client, environment, now } = acme();
  const { id, teamId: workspace } = world.user(who);
  const signatures = createFormSignatures({ secret: environment.AMENDS_SECRET, clock: { now } });
  const drawn = { id: form, title: "", submit: "", about: given, fields: [] };
  const person = { platform: "slack" as const, workspace, id };
  const { about } = signed ? signatures.sign(drawn, { organization, person }) : drawn;
  const ids = ["reason", "amount", "note", "apology", "whatWasDone"];
  const values = Object.fromEntries(ids.map((id) => [id, { value: { type: "plain_text_input", value: "1" } }]));
  const view = world.views.open(world.user(who).id, {
    type: "modal",
    callback_id: `form:${form}`,
    private_metadata: JSON.stringify({ form, about }),
    title: { type: "plain_text", text: "Made up" },
    submit: { type: "plain_text", text: "Send" },
    blocks: ids.map((id) => ({
      type: "input",
      block_id: id,
      label: { type: "plain_text", text: id },
      element: { type: "plain_text_input", action_id: "value" },
    })),
  });
  return client.send(interaction(viewSubmission(world, world.user(who), view, values)));
};

it("lets nobody from outside see, open or change anything, in any state", async () => {
  const complaint = complain();
  await flag("sam", complaint);
  for (const { name, reach } of states) {
    await reach(complaint);
    await acme().settle();
    const kase = await caseNow();
    if (!kase) throw new Error("no case");
    const ids = [undefined, ...kase.remedies.map(({ id }) => id)];
    const presses = Object.keys(acts).flatMap((act) =>
      ids.map((of) => ({ act, case: kase.id, ...(of === undefined ? {} : { of }) })),
    );
    const [before, calls] = [await acme().size(), acme().slack.calls.length];
    const said = publicly("support").length;
    for (const who of nobodies) {
      const pressed = await inTurns(presses, (each) => send(who, complaint, each));
      const forms = await inTurns([...formIds], (form) => submit(who, form, { case: kase.id, of: ids.at(-1) ?? "" }));
      expect([...pressed, ...forms].map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
      await acme().settle();
      expect(await acme().size(), `${who}, ${name}`).toEqual(before);
    }
    // They may be told that they can't. No form, and nothing of the case, is shown to them on the way.
    const shown = JSON.stringify(
      acme()
        .slack.calls.slice(calls)
        .filter(({ method }) => isShown(method)),
    );
    for (const secret of ["Jane Roe", complaintWords, '\\"type\\":\\"input\\"', '"type":"input"'])
      expect(shown).not.toContain(secret);
    expect(publicly("support").length, name).toBe(said);
    expect(await caseNow()).toEqual(kase);
  }
}, 240_000);

it("lets nobody decide on a remedy whose role doesn't reach, or who asked for it", async () => {
  const complaint = complain();
  await flag("sam", complaint);
  await press("sam", card(complaint), "Take ownership");
  await fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "900", Reason: "Two nights." });
  const kase = await caseNow();
  const of = kase?.remedies[0]?.id ?? "";
  const before = await acme().size();
  const about = { case: kase?.id ?? "", of };
  for (const who of ["sam", "sue", "ann", "ben", "ada"]) {
    await send(who, complaint, { act: "approve", ...about });
    for (const form of ["approveLess", "decline"])
      for (const signed of [true, false]) await submit(who, form, about, signed);
    await acme().settle();
    expect(await acme().size(), who).toEqual(before);
  }
  await send("dina", complaint, { act: "approve", ...about });
  expect((await caseNow())?.remedies[0]).toMatchObject({ status: "granted" });
});

it("takes no form that wasn't given to whom sends it, and aims none elsewhere", async () => {
  const complaint = complain();
  await flag("sam", complaint);
  const id = (await caseNow())?.id ?? "";
  const [before, calls] = [await acme().size(), acme().slack.calls.length];
  const { world } = acme();
  const channels = [...[...world.channels.values()].map(({ id }) => id), "C0NOWHERE"];
  for (const who of ["sam", "dina"])
    for (const channel of channels)
      for (const workspace of [world.team.id, "T0FOREIGN"]) {
        const place = { platform: "slack" as const, workspace, channel, link: "javascript:alert(1)" };
        await submit(who, "flag", { place }, false);
        await submit(who, "addNote", { case: id, place }, false);
      }
  await acme().settle();
  expect(await acme().size()).toEqual(before);
  // Whoever sent it is answered in the window, and nowhere else.
  const posted = acme()
    .slack.calls.slice(calls)
    .filter(({ method }) => method.startsWith("chat."));
  expect(posted).toEqual([]);
});
