#!/bin/sh
# @slack/socket-mode 3.1.0: `start()` never settles where Slack accepts the WebSocket and then says nothing.
#
# Slack's first message on a socket is `hello`; the client counts as connected from then on. Until it comes nothing is timed:
# `clientPingTimeout` (5 s here 1 s) watches only a connection that said hello, and there is no option for this wait. So an app
# that awaits `start()` before it opens its own port never opens it, while a proxy or a half-dead server holds the socket. Seen:
# neither resolved nor rejected after 20 s, and no event but `connecting`.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @slack/socket-mode@3.1.0 ws@8.18.3 > /dev/null
cat > ask.cjs <<'JS'
const { createServer } = require("node:http");
const { SocketModeClient, LogLevel } = require("@slack/socket-mode");
const { WebSocketServer } = require("ws");
const server = createServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${server.address().port}/link` }));
});
let sockets = 0;
new WebSocketServer({ server }).on("connection", () => { sockets += 1; });
server.listen(0, "127.0.0.1", async () => {
  const client = new SocketModeClient({
    appToken: "xapp-none",
    clientPingTimeout: 1_000,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: `http://127.0.0.1:${server.address().port}/api/` },
  });
  const seen = [];
  for (const event of ["connecting", "connected", "reconnecting", "disconnected", "error"]) client.on(event, () => seen.push(event));
  const settled = client.start().then(() => "resolved", () => "rejected");
  const outcome = await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 20_000, "neither"))]);
  console.log(`${outcome}; sockets ${sockets}; events ${seen.join(", ")}`);
  process.exit(0);
});
JS
seen=$(node ask.cjs 2> errors | tail -1)
echo "$seen"
[ "$seen" = "neither; sockets 1; events connecting" ] || { cat errors; exit 1; }
