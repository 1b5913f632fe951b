import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../../../support/postgres.ts";
import { type OpenSandbox, openSandbox } from "../../../support/sandbox.ts";

describe("the sandbox over HTTP", () => {
  let sandbox: OpenSandbox;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
    sandbox = await openSandbox({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await sandbox.close();
    await database.drop();
  });

  const get = (path: string) => fetch(`${sandbox.url}${path}`, { redirect: "manual" });
  const say = (headers: Record<string, string>, words = "Hello") =>
    fetch(`${sandbox.url}/as/sam/say`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams({ channel: "front-desk", request: crypto.randomUUID(), words }).toString(),
    });

  it("begins at a channel with complaints", async () => {
    const response = await get("/");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/as/sam/c/mendes-weber"]);
    expect(await (await get("/as/sam/c/mendes-weber")).text()).toContain("Room 214");
  });

  it("loads its own scripts and styles only, and runs nothing inline", async () => {
    const response = await get("/as/sam/c/mendes-weber");
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain("unsafe");
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\bon\w+="|<style|\sstyle="/);
    const scripts = [...html.matchAll(/(?:src|href)="(\/sandbox\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(scripts).toHaveLength(5);
    for (const path of scripts) {
      const asset = await get(path);
      expect([asset.status, asset.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
      expect(asset.headers.get("etag")).toBeTruthy();
    }
  });

  it("answers at its own address only, whatever another name may lead to", async () => {
    const { port } = new URL(sandbox.url);
    const ask = (host: string) =>
      new Promise<number | undefined>((answered, failed) =>
        request({
          port,
          host: "127.0.0.1",
          path: "/as/sam/home",
          headers: { Host: host, "X-Forwarded-Host": "localhost" },
        })
          .on("response", (response) => answered(response.resume().statusCode))
          .on("error", failed)
          .end(),
      );
    expect(await ask(`evil.example:${port}`)).toBe(403);
    expect(await ask(`localhost:${port}`)).toBe(200);
  });

  it("changes nothing for a page from elsewhere", async () => {
    const { port } = new URL(sandbox.url);
    expect((await say({ "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }, "Forged.")).status).toBe(403);
    expect((await say({ Origin: `http://evil.example:${port}` }, "Forged.")).status).toBe(403);
    expect((await say({}, "Forged.")).status).toBe(403);
    expect((await say({ "Sec-Fetch-Site": "same-origin" }, "Our own.")).status).toBe(200);
    const html = await (await get("/as/sam/c/front-desk")).text();
    expect(html).toContain("Our own.");
    expect(html).not.toContain("Forged.");
  });

  it("shows customers only what they share", async () => {
    const carla = await get("/as/carla/c/front-desk");
    expect([carla.status, carla.headers.get("location")]).toEqual([302, "/as/carla/c/mendes-weber"]);
    expect((await get("/as/sam/c/dm-carla")).status).toBe(302);
    expect(await (await get("/as/carla/c/mendes-weber")).text()).not.toContain("/as/carla/c/front-desk");
  });

  it("knows nobody else", async () => {
    expect((await get("/as/mallory/c/front-desk")).status).toBe(404);
  });

  it("says at once to a window that was away that there is something new", async () => {
    const stream = await get("/as/sam/live?since=0.0");
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const reader = stream.body?.getReader();
    let heard = "";
    while (!heard.includes("event: changed")) heard += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(heard).toContain("retry:");
  });

  it("sends nothing to everyone that looks like a command and is none", async () => {
    const answer = await (await say({ "Sec-Fetch-Site": "same-origin" }, "/queue all of it")).text();
    expect(answer).toContain('value="/queue all of it"');
    expect(await (await get("/as/noor/c/front-desk")).text()).not.toContain("/queue all of it");
    expect(await (await get("/as/sam/c/front-desk")).text()).toContain("“/queue” is no command here");
  });

  it("keeps thread and inspector beside whoever one becomes", async () => {
    const html = await (await get("/as/sam/c/mendes-weber?thread=m6&inspect=1")).text();
    expect(html).toContain('href="/as/ann/c/mendes-weber?thread=m6&amp;inspect=1"');
    expect(html).toContain('href="/as/sam/c/front-desk?inspect=1"');
    expect(await (await get("/as/sam/c/dm-sam")).text()).toContain('href="/as/ann/c/dm-ann"');
  });

  it("leads a window of a world that was left behind to the one there is, before it can act", async () => {
    const flag = () =>
      fetch(`${sandbox.url}/as/noor/flag`, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "Sec-Fetch-Site": "same-origin",
          "HX-Request": "true",
          "X-Sandbox-World": world,
        },
        body: new URLSearchParams({ message: "m6", request: crypto.randomUUID() }).toString(),
      });
    const world = sandbox.sandbox.organization();
    expect(await (await flag()).text()).toContain("Flag a complaint");
    await fetch(`${sandbox.url}/as/sam/start-over`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
      body: "confirmed=yes",
    });
    const led = await flag();
    const to = led.headers.get("hx-redirect") ?? "";
    expect([led.status, to]).toEqual([204, "/as/noor/c/mendes-weber?notice=fresh"]);
    expect(await (await get(to)).text()).toContain("A fresh world has begun");
  });

  it("shows words as they were typed", async () => {
    await say({ "Sec-Fetch-Site": "same-origin" }, `<img src=x onerror="alert(1)"> & </script>`);
    const html = await (await get("/as/noor/c/front-desk")).text();
    expect(html).toContain("&lt;img src=x onerror=");
    expect(html).not.toContain("<img src=x");
  });
});
