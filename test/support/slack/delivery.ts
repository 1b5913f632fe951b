import { createHmac } from "node:crypto";
import { parseJson } from "./shapes.ts";

/** One request as Slack sends it: a body, and what it is called. */
export type SlackRequest = {
  readonly body: string;
  readonly contentType: "application/json" | "application/x-www-form-urlencoded";
  /** Extra headers, such as those of a retry. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** How the app answered. Slack waits three seconds: `timedOut` then, with status 0. */
export type Delivered = {
  readonly status: number;
  /** Parsed when it is JSON, else as text. */
  readonly body: unknown;
  readonly milliseconds: number;
  readonly timedOut: boolean;
  readonly request: SlackRequest;
};

/** Honest by default; the others are refused by an app that checks. */
export type Signature = "genuine" | "forged" | "missing" | "ten-minutes-old";

export const timeoutMillis = 3_000;

/** Slack's v0 signature: HMAC-SHA256 of `v0:timestamp:body`. The machine's own time, because Bolt compares with it. */
export const signedHeaders = (
  body: string,
  secret: string,
  signature: Signature = "genuine",
): Record<string, string> => {
  if (signature === "missing") return {};
  const seconds = Math.floor(Date.now() / 1000) - (signature === "ten-minutes-old" ? 600 : 0);
  const key = signature === "forged" ? `not-${secret}` : secret;
  const hash = createHmac("sha256", key).update(`v0:${seconds}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(seconds), "x-slack-signature": `v0=${hash}` };
};

export type Deliver = (request: SlackRequest, signature?: Signature) => Promise<Delivered>;

export const createDelivery =
  (appUrl: string, signingSecret: string, waitAtMost: number): Deliver =>
  async (request, signature) => {
    const start = performance.now();
    const took = () => Math.round(performance.now() - start);
    try {
      const response = await fetch(appUrl, {
        method: "POST",
        body: request.body,
        headers: {
          "content-type": request.contentType,
          "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
          ...signedHeaders(request.body, signingSecret, signature),
          ...request.headers,
        },
        signal: AbortSignal.timeout(waitAtMost),
      });
      const text = await response.text();
      const parsed = parseJson(text);
      return {
        status: response.status,
        body: parsed.ok ? parsed.value : text,
        milliseconds: took(),
        timedOut: false,
        request,
      };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
      return { status: 0, body: "", milliseconds: took(), timedOut: true, request };
    }
  };

/** Interactions travel as JSON in the `payload` field of a form. */
export const interaction = (payload: unknown): SlackRequest => ({
  body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  contentType: "application/x-www-form-urlencoded",
});
export const form = (fields: Readonly<Record<string, string>>): SlackRequest => ({
  body: new URLSearchParams(fields).toString(),
  contentType: "application/x-www-form-urlencoded",
});
export const json = (value: unknown): SlackRequest => ({
  body: JSON.stringify(value),
  contentType: "application/json",
});
