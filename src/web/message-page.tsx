import { DatabaseTroubleError } from "../app/database-trouble.ts";
import { AmendsSite, type Pages } from "./page.tsx";

/** Pages that hold nothing but a few kind words: nothing here, expired, something went wrong. */

export type Message = { readonly title: string; readonly paragraphs: readonly string[] };

export const messagePage = (pages: Pages, { title, paragraphs }: Message): string =>
  pages.render({
    title,
    site: <AmendsSite pages={pages} />,
    children: (
      <>
        <h1>{title}</h1>
        {paragraphs.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </>
    ),
  });

export const messages = {
  notFound: {
    title: "There is nothing at this address",
    paragraphs: [
      "The address may be incomplete. If you followed a link from a message, please open it from there once more.",
    ],
  },
  badLink: {
    title: "This link doesn't work",
    paragraphs: [
      "It may have been cut off when it was copied. Please open it once more from the message that it came in.",
      "If that doesn't help, please reply to that message, and you will get a new link.",
    ],
  },
  expiredLink: {
    title: "This link has expired",
    paragraphs: [
      "Links like this one work for a limited time, to protect what they show.",
      "If you still need it, please reply to the message that it came in.",
    ],
  },
  tooLarge: {
    title: "That was more than we can take at once",
    paragraphs: ["Nothing was saved. Please go back, shorten it and send it again."],
  },
  unreadable: {
    title: "We couldn't read that request",
    paragraphs: ["Nothing was saved. Please go back and try once more."],
  },
} as const satisfies Record<string, Message>;

/** The words for a failure: nothing internal, and what to quote so that the operator finds it in the log. */
export const defectWords = (error: unknown, reference: string): string =>
  error instanceof DatabaseTroubleError && error.saved === "perhaps"
    ? `We didn't hear whether that was saved. Please send it again in a moment, it counts once. If it happens again, please mention the reference ${reference}.`
    : defectOf(reference);

const defectOf = (reference: string): string =>
  `Something went wrong on our side. Nothing was saved. Please try again in a moment. If it happens again, please mention the reference ${reference}.`;
