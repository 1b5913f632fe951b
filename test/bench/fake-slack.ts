import { app } from "../support/slack/cast.ts";
import { startFakeSlack } from "../support/slack/server.ts";
import { channels } from "./cases.ts";

/** The fake Slack in a process of its own, so that what Amends sends there costs the load generator nothing. */

const slack = await startFakeSlack();
const members = [app.botUserId, "U0SAM00001"];
for (const id of channels) slack.world.addChannel({ key: id, id, name: id.toLowerCase(), members });
console.log(JSON.stringify({ url: slack.url }));
