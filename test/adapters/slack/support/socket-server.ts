import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** Slack's end of socket mode, as little as shows that ours works: one connection, text frames, no pings. */

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3

const frame = (text: string): Buffer => {
  const body = Buffer.from(text);
  const length =
    body.length < 126 ? Buffer.from([body.length]) : Buffer.from([126, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, body]);
};

/** The text frames a client sent; it masks each with four bytes. */
const unframe = (bytes: Buffer): { readonly texts: string[]; readonly rest: Buffer } => {
  const texts: string[] = [];
  let rest = bytes;
  for (;;) {
    const [first = 0, second = 0] = rest;
    const short = second & 127;
    const header = short === 126 ? 4 : 2;
    if (rest.length < header + 4) return { texts, rest };
    const length = short === 126 ? rest.readUInt16BE(2) : short;
    const end = header + 4 + length;
    if (rest.length < end) return { texts, rest };
    const mask = rest.subarray(header, header + 4);
    const body = rest.subarray(header + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    if ((first & 15) === 1) texts.push(Buffer.from(body).toString());
    rest = rest.subarray(end);
  }
};

export type SocketServer = {
  readonly apiUrl: string;
  /** Sends an envelope as soon as the app is connected. */
  send(envelope: object): Promise<void>;
  /** The next text the app sends. */
  received(): Promise<unknown>;
  close(): Promise<void>;
};

export const startSocketServer = async (answers: Readonly<Record<string, object>>): Promise<SocketServer> => {
  const queue: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  let connected: (socket: Socket) => void = () => {};
  const socket = new Promise<Socket>((resolve) => {
    connected = resolve;
  });
  const server = createServer((request, response) => {
    const method = (request.url ?? "").replace("/api/", "");
    const { port } = server.address() as AddressInfo; // a TCP server's address is one
    const open = { ok: true, url: `ws://127.0.0.1:${port}/link` };
    const answer =
      method === "apps.connections.open" ? open : (answers[method] ?? { ok: false, error: "unknown_method" });
    request
      .resume()
      .on("end", () => response.setHeader("content-type", "application/json").end(JSON.stringify(answer)));
  });
  server.on("upgrade", (request, raw: Socket) => {
    const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${magic}`).digest("base64");
    raw.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    raw.write(frame(JSON.stringify({ type: "hello", num_connections: 1 })));
    let rest: Buffer = Buffer.alloc(0);
    raw.on("data", (bytes: Buffer) => {
      const read = unframe(Buffer.concat([rest, bytes]));
      rest = read.rest;
      for (const text of read.texts) {
        const next = waiting.shift();
        if (next) next(text);
        else queue.push(text);
      }
    });
    raw.on("error", () => raw.destroy());
    connected(raw);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    send: async (envelope) => {
      (await socket).write(frame(JSON.stringify(envelope)));
    },
    received: async () => {
      const text = queue.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
      return JSON.parse(text);
    },
    close: async () => {
      (await socket).destroy();
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    },
  };
};
