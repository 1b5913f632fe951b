import { approversOf, atLeast } from "../core/authority.ts";
import { type PersonRef, type Platform, personKey } from "../core/people.ts";
import { type Protocol, roleLabel } from "../core/protocol.ts";
import type { Rich, Span } from "../views/elements.ts";
import type { Chats } from "./identify.ts";
import type { Store } from "./ports.ts";

/** More names than this would be noise; the rest is told by the role's name. */
const most = 8;

export type Mentions = (
  workspace: string,
  platform: Platform,
  platformWorkspace: string,
  role: string,
) => Promise<Rich>;

/**
 * Who may decide, as mentions that notify: people and groups named in the protocol, emails and admins looked up on the
 * platform. Where nobody can be found the role's label is said instead. A lookup that fails costs a name, not the message.
 */
export function createMentions({
  chats,
  protocol,
  store,
}: {
  chats: Chats;
  protocol: () => Protocol;
  store: Store;
}): Mentions {
  return async (_workspace, platform, platformWorkspace, roleId) => {
    const rules = protocol();
    const role = rules.roles.find(({ id }) => id === roleId);
    const chat = chats[platform];
    if (!role) return [];
    const spans = await Promise.all(
      approversOf(role, rules).map(async (member): Promise<readonly Span[]> => {
        if (member === "*") return [];
        if (member === "admins")
          return people((await chat?.find(platformWorkspace, { admins: true }).catch(() => [])) ?? []);
        if (member.includes("@"))
          return people((await chat?.find(platformWorkspace, { email: member }).catch(() => [])) ?? []);
        return named(member, platform, platformWorkspace);
      }),
    );
    const found = [...new Map(spans.flat().map((span) => [keyOf(span), span])).values()];
    const allowed = await Promise.all(found.map(async (span) => ((await mayDecide(span)) ? [span] : [])));
    const mentioned = allowed.flat().slice(0, most);
    return mentioned.length > 0
      ? mentioned.flatMap((span, index) => (index === 0 ? [span] : [", ", span]))
      : [{ bold: roleLabel(role) }];

    /** Someone known to have lost the role since is not called upon. */
    async function mayDecide(span: Span): Promise<boolean> {
      if (typeof span === "string" || !("person" in span)) return true;
      const known = await store.identity(span.person);
      return !known || atLeast(known.identity, rules, roleId);
    }
  };
}

const people = (refs: readonly PersonRef[]): readonly Span[] => refs.map((person) => ({ person }));

/** `slack:U123` is a person, `slack:S123` a user group; other platforms' people can't be mentioned here. */
function named(member: string, platform: Platform, workspace: string): readonly Span[] {
  const [where, id] = [member.slice(0, member.indexOf(":")), member.slice(member.indexOf(":") + 1)];
  if (where !== platform || !id) return [];
  return platform === "slack" && id.startsWith("S")
    ? [{ group: { platform, id } }]
    : [{ person: { platform, workspace, id } }];
}

const keyOf = (span: Span): string =>
  typeof span === "string"
    ? span
    : "person" in span
      ? personKey(span.person)
      : "group" in span
        ? span.group.id
        : JSON.stringify(span);
