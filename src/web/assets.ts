import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { RequestHandler } from "express";

/** What our pages load: one stylesheet and the icon. */

/** From `./assets/`, which the build takes along. */
const read = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

/** In this order, since of two rules that weigh the same the later one holds. */
const styles = ["colors.css", "page.css", "customer.css", "setup.css"];

const served = (body: string, type: string) => {
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 12);
  const handler: RequestHandler = (request, response) => {
    // Its address carries its content's hash: a browser that has it needn't ask again, and an upgrade shows at once.
    const fixed = request.query.v === hash;
    response.set("Cache-Control", fixed ? "public, max-age=31536000, immutable" : "no-cache");
    response.set("ETag", `"${hash}"`).type(type).send(body);
  };
  return { hash, handler };
};

const stylesheet = served(styles.map(read).join("\n"), "css");
const icon = served(read("amends.svg"), "svg");

/** Every asset by its path; `address` is the path with the content's hash. */
export const assets = [
  { path: "/assets/amends.css", ...stylesheet },
  { path: "/assets/amends.svg", ...icon },
] as const;

export const stylesheetAddress = `/assets/amends.css?v=${stylesheet.hash}`;
export const iconAddress = `/assets/amends.svg?v=${icon.hash}`;
