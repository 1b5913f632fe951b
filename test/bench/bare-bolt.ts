import { createServer } from "node:http";
import { App, ExpressReceiver, LogLevel } from "@slack/bolt";
import express from "express";
import { app as slackApp, team } from "../support/slack/cast.ts";

/** What Amends is measured against: the same Bolt, which checks the signature and acks, and does nothing at all. */

const web = express();
const receiver = new ExpressReceiver({
  app: web,
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? "",
  endpoints: { events: "/slack/events" },
  processBeforeResponse: false,
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  authorize: async () => ({ botToken: slackApp.botToken, botId: slackApp.botId, teamId: team.id }),
  logLevel: LogLevel.ERROR,
  convoStore: false,
});
app.action({ type: "block_actions" }, async ({ ack }) => ack());

const server = createServer(web).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(JSON.stringify({ url: `http://127.0.0.1:${address.port}` }));
});
