import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** Slack's end of socket mode, as little as shows that ours works: text frames, pongs, and ways to be away. */

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

const frame = (body: Buffer | string, opcode: number = opcodes.text): Buffer => {
  const bytes = Buffer.from(body);
  const length =
    bytes.length < 126 ? Buffer.from([bytes.length]) : Buffer.from([126, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, bytes]);
};

type Frame = { readonly opcode: number; readonly body: Buffer };

/** The frames a client sent; it masks each with four bytes. */
const unframe = (bytes: Buffer): { readonly frames: Frame[]; readonly rest: Buffer } => {
  const frames: Frame[] = [];
  let rest = bytes;
  for (;;) {
    const [first = 0, second = 0] = rest;
    const short = second & 127;
    const header = short === 126 ? 4 : 2;
    if (rest.length < header + 4) return { frames, rest };
    const length = short === 126 ? rest.readUInt16BE(2) : short;
    const end = header + 4 + length;
    if (rest.length < end) return { frames, rest };
    const mask = rest.subarray(header, header + 4);
    const body = rest.subarray(header + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    frames.push({ opcode: first & 15, body: Buffer.from(body) });
    rest = rest.subarray(end);
  }
};

export type SocketServer = {
  readonly apiUrl: string;
  readonly port: number;
  /** Sends an envelope as soon as the app is connected. */
  send(envelope: object): Promise<void>;
  /** The next text the app sends. */
  received(): Promise<unknown>;
  /** Resolves when the app has connected so often. */
  connected(times: number): Promise<void>;
  /** From now on, of what is sent here and asked of it: `never` answers nothing, `no-hello` opens sockets that stay silent. */
  silent(what: "never" | "no-hello" | "no-pong" | undefined): void;
  /** How often the app asked for each method. */
  readonly asked: ReadonlyMap<string, number>;
  /** Cuts every connection, without a word. */
  cut(): void;
  close(): Promise<void>;
};

export const startSocketServer = async (
  answers: Readonly<Record<string, object>>,
  onPort = 0,
): Promise<SocketServer> => {
  const queue: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  const links: Socket[] = [];
  const opened: (() => void)[] = [];
  const asked = new Map<string, number>();
  let silent: Parameters<SocketServer["silent"]>[0];
  const connected = async (times: number): Promise<void> => {
    while (links.length < times) await new Promise<void>((resolve) => opened.push(resolve));
  };
  const portOf = () => (server.address() as AddressInfo).port; // a TCP server's address is one
  const server = createServer((request, response) => {
    const method = (request.url ?? "").replace("/api/", "");
    asked.set(method, (asked.get(method) ?? 0) + 1);
    if (silent === "never") return;
    const open = { ok: true, url: `ws://127.0.0.1:${portOf()}/link` };
    const answer = answers[method] ?? (method === "apps.connections.open" ? open : undefined);
    request
      .resume()
      .on("end", () =>
        response
          .setHeader("content-type", "application/json")
          .end(JSON.stringify(answer ?? { ok: false, error: "unknown_method" })),
      );
  });
  server.on("upgrade", (request, raw: Socket) => {
    const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${magic}`).digest("base64");
    raw.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    if (silent !== "no-hello") raw.write(frame(JSON.stringify({ type: "hello", num_connections: 1 })));
    let rest: Buffer = Buffer.alloc(0);
    raw.on("data", (bytes: Buffer) => {
      const read = unframe(Buffer.concat([rest, bytes]));
      rest = read.rest;
      for (const { opcode, body } of read.frames) {
        if (silent === "no-pong") continue;
        if (opcode === opcodes.ping) raw.write(frame(body, opcodes.pong));
        if (opcode === opcodes.close) raw.end(frame(body, opcodes.close));
        if (opcode !== opcodes.text) continue;
        const next = waiting.shift();
        if (next) next(body.toString());
        else queue.push(body.toString());
      }
    });
    raw.on("error", () => raw.destroy());
    links.push(raw);
    for (const tell of opened.splice(0)) tell();
  });
  await new Promise<void>((listening) => server.listen(onPort, "127.0.0.1", listening));
  const cut = () => {
    for (const link of links) link.destroy();
    server.closeAllConnections();
  };
  const port = portOf();
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    port,
    asked,
    connected,
    silent: (what) => {
      silent = what;
    },
    send: async (envelope) => {
      await connected(1);
      links.at(-1)?.write(frame(JSON.stringify(envelope)));
    },
    received: async () => {
      const text = queue.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
      return JSON.parse(text);
    },
    cut,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
};
