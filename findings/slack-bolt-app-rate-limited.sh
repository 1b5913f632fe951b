#!/bin/sh
# @slack/bolt 5.1.0 and Slack's `app_rate_limited`: nobody can answer it, so Slack gets an error for the warning it sends.
#
# When an app gets more than 30,000 events an hour Slack drops events, and says so once a minute by a request of type
# `app_rate_limited` (docs.slack.dev/apis/events-api, "Rate limiting"), which wants HTTP 200 as any other. Seen: with an
# ExpressReceiver no listener can match it, not even one for all events; `ack` is never called, and after 3 seconds Bolt answers 404.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @slack/bolt@5.1.0 > /dev/null
cat > ask.cjs <<'JS'
const { createHmac } = require("node:crypto");
const { App, ExpressReceiver, LogLevel } = require("@slack/bolt");
const signingSecret = "0123456789abcdef0123456789abcdef";
const receiver = new ExpressReceiver({ signingSecret, logLevel: LogLevel.ERROR });
let heard = 0;
const app = new App({ receiver, token: "xoxb-none", logLevel: LogLevel.ERROR, authorize: undefined, tokenVerificationEnabled: false });
app.event(/.*/, async () => { heard += 1; });
app.error(async () => { heard += 100; });
(async () => {
  const server = await app.start(0);
  const body = JSON.stringify({ type: "app_rate_limited", team_id: "T0", minute_rate_limited: 1518467820, api_app_id: "A0" });
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac("sha256", signingSecret).update(`v0:${seconds}:${body}`).digest("hex")}`;
  const started = Date.now();
  const response = await fetch(`http://127.0.0.1:${server.address().port}/slack/events`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-slack-request-timestamp": seconds, "x-slack-signature": signature },
  });
  console.log(`status ${response.status} after ${Math.floor((Date.now() - started) / 1000)} s, heard by ${heard} listeners`);
  await app.stop();
})();
JS
seen=$(node ask.cjs 2> errors | tail -1)
echo "$seen"
[ "$seen" = "status 404 after 3 s, heard by 0 listeners" ] || { cat errors; exit 1; }
