import type { Platform } from "../../core/people.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Card } from "../elements.ts";
import { doubtWords, type MemberDoubt } from "../words/member-doubt.ts";
import { shorten } from "../words/rich.ts";

/** The words to type after `/amends` on Slack, or after the bot's name on Teams. */
const words: readonly (readonly [word: string, does: string])[] = [
  ["flag", "open a complaint"],
  ["queue", "what is late, yours, unowned or waits for your approval"],
  ["case 12", "show a case by its number"],
  ["insights", "how the team is doing right now"],
  ["help", "these lines"],
];

/** How the words are said, one row per platform: Teams has no slash commands of an app's own. */
const inviting: Readonly<Record<Platform, { readonly heading: string; readonly say: (word: string) => string }>> = {
  slack: { heading: "Words to type after /amends", say: (word) => `type “/amends ${word}”` },
  sandbox: {
    heading: "Words to type after /amends, or to write to me directly",
    say: (word) => `type “/amends ${word}”`,
  },
  teams: {
    heading: "Words to write to me here, or after @Amends in a channel",
    say: (word) => `write “${word}” to me`,
  },
};

/** `type “/amends queue”`, as it is done on the reader's platform. */
export const sayTo = (platform: Platform | undefined, word: string): string => inviting[platform ?? "slack"].say(word);

/** More would push the words out of sight. */
const mostUnfound = 8;

function unfoundBlocks(unfound: readonly MemberDoubt[]): readonly Block[] {
  if (unfound.length === 0) return [];
  const left = unfound.length - mostUnfound;
  return [
    { heading: "Named in the protocol, and not found" },
    ...unfound.slice(0, mostUnfound).map((doubt) => ({ text: [doubtWords(doubt)] })),
    ...(left > 0 ? [{ text: [`And ${left} more. “amends check” lists all of them.`] }] : []),
    { text: ["Whoever looks after the protocol file can mend this."] },
  ];
}

/** How it works, for someone who has never seen it. `unknown` is what they wrote and we have no word for. */
export function helpCard(
  { protocol }: ViewContext,
  platform: Platform = "slack",
  unknown = "",
  unfound: readonly MemberDoubt[] = [],
): Card {
  const puzzled = unknown === "" ? "" : `I didn't understand “${shorten(unknown, 80)}”. `;
  return {
    title: ["Amends helps put things right"],
    tone: "calm",
    facts: [],
    body: [
      ...(puzzled ? [{ text: [{ bold: puzzled }, "Here is what I know."] }] : []),
      {
        text: [
          { bold: "Someone complains? " },
          "Open the menu of their message and choose ",
          { bold: "Flag complaint" },
          ". The case appears where your team works on it, with the next step marked.",
        ],
      },
      {
        checklist: [
          { text: ["Take ownership: one name on it"], state: "todo" },
          { text: ["Acknowledge: fast matters most"], state: "todo" },
          { text: ["Apologize: sincerely, for what exactly went wrong"], state: "todo" },
          { text: ["Find the root cause"], state: "todo" },
          {
            text: ["Offer a remedy: within your limit it is granted at once, above it a senior colleague decides"],
            state: "todo",
          },
          { text: ["Resolve; later the customer is asked how it went"], state: "todo" },
        ],
      },
      { text: [`Reminders follow ${protocol.organization}'s own protocol and working hours.`] },
      { heading: inviting[platform].heading },
      ...words.map(([word, does]) => ({ text: [{ bold: word }, `: ${does}`] })),
      ...unfoundBlocks(unfound),
    ],
    buttons: [],
    more: [],
    fallback: `${puzzled}Amends helps put things right. Open the menu of a message and choose Flag complaint.`,
  };
}
