import type { Platform } from "../../core/people.ts";
import type { ViewContext } from "../../views/context.ts";
import type { Reply } from "../../views/elements.ts";
import { helpCard } from "../../views/lists/help.ts";
import type { MemberDoubt } from "../../views/words/member-doubt.ts";

type Does = {
  readonly flag: () => Promise<Reply>;
  readonly queue: () => Promise<Reply>;
  readonly case: (number: number) => Promise<Reply>;
  readonly insights: () => Promise<Reply>;
  readonly view: () => ViewContext;
  /** Members of the protocol to whom nobody answers, for those who may have it changed. */
  readonly unfound: () => Promise<readonly MemberDoubt[]>;
  /** Where the help is read. */
  readonly platform?: Platform;
};

/** One row per word. A word with an argument that doesn't fit, and any other word, is answered with help that says so. */
const words: readonly { readonly pattern: RegExp; readonly run: (does: Does, argument: string) => Promise<Reply> }[] = [
  { pattern: /^flag$/i, run: (does) => does.flag() },
  { pattern: /^queue$/i, run: (does) => does.queue() },
  { pattern: /^case\s+#?(\d{1,9})$/i, run: (does, number) => does.case(Number(number)) },
  { pattern: /^insights$/i, run: (does) => does.insights() },
];

const help = /^(help)?$/i;

/** Whether these words ask for something; all others are answered with help. */
export const isCommand = (text: string): boolean =>
  words.some(({ pattern }) => pattern.test(text.trim())) || /^help$/i.test(text.trim());

export async function slashCommand(text: string, does: Does): Promise<Reply> {
  for (const { pattern, run } of words) {
    const match = pattern.exec(text.trim());
    if (match) return run(does, match[1] ?? "");
  }
  const unknown = help.test(text.trim()) ? "" : text.trim();
  return { show: "card", card: helpCard(does.view(), does.platform, unknown, await does.unfound()) };
}
