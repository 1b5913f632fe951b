import fc from "fast-check";
import { expect, it } from "vitest";
import { useAcme } from "../support/acme.ts";
import type { SlackRequest } from "../support/slack/delivery.ts";
import { atAcme } from "../whole-path/at-acme.ts";
import { inTurns, seed, times } from "./runs.ts";

/** Signed like Slack's own, but not as Slack writes them: a proxy, another version, a mistake, or somebody with the secret. */

const acme = useAcme();
const { complain, flag, card, press } = atAcme(acme);

const unreadable = "Amends can't read this request, so nothing was changed. It isn't as Slack sends it.";
const odd: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  9e15,
  true,
  [],
  {},
  [[]],
  "__proto__",
  { constructor: { prototype: {} } },
  "\u0000",
  "\ud83d",
  "<!channel>",
  "x".repeat(20_000),
  { toString: null },
];

type Step = { readonly at: number; readonly how: "replace" | "remove" | "wrap"; readonly by: number };

/** Every place in a value at which something stands. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function mutated(payload: unknown, steps: readonly Step[]): unknown {
  const copy: { root: unknown } = { root: structuredClone(payload) };
  for (const { at, how, by } of steps) {
    const all = places(copy.root);
    const path = ["root", ...(all[at % all.length] ?? [])];
    const last = path.pop() ?? "root";
    // biome-ignore lint/suspicious/noExplicitAny: whatever stands there.
    let holder: any = copy;
    for (const key of path) holder = holder[key];
    if (how === "remove" && last !== "root") delete holder[last];
    else holder[last] = how === "wrap" ? [holder[last]] : structuredClone(odd[by % odd.length]);
  }
  return copy.root;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    at: fc.nat(500),
    how: fc.constantFrom("replace" as const, "remove" as const, "wrap" as const),
    by: fc.nat(50),
  }),
  { minLength: 1, maxLength: 4 },
);

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
