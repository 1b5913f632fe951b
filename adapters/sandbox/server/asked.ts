import type { Request, Response } from "express";
import { isNotice, type NoticeId } from "../pages/toasts.tsx";
import { firstChannel, type Member, memberOf, members } from "../world/cast.ts";
import { NotAllowed } from "../world/not-allowed.ts";
import { addressOf } from "../world/reader.ts";

/** Who asks and for what, as its address says; and where they are led instead. */

export type ByPerson = Request<{ person: string }>;

/** @throws NotAllowed for nobody. */
export const someone = (asked: ByPerson): Member => {
  const me = memberOf(asked.params.person);
  if (!me) throw new NotAllowed("nobody by that name");
  return me;
};

export const one = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const noticeIn = (asked: Request): NoticeId | undefined => {
  const text = one(asked.query.notice);
  return text !== undefined && isNotice(text) ? text : undefined;
};

/** Where everything begins: the first person's first channel. */
export const frontDoor = addressOf({ id: members[0]?.id ?? "sam" }, firstChannel);

/** Where everything begins for one person, and why they are there. */
export const beginning = (me: Pick<Member, "id">, notice: NoticeId): string =>
  `${addressOf(me, firstChannel)}?notice=${notice}`;

/** To another page, whether the browser asks or htmx does. */
export const lead = (asked: Request, response: Response, to: string): void => {
  if (asked.get("HX-Request")) response.set("HX-Redirect", to).status(204).end();
  else response.redirect(302, to);
};
