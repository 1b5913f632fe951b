import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RequestHandler } from "express";
import { liveScript } from "../live-script.ts";
import { stylesheet } from "../stylesheet.ts";
import { windowScript } from "../window-script.ts";

/** What a window loads: htmx as its makers publish it, two small scripts in one and one stylesheet of our own. No bundle. */

const installed = createRequire(import.meta.url);
const published = (path: string): string => readFileSync(installed.resolve(path), "utf8");

const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e63"/><path d="M23.5 12.2A8.5 8.5 0 1 0 24.5 16" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><path d="m12 16.2 3 3 7.5-8" fill="none" stroke="#9fe3d7" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const files = {
  "htmx.js": { type: "js", body: published("htmx.org/dist/htmx.min.js") },
  "window.js": { type: "js", body: `${windowScript}\n${liveScript}` },
  "sandbox.css": { type: "css", body: stylesheet },
  "icon.svg": { type: "svg", body: mark },
} as const;

const pathOf = (name: string): string => `/sandbox/assets/${name}`;
const hashOf = (body: string): string => createHash("sha256").update(body).digest("base64url").slice(0, 12);

const served = ({ type, body }: { type: string; body: string }): RequestHandler => {
  const hash = hashOf(body);
  return (request, response) => {
    // Its address carries its content's hash: a browser that has it needn't ask again, and an upgrade shows at once.
    const isFixed = request.query.v === hash;
    response.set("Cache-Control", isFixed ? "public, max-age=31536000, immutable" : "no-cache");
    response.set("ETag", `"${hash}"`).type(type).send(body);
  };
};

export const assets = Object.entries(files).map(([name, file]) => ({ path: pathOf(name), handler: served(file) }));

const hashes = Object.fromEntries(Object.entries(files).map(([name, { body }]) => [name, hashOf(body)]));
export const assetAddress = (name: keyof typeof files): string => `${pathOf(name)}?v=${hashes[name]}`;
