import { CloudAdapter, type TurnContext } from "botbuilder";
import express, { type Application, type ErrorRequestHandler, type RequestHandler, type Response } from "express";
import { type Activity, activitySchema } from "../payloads.ts";
import type { Authentication } from "./authentication.ts";
import { onlyActivities, onlyTeams, onlyThisMachine } from "./guards.ts";
import type { Log } from "./log.ts";
import { withoutSdkWords } from "./sdk-words.ts";

/** How Teams reaches us: `POST /api/messages` on our own server, checked by the SDK. */

export const messagesPath = "/api/messages";

/** A flagged message may be long, and comes with its HTML. */
const bodyLimit = "1mb";

const disbelief = new Set(["JsonWebTokenError", "NotBeforeError", "TokenExpiredError"]);
/** The SDK's own refusals have no name, only a status. */
const isDisbelief = (error: unknown): boolean =>
  error instanceof Error && (disbelief.has(error.name) || ("statusCode" in error && error.statusCode === 401));
/**
 * The SDK checks again. By itself it answers 500 to a signature that it doesn't believe, and Teams would send the activity
 * once more; a key server that is away is left to it, since that passes.
 */
const onlyBelieved =
  ({ inbound }: Authentication): RequestHandler =>
  async (request, response, next) => {
    try {
      await withoutSdkWords(() => inbound.authenticateRequest(request.body, request.headers.authorization ?? ""));
      next();
    } catch (error) {
      if (isDisbelief(error)) response.status(401).end();
      else next();
    }
  };

const unreadable: ErrorRequestHandler = (error, _request, response, next) => {
  const status = typeof error?.status === "number" ? error.status : undefined;
  if (status === undefined || status >= 500) next(error);
  else response.status(status).end();
};

/**
 * The SDK puts an error's own words into its answer; nobody needs them but the log. What failed is answered as failed, so
 * that Teams sends it again.
 */
const withoutErrorWords = (response: Response, hasFailed: () => boolean) => ({
  socket: response.socket,
  status: (code: number) => response.status(hasFailed() ? 500 : code),
  header: (name: string, value: string) => response.header(name, value),
  send: (body: unknown) => (response.statusCode >= 400 && typeof body === "string" ? undefined : response.send(body)),
  end: () => (response.writableEnded ? undefined : response.end()),
});

export const mountMessages = (parts: {
  readonly app: Application;
  readonly authentication: Authentication;
  readonly anonymous: boolean;
  readonly trustedHosts: readonly string[];
  /** @returns the answer to an invoke; nothing for what needs none. */
  readonly hear: (activity: Activity) => Promise<object | undefined>;
  readonly newReference: () => string;
  readonly log: Log;
}): void => {
  const { app, authentication, anonymous, trustedHosts, hear, newReference, log } = parts;
  const adapter = new CloudAdapter(authentication.inbound);

  const receive: RequestHandler = async (request, response) => {
    let failed = false;
    // A failure ends here, and not in the SDK, which would write all of it to the console.
    const turn = async (context: TurnContext): Promise<void> => {
      try {
        const answer = await hear(activitySchema.parse(context.activity));
        if (answer) await context.sendActivity({ type: "invokeResponse", value: answer });
      } catch (error) {
        failed = true;
        log.error({ err: error, reference: newReference() }, "an activity from Teams could not be handled");
      }
    };
    await withoutSdkWords(() =>
      adapter.process(
        request,
        withoutErrorWords(response, () => failed),
        turn,
      ),
    );
  };
  const parse = express.json({ limit: bodyLimit });
  const heard = anonymous
    ? [onlyThisMachine, parse, onlyActivities, receive]
    : [parse, onlyActivities, onlyBelieved(authentication), onlyTeams(trustedHosts, log), receive];
  app.post(messagesPath, ...heard, unreadable);
};
