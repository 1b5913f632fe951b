import type { RequestHandler } from "express";

/**
 * Only our own pages may ask for a change: the browser says where a request comes from, and a page elsewhere can't make it
 * say otherwise. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export const sameOriginOnly: RequestHandler = (request, response, next) => {
  const site = request.get("Sec-Fetch-Site");
  const isOurs = site === undefined ? hostOf(request.get("Origin")) === request.get("Host") : site === "same-origin";
  if (isOurs) next();
  else response.status(403).type("text").send("This can only be asked for from the sandbox's own pages.");
};

const hostOf = (origin: string | undefined): string | undefined => {
  try {
    return origin === undefined ? undefined : new URL(origin).host;
  } catch {
    return undefined;
  }
};
