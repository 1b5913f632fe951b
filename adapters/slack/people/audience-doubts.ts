import type { Log } from "../connection/log.ts";

/** What an operator is told of channels whose readers Slack doesn't name: each thing once, until it is otherwise. */

type About = { readonly team: string; readonly channel: string; readonly slack: string };
type Kind = { readonly words: string; readonly of: (about: About) => string };

const ofChannel = ({ team, channel }: Pick<About, "team" | "channel">): string => `${team}:${channel}`;

const kinds = {
  refused: {
    words: "Slack doesn't say who can read this channel; if that lasts, it counts as shared with outsiders",
    of: ofChannel,
  },
  later: {
    words: "Slack doesn't say now who can read this channel; nothing internal is posted there until it does",
    of: ofChannel,
  },
  /** The same for every channel of a workspace. */
  scope: {
    words:
      "Without the scopes channels:read and groups:read Slack doesn't say who can read a channel: each counts as shared with outsiders, so cases go to channels.cases. To change that, add them and reinstall the app",
    of: ({ team }) => `${team}:scope`,
  },
  untold: {
    words:
      "what answers for Slack here has no conversations.members: only channels shared with another company count as readable by outsiders, guests are not noticed",
    of: ({ team }) => `${team}:untold`,
  },
} as const satisfies Record<string, Kind>;

export const createDoubts = (log: Log) => {
  const said = new Map<string, string>();
  return {
    say: (kind: keyof typeof kinds, about: About): void => {
      const { words, of }: Kind = kinds[kind];
      if (said.get(of(about)) === about.slack) return;
      said.set(of(about), about.slack);
      log.warn(about, words);
    },
    /** The channel's readers are known now. */
    settle: (about: Pick<About, "team" | "channel">): void => {
      said.delete(ofChannel(about));
    },
  };
};
