import { expect, it } from "vitest";
import type { Caller } from "../../src/app/ports.ts";
import { createFormSignatures } from "../../src/app/requests/form-signatures.ts";
import { type About, formIds } from "../../src/views/elements.ts";
import { acts } from "../../src/views/presses.ts";
import { organization, useTeamsAcme } from "../support/teams/acme.ts";
import { otherTenant, tenant } from "../support/teams/cast.ts";
import type { Message } from "../support/teams/world.ts";
import { atAcmeOnTeams, complaintWords } from "../whole-path/at-acme-on-teams.ts";
import { attackedProtocol, byHand, strangers } from "./on-teams.ts";
import { inTurns } from "./runs.ts";

/** On Teams, too, whoever isn't ours presses every button and sends every form there is, in every state of a case. */

const acme = useTeamsAcme({ protocol: attackedProtocol, installedIn: ["support", "cases", "globex"] });
const at = atAcmeOnTeams(acme);
const { press, submit, chatOf, saidElsewhere } = byHand(acme);

const caseNow = () => acme().store.findCase(organization, { number: 1 });
const card = (complaint: Message) => at.card(complaint);

const states: readonly { readonly name: string; readonly reach: (complaint: Message) => Promise<unknown> }[] = [
  { name: "open", reach: async () => {} },
  { name: "owned", reach: (complaint) => at.press("sam", card(complaint), "Take ownership") },
  {
    name: "waiting for an approval",
    reach: (complaint) =>
      at.fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "200", Reason: "Two nights." }),
  },
];

/** A guest of the tenant, and somebody whose own tenant is another organization to us. */
const nobodies = ["carla", "gus"] as const;

/** A form as if we had given it to them: what they may do is judged all the same. */
const given = (who: (typeof nobodies)[number], form: string, about: About): object => {
  const { environment, now, world } = acme();
  const { tenantId, aadObjectId: id } = world.user(who);
  const isStranger = tenantId === otherTenant;
  const person: Caller["person"] = { platform: "teams", workspace: isStranger ? otherTenant : tenant, id };
  const opener = { organization: isStranger ? strangers : organization, person };
  const drawn = { id: form, title: "Made up", submit: "Send", about, fields: [] };
  const signatures = createFormSignatures({ secret: environment.AMENDS_SECRET, clock: { now } });
  const fields = ["reason", "amount", "note", "apology", "whatWasDone", "customerName", "whatWentWrong"].map((id) => ({
    id,
    label: id,
    kind: "text",
    optional: true,
  }));
  const typed = Object.fromEntries(fields.map((field) => [`field:${field.id}`, "1"]));
  return { ...typed, amends: { form: { ...signatures.sign(drawn, opener), fields }, stamp: "made-up" } };
};

it("lets nobody from outside see, open or change anything of ours, in any state", async () => {
  const complaint = at.complain();
  await at.flag("sam", complaint);
  for (const { name, reach } of states) {
    await reach(complaint);
    await acme().settle();
    const kase = await caseNow();
    if (!kase) throw new Error("no case");
    const ids = [undefined, ...kase.remedies.map(({ id }) => id)];
    const presses = Object.keys(acts).flatMap((act) =>
      ids.map((of) => ({ act, case: kase.id, ...(of === undefined ? {} : { of }) })),
    );
    const [before, said] = [await acme().size(), saidElsewhere(...nobodies)];
    for (const who of nobodies) {
      const where = chatOf(who);
      const pressed = await inTurns(presses, (each) => press(who, where, each, card(complaint)));
      const forms = formIds.filter((id) => id !== "flag" || who === "carla");
      const place = { platform: "teams" as const, workspace: tenant, channel: complaint.conversation };
      const sent = await inTurns([...forms], (form) =>
        submit(who, where, given(who, form, { case: kase.id, of: ids.at(-1) ?? "", place })),
      );
      const answers = [...pressed, ...sent];
      expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
      await acme().settle();
      expect(await acme().size(), `${who}, ${name}`).toEqual(before);
      // They may be told that they can't. No form, and nothing of the case, is shown to them on the way.
      const shown = JSON.stringify([
        answers.map(({ body }) => body),
        acme().world.messages.filter(({ conversation }) => conversation === where.id),
      ]);
      for (const secret of ["Jane Roe", complaintWords, '"Input.'])
        expect(shown, `${who}, ${name}`).not.toContain(secret);
    }
    expect(saidElsewhere(...nobodies), name).toBe(said);
    expect(await caseNow()).toEqual(kase);
  }
}, 240_000);
