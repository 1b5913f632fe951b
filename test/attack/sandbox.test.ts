import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { formIds } from "../../src/views/elements.ts";
import { acts } from "../../src/views/presses.ts";
import { freshDatabase } from "../support/postgres.ts";
import { type OpenSandbox, openSandbox } from "../support/sandbox.ts";
import { mutated, odd, steps } from "./mutations.ts";
import { inTurns, seed, times } from "./runs.ts";

/** The sandbox asks nobody who they are, so what each of its people may do is all the more the server's to judge. */

let sandbox: OpenSandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => {
  database = await freshDatabase();
  sandbox = await openSandbox({ databaseUrl: database.url });
});
afterEach(async () => {
  const { findings } = await sandbox.store.verifyLog();
  await sandbox.close();
  await database.drop();
  expect(findings).toEqual([]);
});

type Fields = Readonly<Record<string, string>>;
let requests = 0;
const newRequest = (): string => `attack-${++requests}`;

const post = async (who: string, what: string, fields: Fields): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${sandbox.url}/as/${who}/${what}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "Sec-Fetch-Site": "same-origin",
      "HX-Request": "true",
    },
    body: new URLSearchParams({ request: newRequest(), ...fields }).toString(),
    redirect: "manual",
  });
  return { status: response.status, text: await response.text() };
};
const page = async (who: string, path: string): Promise<string> =>
  (await fetch(`${sandbox.url}/as/${who}${path}`, { redirect: "manual" })).text();

const unescaped = (html: string): string =>
  html.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
/** The form that a dialog carries. */
const formIn = (html: string) => {
  const [, carried] = /name="form" value="([^"]*)"/.exec(html) ?? [];
  if (carried === undefined) throw new Error(`no form: ${html}`);
  return JSON.parse(unescaped(carried)) as { id: string; about: Record<string, unknown> }; // our own dialog
};
const typed: Fields = {
  "field.customerName": "Jane Roe",
  "field.whatWentWrong": "The wardrobe came down.",
  "field.failureType": "defective",
  "field.severity": "moderate",
};

/** Sam flags the first complaint of a channel, and the case's card is wherever it is. */
const flagged = async (channel: string) => {
  const [, message = ""] = /data-message="(m\d+)"/.exec(await page("sam", `/c/${channel}`)) ?? [];
  const { text } = await post("sam", "flag", { channel, message });
  await post("sam", "submit", { channel, form: JSON.stringify(formIn(text)), ...typed });
  await sandbox.idle();
  const kase = await sandbox.store.findCase(sandbox.sandbox.organization(), { number: 1 });
  if (!kase) throw new Error("no case");
  return kase;
};
const size = async () => {
  const { cases, events } = await sandbox.store.verifyLog();
  return { cases, events };
};
const caseNow = () => sandbox.store.findCase(sandbox.sandbox.organization(), { number: 1 });

/** Where the team talks among themselves, as one of them sees it. */
const internal = async () =>
  (await Promise.all(["/c/cases", "/c/front-desk"].map((path) => page("noor", path)))).join();
const spoken = "I was never here";

it("lets a customer write into no conversation that they can't read, nor begin one there", async () => {
  const kase = await flagged("mendes-weber");
  const card = /data-message="(m\d+)"/.exec(await page("sam", "/c/cases"))?.[1] ?? "";
  const desk = /data-message="(m\d+)"/.exec(await page("sam", "/c/front-desk"))?.[1] ?? "";
  const before = [await internal(), await page("noor", `/c/cases?thread=${card}`)];
  for (const who of times > 1 ? ["carla", "jonas"] : ["carla"])
    for (const thread of [card, desk, "m9999", "", "__proto__"])
      for (const channel of ["cases", "front-desk", "mendes-weber", `dm-${who}`, "dm-sam", "nowhere"]) {
        const at: Fields = thread === "" ? { channel } : { channel, thread };
        const isTheirs = thread === "" && ["mendes-weber", `dm-${who}`].includes(channel);
        if (isTheirs) continue;
        const said = await post(who, "say", { ...at, words: spoken });
        const commanded = await post(who, "say", { ...at, words: "/amends help" });
        const pressed = await post(who, "press", {
          ...at,
          press: JSON.stringify({ act: "acknowledge", case: kase.id }),
        });
        expect([said.status, commanded.status, pressed.status], `${who} ${channel} ${thread}`).toEqual([404, 404, 404]);
      }
  const after = [await internal(), await page("noor", `/c/cases?thread=${card}`)];
  for (const html of after) expect(html).not.toContain(spoken);
  expect(after.map((html) => html.split("data-message").length)).toEqual(
    before.map((html) => html.split("data-message").length),
  );
}, 120_000);

