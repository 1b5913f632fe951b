import fc from "fast-check";
import { expect, it } from "vitest";
import { useAcme } from "../support/acme.ts";
import type { SlackRequest } from "../support/slack/delivery.ts";
import { atAcme } from "../whole-path/at-acme.ts";
import { mutated, steps } from "./mutations.ts";
import { inTurns, seed, times } from "./runs.ts";

/** Signed like Slack's own, but not as Slack writes them: a proxy, another version, a mistake, or somebody with the secret. */

const acme = useAcme();
const { complain, flag, card, press } = atAcme(acme);

const unreadable = "Amends can't read this request, so nothing was changed. It isn't as Slack sends it.";

/** The JSON in a request, wherever it is, changed. */
function changed(request: SlackRequest, change: (payload: unknown) => unknown): SlackRequest {
  if (request.contentType === "application/json")
    return { ...request, body: JSON.stringify(change(JSON.parse(request.body))) };
  const fields = new URLSearchParams(request.body);
  const payload = fields.get("payload");
  if (payload !== null) fields.set("payload", JSON.stringify(change(JSON.parse(payload))));
  else {
    const plain = change(Object.fromEntries(fields));
    return {
      ...request,
      body: new URLSearchParams(
        Object.entries(Object(plain)).map(([key, value]) => [key, String(JSON.stringify(value))]),
      ).toString(),
    };
  }
  return { ...request, body: fields.toString() };
}

it("does no harm, whatever a payload holds, and an outsider changes nothing by it", async () => {
  const complaint = complain();
  await flag("sam", complaint);
  const shortcut = await acme().client.messageShortcut("sam", complaint);
  const submitted = await acme().client.submit("sam", acme().client.openModal("sam"), {
    "Customer name": "Jane Roe",
    "Failure type": "Billing error",
  });
  const genuine = [
    shortcut,
    submitted,
    await press("sam", card(complaint), "Take ownership"),
    await acme().client.slashCommand("sam", "support", "queue"),
    await acme().client.appHomeOpened("sam"),
  ].map(({ request }) => request);
  await acme().settle();
  const { world } = acme();
  const asCarla = (text: string) =>
    text
      .replaceAll(world.user("sam").id, world.user("carla").id)
      .replaceAll(/"user":\{[^{}]*\}/g, (user) => user.replaceAll(world.team.id, world.user("carla").teamId));
  const rounds = fc.sample(fc.tuple(fc.constantFrom(...genuine), steps), { seed, numRuns: 150 * times });

  const answered = async (requests: readonly SlackRequest[]) => {
    const answers = await inTurns(requests, (request) => acme().client.send(request));
    // What can't be read is refused at once and in words; nothing of it, of us or of a case is in the answer.
    const odd = answers.filter(({ status, body }) => status !== 200 && !(status === 400 && body === unreadable));
    expect(odd).toEqual([]);
    expect((await fetch(`${acme().amends.url}/healthz`)).status).toBe(200);
  };

  const before = await acme().size();
  await answered(
    rounds.map(([request, how]) =>
      changed(request, (payload) => mutated(JSON.parse(asCarla(JSON.stringify(payload))), how)),
    ),
  );
  await acme().settle();
  expect(await acme().size()).toEqual(before);

  await answered(rounds.map(([request, how]) => changed(request, (payload) => mutated(payload, how))));
  await acme().settle();
  // Nobody is the worse for it: the next honest request is carried out.
  const next = complain();
  await flag("sue", next);
  expect(card(next).text).toContain("Jane Roe");
}, 600_000);
