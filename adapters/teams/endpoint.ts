import { CloudAdapter, type TurnContext } from "botbuilder";
import express, { type Application, type ErrorRequestHandler, type RequestHandler, type Response } from "express";
import type { Authentication } from "./authentication.ts";
import { type Hearing, listen } from "./inbound.ts";
import type { Log } from "./log.ts";
import { activitySchema } from "./payloads.ts";

/** How Teams reaches us: `POST /api/messages` on our own server, checked by the SDK. */

export const messagesPath = "/api/messages";

/** A flagged message may be long, and comes with its HTML. */
const bodyLimit = "1mb";

/** What isn't an activity is answered here: the SDK throws on it outside its own try. */
const onlyActivities: RequestHandler = (request, response, next) => {
  if (activitySchema.safeParse(request.body).success) next();
  else response.status(400).end();
};

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
/** Without credentials anyone would be believed, so only this machine may speak. */
const onlyThisMachine: RequestHandler = (request, response, next) => {
  if (loopback.test(request.socket.remoteAddress ?? "")) next();
  else response.status(403).end();
};

const disbelief = new Set(["AuthenticationError", "JsonWebTokenError", "NotBeforeError", "TokenExpiredError"]);
/**
 * The SDK checks again. By itself it answers 500 to a signature that it doesn't believe, and Teams would send the activity
 * once more; a key server that is away is left to it, since that passes.
 */
const onlyBelieved =
  ({ inbound }: Authentication): RequestHandler =>
  async (request, response, next) => {
    try {
      await inbound.authenticateRequest(request.body, request.headers.authorization ?? "");
      next();
    } catch (error) {
      if (error instanceof Error && disbelief.has(error.name)) response.status(401).end();
      else next();
    }
  };

const unreadable: ErrorRequestHandler = (error, _request, response, next) => {
  const status = typeof error?.status === "number" ? error.status : undefined;
  if (status === undefined || status >= 500) next(error);
  else response.status(status).end();
};

/** The SDK puts an error's own words into its answer; nobody needs them but the log. */
const withoutErrorWords = (response: Response) => ({
  socket: response.socket,
  status: (code: number) => response.status(code),
  header: (name: string, value: string) => response.header(name, value),
  send: (body: unknown) => (response.statusCode >= 400 && typeof body === "string" ? undefined : response.send(body)),
  end: () => (response.writableEnded ? undefined : response.end()),
});

export const mountMessages = (parts: {
  readonly app: Application;
  readonly authentication: Authentication;
  readonly anonymous: boolean;
  readonly hearing: Hearing;
  readonly log: Log;
}): void => {
  const { app, authentication, anonymous, hearing, log } = parts;
  const adapter = new CloudAdapter(authentication.inbound);

  adapter.onTurnError = async (_context, error) => {
    log.error({ err: error, reference: hearing.newReference() }, "an activity from Teams could not be handled");
    // Rethrown, so that Teams gets an error at once and sends it again.
    throw error;
  };

  const turn = async (context: TurnContext): Promise<void> => {
    const answer = await listen(hearing, activitySchema.parse(context.activity));
    if (answer) await context.sendActivity({ type: "invokeResponse", value: answer });
  };

  const receive: RequestHandler = async (request, response) => {
    await adapter.process(request, withoutErrorWords(response), turn);
  };
  const parse = express.json({ limit: bodyLimit });
  const heard = anonymous
    ? [onlyThisMachine, parse, onlyActivities, receive]
    : [parse, onlyActivities, onlyBelieved(authentication), receive];
  app.post(messagesPath, ...heard, unreadable);
};
