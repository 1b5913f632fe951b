import { get } from "node:http";
import { describe, expect, it } from "vitest";
import { createPortal, startWeb } from "./web-under-test.ts";

const askAgain = (address: string, tag: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    get(address, { headers: { "If-None-Match": tag } }, (answer) => resolve(answer.resume().statusCode)).on(
      "error",
      reject,
    );
  });

const html = { headers: { Accept: "text/html" } };

describe("routes that adapters mount", () => {
  it("see the raw body, also when they are mounted after the start", async () => {
    const { url } = await startWeb({
      mount: (app) =>
        app.post("/slack/events", async (request, response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of request) chunks.push(chunk);
          response.json({
            parsed: request.body === undefined ? "not" : "already",
            raw: Buffer.concat(chunks).toString(),
          });
        }),
    });
    for (const [type, body] of [
      ["application/json", '{ "type": "url_verification" }'],
      ["application/x-www-form-urlencoded", "payload=%7B%7D&x=1"],
    ] as const) {
      const answer = await fetch(`${url}/slack/events`, { method: "POST", body, headers: { "Content-Type": type } });
      expect(await answer.json()).toEqual({ parsed: "not", raw: body });
    }
  });

  it("may set a policy of their own", async () => {
    const { url } = await startWeb({
      mount: (app) =>
        app.get(
          "/sandbox",
          (_request, response) => void response.set("Content-Security-Policy", "script-src 'self'").send(""),
        ),
    });
    expect((await fetch(`${url}/sandbox`)).headers.get("Content-Security-Policy")).toBe("script-src 'self'");
  });
});

describe("security headers", () => {
  it("allow no script, no frame and nothing from elsewhere, and don't name the software", async () => {
    const { url } = await startWeb();
    for (const path of ["/", "/nope", "/healthz"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get("Content-Security-Policy")).toBe(
        "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("X-Powered-By")).toBeNull();
    }
  });

  it("insist on HTTPS only where the public address is HTTPS", async () => {
    const plain = await startWeb();
    expect((await fetch(plain.url)).headers.get("Strict-Transport-Security")).toBeNull();
    const secure = await startWeb({ publicUrl: "https://amends.example" });
    expect((await fetch(secure.url)).headers.get("Strict-Transport-Security")).toContain("max-age=");
  });
});

describe("an address with nothing at it", () => {
  it("says so in words to a person and in JSON to a program", async () => {
    const { url } = await startWeb();
    const person = await fetch(`${url}/nope`, html);
    expect(person.status).toBe(404);
    expect(await person.text()).toContain("There is nothing at this address");
    const program = await fetch(`${url}/nope`, { method: "POST" });
    expect(program.status).toBe(404);
    expect(await program.json()).toMatchObject({ error: "There is nothing at this address" });
  });

  it("is also what a spoiled address is", async () => {
    const { url } = await startWeb();
    expect((await fetch(`${url}/s/%E0%A4%A`, html)).status).toBe(400);
  });
});

describe("a defect", () => {
  const broken = () =>
    startWeb({
      mount: (app) =>
        app.get("/broken", () => {
          throw new Error("connect postgres://amends:hunter2@db/amends");
        }),
    });

  it("says that nothing was saved, gives a reference, and nothing internal", async () => {
    const { url } = await broken();
    const answer = await fetch(`${url}/broken`, html);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain("Something went wrong on our side. Nothing was saved.");
    expect(text).toContain("id-0-of-");
    expect(text).not.toMatch(/postgres|hunter2|\.ts|Error/);
  });

  it("is in the log under that reference, without its secrets", async () => {
    const { url, logged } = await broken();
    const { details } = await (await fetch(`${url}/broken`)).json();
    expect(details).toContain("id-0-of-");
    expect(logged.join("")).toContain('"reference":"id-0-of-"');
    expect(logged.join("")).toContain("postgres://amends:[redacted]@db/amends");
  });
});

describe("the stylesheet", () => {
  it("is kept by browsers under the address that pages give it, and asked for again after an upgrade", async () => {
    const { url } = await startWeb();
    const [, path] = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await fetch(url)).text()) ?? [];
    const first = await fetch(`${url}${path}`);
    expect(first.headers.get("Content-Type")).toContain("text/css");
    expect(first.headers.get("Cache-Control")).toContain("immutable");
    const bare = await fetch(`${url}/assets/amends.css`);
    expect(bare.headers.get("Cache-Control")).toBe("no-cache");
    // Not by fetch, which forbids a stored answer whenever this header is set by hand.
    const again = await askAgain(`${url}/assets/amends.css`, bare.headers.get("ETag") ?? "");
    expect(again).toBe(304);
  });

  it("is found under the prefix of the public address", async () => {
    const { url } = await startWeb({ publicUrl: "https://acme.example/amends/" });
    expect(await (await fetch(url)).text()).toContain('href="/amends/assets/amends.css?v=');
  });
});

it("takes only forms of a sensible size", async () => {
  const { portal, calls } = createPortal(undefined);
  const { url, customerPath } = await startWeb({ portal });
  const answer = await fetch(`${url}${customerPath}`, {
    method: "POST",
    body: new URLSearchParams({ comment: "a".repeat(70_000) }),
    ...html,
  });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain("Please go back, shorten it");
  expect(calls).toEqual([]);
});