it("shows a customer nothing of what the team says among themselves", async () => {
  const kase = await flagged("mendes-weber");
  const pressed = { press: JSON.stringify({ act: "takeOwnership", case: kase.id }), channel: "cases" };
  await post("sam", "press", pressed);
  await post("sam", "say", { channel: "cases", words: "Among ourselves: he always complains." });
  await sandbox.idle();
  const card = /data-message="(m\d+)"/.exec(await page("sam", "/c/cases"))?.[1] ?? "";
  const whispered = await post("sam", "say", { channel: "mendes-weber", words: "/amends queue" });
  expect(whispered.status).toBe(200);
  const alone = [...(await page("sam", "/c/mendes-weber")).matchAll(/message private"[^>]*data-message="(m\d+)"/g)];
  const [, forSam = ""] = alone.at(-1) ?? [];
  expect(forSam).not.toBe("");
  const paths = ["", "?inspect=1", `?thread=${card}`, `?thread=${forSam}`, `?thread=${card}&inspect=1`];
  const shown = [
    ...(await Promise.all(
      ["mendes-weber", "cases", "front-desk", "dm-carla", "dm-sam"].flatMap((channel) =>
        paths.map((path) => page("carla", `/c/${channel}${path}`)),
      ),
    )),
    ...(await Promise.all(
      ["/home", "/home?inspect=1", `/go/${card}`, `/go/${forSam}`].map((path) => page("carla", path)),
    )),
    (await post("carla", "flag", { channel: "mendes-weber", message: forSam })).text,
    (await post("carla", "flag", { channel: "mendes-weber", message: card })).text,
    (await post("carla", "skip", { to: "hour" })).text,
  ].join("\n");
  for (const secret of ["always complains", "Jane Roe", "The wardrobe came down", kase.id])
    expect(shown).not.toContain(secret);
});

it("lets a customer press and send nothing of the team's, in whatever state a case is", async () => {
  const kase = await flagged("mendes-weber");
  const states: readonly Fields[] = [{}, { act: "takeOwnership" }, { act: "acknowledge" }];
  for (const state of states) {
    if (state.act) await post("sam", "press", { press: JSON.stringify({ ...state, case: kase.id }), channel: "cases" });
    await sandbox.idle();
    const [before, now] = [await size(), await caseNow()];
    for (const who of ["carla", "jonas"]) {
      const presses = Object.keys(acts).map((act) => JSON.stringify({ act, case: kase.id, of: "1" }));
      const forms = formIds.map((id) =>
        JSON.stringify({ id, title: "Made up", submit: "Send", about: { case: kase.id, of: "1" }, fields: [] }),
      );
      const answers = await inTurns(
        [
          ...presses.map((press) => ["press", { press }] as const),
          ...forms.map((form) => ["submit", { form }] as const),
        ],
        ([what, fields]) => post(who, what, { channel: "mendes-weber", ...fields }),
      );
      for (const { text } of answers) for (const secret of ["Jane Roe", "<form"]) expect(text).not.toContain(secret);
    }
    expect(await size()).toEqual(before);
    expect(await caseNow()).toEqual(now);
  }
}, 120_000);

it("takes a form only as it was given, and from whom it was given to", async () => {
  const message = /data-message="(m\d+)"/.exec(await page("sam", "/c/front-desk"))?.[1] ?? "";
  const form = formIn((await post("sam", "flag", { channel: "front-desk", message })).text);
  const submit = (who: string, about: object) =>
    post(who, "submit", { channel: "front-desk", form: JSON.stringify({ ...form, about }), ...typed });
  const { place, signature, ...rest } = form.about;
  const abouts = [
    { ...rest, signature, place: { ...Object(place), channel: "cases" } },
    { ...rest, signature, place: { ...Object(place), workspace: "sandbox-1" } },
    { ...rest, signature, place: { ...Object(place), link: "javascript:alert(1)" } },
    { ...rest, signature, place: { ...Object(place), thread: "m9999" } },
    { ...rest, signature, place: { platform: "slack", workspace: "T1", channel: "C0BOARD" } },
    { ...rest, place },
    { ...rest, signature },
    {},
  ];
  const before = await internal();
  for (const about of abouts)
    expect((await submit("sam", about)).text, JSON.stringify(about)).toContain("The wardrobe came down.");
  expect((await submit("noor", form.about)).text).toContain("The wardrobe came down.");
  expect(await size()).toEqual({ cases: 0, events: 0 });
  await submit("sam", form.about);
  expect(await size()).toEqual({ cases: 1, events: 1 });
  expect(before).not.toContain("wardrobe came down");
  expect((await caseNow())?.home).toMatchObject({ channel: "front-desk", thread: message });
});

it("does no harm, whatever a window sends, and a customer changes nothing by it", async () => {
  const kase = await flagged("front-desk");
  const press = { act: "takeOwnership", case: kase.id };
  const noted = formIn((await post("sam", "press", { press: JSON.stringify({ ...press, act: "addNote" }) })).text);
  const genuine: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["press", { channel: "front-desk", press, confirm: "Sure?", label: "Yes", style: "danger", confirmed: "yes" }],
    ["submit", { channel: "front-desk", form: noted, "field.note": "Called." }],
    ["flag", { channel: "front-desk", message: "m1" }],
    ["say", { channel: "front-desk", thread: "m1", words: "/amends queue" }],
    ["dismiss", { message: "m1" }],
    ["guide", { show: "yes" }],
  ];
  const swaps = [...odd, "cases", "dm-sam", "dm-ann", "m2", kase.id, "javascript:alert(1)"];
  const rounds = fc.sample(fc.tuple(fc.constantFrom(...genuine), steps), { seed, numRuns: 150 * times });
  const asFields = (body: unknown): Fields =>
    Object.fromEntries(
      Object.entries(Object(body)).map(([key, value]) => [
        key,
        typeof value === "string" ? value : String(JSON.stringify(value)),
      ]),
    );
  const sendAll = async (who: string) => {
    const answers = await inTurns(rounds, ([[what, body], how]) =>
      post(who, what, asFields(mutated(body, how, swaps))),
    );
    expect(
      answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 404 && status !== 413),
    ).toEqual([]);
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
    await sandbox.idle();
  };
  const before = await size();
  const seen = await internal();
  await sendAll("carla");
  expect(await size()).toEqual(before);
  expect((await internal()).split("data-message").length).toBe(seen.split("data-message").length);
  await sendAll("sam");
  // Nobody is the worse for it: every page of everybody is still drawn.
  for (const who of ["sam", "ann", "carla"])
    for (const path of ["/c/mendes-weber", "/home", `/c/dm-${who}`, "/c/mendes-weber?inspect=1"])
      expect((await fetch(`${sandbox.url}/as/${who}${path}`)).status, `${who} ${path}`).toBe(200);
}, 600_000);
