import { expect, it } from "vitest";
import { z } from "zod";
import { useAcme } from "../support/acme.ts";
import { atAcme } from "./at-acme.ts";

/** Building a schema costs milliseconds, parsing with it none: each is built once, when its module is loaded. */

const acme = useAcme();
const { complain, flag, press, fill, card } = atAcme(acme);

/** zod binds what its base's prototype has to every schema that is built (its own support for such additions): that is counted. */
async function builtDuring(work: () => Promise<unknown>): Promise<number> {
  let built = 0;
  const prototype: object = z.core.$ZodType.prototype;
  const bind = () => {
    built += 1;
  };
  Object.defineProperty(prototype, "builtInTest", { value: { bind }, enumerable: true, configurable: true });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(prototype, "builtInTest");
  }
  return built;
}

it("are counted", async () => {
  expect(await builtDuring(async () => z.object({ a: z.string() }))).toBe(2);
  expect(await builtDuring(async () => undefined)).toBe(0);
});

it("are never built for a request", async () => {
  const complaint = complain();
  await flag("sam", complaint, { "Customer name": "Jane Roe", "Customer email": "jane@example.com" });
  const { client } = acme();
  const requests: readonly (readonly [what: string, send: () => Promise<unknown>])[] = [
    ["queue", () => client.slashCommand("sam", "support", "queue")],
    ["insights", () => client.slashCommand("sam", "support", "insights")],
    ["case", () => client.slashCommand("sam", "support", "case 1")],
    ["home", () => client.appHomeOpened("sam")],
    ["press", () => press("sam", card(complaint), "Take ownership")],
    ["form", () => fill("sam", card(complaint), "Add note", { Note: "She called." })],
    ["flag", () => flag("sue", complain(), { "Customer name": "Jo", "Customer email": "jo@example.com" })],
    ["tick", () => acme().pass(60_000)],
  ];
  for (const [what, send] of requests) expect([what, await builtDuring(send)]).toEqual([what, 0]);
});
