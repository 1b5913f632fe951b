import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RequestHandler } from "express";

/** What a window loads: htmx as its makers publish it, two small scripts and one stylesheet of our own. No bundle. */

const installed = createRequire(import.meta.url);
const published = (path: string): string => readFileSync(installed.resolve(path), "utf8");

/** From `../assets/`, which the build takes along. */
const own = (name: string): string => readFileSync(new URL(`../assets/${name}`, import.meta.url), "utf8");

/** In this order, since of two rules that weigh the same the later one holds. */
const styles = [
  "colors.css",
  "base.css",
  "controls.css",
  "badges.css",
  "menus.css",
  "motion.css",
  "frame.css",
  "top-bar.css",
  "sidebar.css",
  "guide.css",
  "composer.css",
  "toasts.css",
  "messages.css",
  "cards.css",
  "dialogs.css",
  "fields.css",
  "inspector.css",
  "narrow.css",
];

const files = {
  "htmx.js": { type: "js", body: published("htmx.org/dist/htmx.min.js") },
  "window.js": { type: "js", body: own("window.js") },
  "live.js": { type: "js", body: own("live.js") },
  "sandbox.css": { type: "css", body: styles.map(own).join("\n") },
  "icon.svg": { type: "svg", body: own("icon.svg") },
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
