import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export type ServerSocket = {
  /** Opens for business; port 0 takes any free one. @throws Error with plain words when the port can't be had. */
  listen(at: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly port: number; readonly url: string }>;
  /**
   * Takes no new requests, lets those in hand finish for at most `timeoutMillis` (10 s), then cuts them off.
   * Resolves to whether all of them finished. Safe to call twice, and before `listen`.
   */
  close(timeoutMillis?: number): Promise<boolean>;
};

const refusals: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_host, port) => `Port ${port} is already in use. Stop what uses it, or set PORT to another one.`,
  EACCES: (_host, port) => `Port ${port} needs more rights than this process has. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`,
};

export const createServerSocket = (handle: RequestListener): ServerSocket => {
  const server = createServer(
    {
      // A request that dribbles in holds nothing for long. Idle connections outlive the usual proxy's 60 s, so that it is
      // the proxy that ends them and no request meets a connection that is just being closed.
      requestTimeout: 30_000,
      headersTimeout: 15_000,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      // A connection that is kept alive would otherwise hold up closing after its last request.
      response.once("close", () => {
        if (!server.listening) server.closeIdleConnections();
      });
      if (!server.listening) response.setHeader("Connection", "close");
      handle(request, response);
    },
  );

  let closing = Promise.resolve(true);

  const closeNow = (timeoutMillis: number) =>
    new Promise<boolean>((resolve) => {
      let allFinished = true;
      const cut = setTimeout(() => {
        allFinished = false;
        server.closeAllConnections();
      }, timeoutMillis);
      server.close(() => {
        clearTimeout(cut);
        resolve(allFinished);
      });
      server.closeIdleConnections();
    });

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        const refuse = (error: NodeJS.ErrnoException) =>
          reject(
            new Error(refusals[error.code ?? ""]?.(host, port) ?? `Can't listen on ${host}, port ${port}.`, {
              cause: error,
            }),
          );
        server.once("error", refuse);
        server.listen({ host, port }, () => {
          server.off("error", refuse);
          // A server listening on TCP has an address with a port; only pipes have a string.
          const bound = (server.address() as AddressInfo).port;
          resolve({ port: bound, url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}` });
        });
      }),
    close(timeoutMillis = 10_000) {
      if (server.listening) closing = closeNow(timeoutMillis);
      return closing;
    },
  };
};
