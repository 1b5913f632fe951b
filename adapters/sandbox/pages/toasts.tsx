import type { ErrorRequestHandler } from "express";
import { z } from "zod";
import { failureWords } from "../../../src/app/failure-words.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { Log } from "../../../src/log.ts";
import { plain } from "../../../src/views/elements.ts";
import { lengthWords, momentWords, never } from "../drawing/moments.tsx";
import { NotAllowed } from "../world/not-allowed.ts";
import { stretches } from "../world/skip-ahead.ts";
import type { Upcoming } from "../world/upcoming.ts";
import { fragment } from "./page.tsx";

/** Words that pass by: over everything, gone at a press. */

/** What skipping ahead brought, said where everyone sees it. */
type HappenedParts = { happened: readonly Upcoming[]; stretch: keyof typeof stretches; now: Instant };
export const Happened = ({ happened, stretch, now }: HappenedParts) => (
  <div id="toast" hx-swap-oob="innerHTML">
    <div class="toast">
      <div>
        <p>
          <strong>
            {stretch === "next" ? "" : `Skipped ${lengthWords(stretches[stretch])}. `}
            {`It is ${momentWords(now, "dateTime", never)} now.`}
          </strong>
        </p>
        {happened.length > 0 ? (
          <ul>
            {happened.slice(-6).map(({ at, words }) => (
              <li key={`${at}${words}`}>{words}</li>
            ))}
          </ul>
        ) : (
          <p>Nothing was due in that time.</p>
        )}
      </div>
      <button type="button" class="link" data-closes-toast>
        Close
      </button>
    </div>
  </div>
);

/** What a window says as it opens, where someone was led there instead of to what they asked for. */
const notices = {
  fresh: "A fresh world has begun: someone started over. What was here before is left behind.",
  gone: "That message was put away: the sandbox keeps the newest ones only.",
} as const;
export type NoticeId = keyof typeof notices;
export const isNotice = (text: string): text is NoticeId => Object.hasOwn(notices, text);

export const noticeOf = (id: NoticeId | undefined) =>
  id === undefined ? null : (
    <div class="toast">
      <p>{notices[id]}</p>
      <button type="button" class="link" data-closes-toast>
        Close
      </button>
    </div>
  );

/** Told in the window, which stays as it is: what was typed isn't lost. */
export const answerFailure =
  (log: Log, newId: () => string): ErrorRequestHandler =>
  (error, asked, response, next) => {
    if (response.headersSent) return next(error);
    const isTheirs = error instanceof NotAllowed || error instanceof z.ZodError || isHttpError(error);
    const reference = newId().slice(0, 8);
    if (!isTheirs) log.error({ err: error, reference, path: asked.path }, "the sandbox failed");
    const words = isTheirs
      ? "That page is out of date. Nothing was changed; please load it again."
      : plain(failureWords(error, reference));
    response.status(isTheirs ? 404 : 500);
    if (asked.method === "GET" && !asked.get("HX-Request")) return next(isTheirs ? undefined : error);
    response.send(
      fragment(
        <div class="toast bad">
          <p>{words}</p>
          <button type="button" class="link" data-closes-toast>
            Close
          </button>
        </div>,
      ),
    );
  };

const isHttpError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "status" in error && Number(error.status) < 500;
