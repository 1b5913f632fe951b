import {
  after,
  remedyAskedIn as asked,
  destinationOf,
  isSaidOnce,
  mentionedRole,
  quietHoursOf,
  type SurfaceContext,
  show,
} from "../../src/app/messages/surfaces.ts";
import type { Case } from "../../src/core/case.ts";
import type { PersonRef } from "../../src/core/people.ts";
import type { Protocol } from "../../src/core/protocol.ts";
import { parseSurface, surfaceName } from "../../src/core/surface.ts";
export const surfaceNamed = (name: string) => {
  const s = parseSurface(name);
  if (!s) throw new Error(`no surface is called ${name}`);
  return {
    name,
    once: isSaidOnce(s),
    to: (kase: Case) => destinationOf(s, kase),
    show: (kase: Case, c: SurfaceContext) => show(s, kase, c),
    after: (kase: Case, c: SurfaceContext) => after(s, kase, c),
    hush: (kase: Case) => quietHoursOf(s, kase),
    mentions: (kase: Case, p: Protocol) => mentionedRole(s, kase, p),
    asked: () => asked(s),
  };
};
export const copyOf = (surface: string, reader: PersonRef): string => {
  const original = parseSurface(surface);
  if (!original || original.kind === "copy") throw new Error("a copy of a copy");
  return surfaceName({ kind: "copy", original, reader });
};
