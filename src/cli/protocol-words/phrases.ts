import { type Member, memberText } from "../../core/members.ts";
import { formatMoney, fromMajor } from "../../core/money.ts";
import type { Length, Protocol, Role } from "../../core/protocol.ts";
import { listed } from "../../views/words/rich.ts";

/** The small pieces that the description of a protocol is put together from. */

const unitNames = { s: "second", m: "minute", h: "hour", d: "day", w: "week", y: "year" } as const;

/** `1 hour`, `15 minutes`; `each` leaves out a lone 1, as in `every hour`. */
export const lengthWords = ({ amount, unit }: Length): string =>
  `${amount} ${unitNames[unit]}${amount === 1 ? "" : "s"}`;
export const each = (length: Length): string => (length.amount === 1 ? unitNames[length.unit] : lengthWords(length));

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const amountWords = (protocol: Protocol, major: number): string =>
  formatMoney(fromMajor(major, protocol.currency), protocol.locale);

function oneMemberWords(member: Member): string {
  switch (member.is) {
    case "everyone":
      return "everyone inside the organization";
    case "admins":
      return "workspace admins and owners; nobody on Teams";
    case "email":
    case "person":
    case "group":
      return memberText(member);
  }
}

export const memberWords = (role: Role): string =>
  role.members.length === 0 ? "nobody yet" : listed(role.members.map(oneMemberWords));

export const countryName = (code: string): string =>
  new Intl.DisplayNames("en", { type: "region", fallback: "code" }).of(code.toUpperCase()) ?? code;
