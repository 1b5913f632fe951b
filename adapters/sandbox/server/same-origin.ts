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

/**
 * A name that someone else's DNS lets point at this machine (DNS rebinding) would make their page ours: only names that
 * can't be theirs are answered, and the address that the operator gave.
 */
export const knownHostOnly =
  (publicUrl: string): RequestHandler =>
  (request, response, next) => {
    const known = ["localhost", "127.0.0.1", "[::1]", new URL(publicUrl).hostname];
    // The header itself: what a proxy forwards could be set by the page that tries.
    const { hostname } = new URL(`http://${request.headers.host ?? "unknown.invalid"}`);
    if (known.includes(hostname)) next();
    else
      response
        .status(403)
        .type("text")
        .send("The sandbox answers at its own address only. Set PUBLIC_URL to use another.");
  };

const hostOf = (origin: string | undefined): string | undefined => {
  try {
    return origin === undefined ? undefined : new URL(origin).host;
  } catch {
    return undefined;
  }
};
