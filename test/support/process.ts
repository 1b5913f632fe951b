import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

/** The real `amends`, compiled and in a process of its own, as an operator runs it. */

const project = resolve(import.meta.dirname, "../..");

/** What `npm run build` makes, in a temporary folder: `cli` is the file to run. */
export type Release = { readonly cli: string; remove(): Promise<void> };

/**
 * Compiles once (2 s, types are checked elsewhere). Compiled it starts in a third of the time that tsx needs, and it is what
 * people run.
 */
export async function buildRelease(): Promise<Release> {
  const folder = await mkdtemp(join(tmpdir(), "amends-release-"));
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const { code, output } = await runNode(
    [compiler, "-p", "tsconfig.build.json", "--noCheck", "--outDir", join(folder, "dist")],
    { cwd: project, environment: {} },
  );
  if (code !== 0) throw new Error(`the build failed: ${output}`);
  await promisify(execFile)("npm", ["run", "--silent", "build:assets", join(folder, "dist")], { cwd: project });
  await copyFile(join(project, "package.json"), join(folder, "package.json"));
  await symlink(join(project, "node_modules"), join(folder, "node_modules"));
  await symlink(join(project, "manifest"), join(folder, "manifest"));
  return {
    cli: join(folder, "dist/src/cli/cli.js"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Surroundings = {
  /** Where a `.env` would be found. */
  readonly cwd: string;
  /** Only these are set, beside PATH: nothing of the tester's own environment gets in. */
  readonly environment: Readonly<Record<string, string>>;
};

export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

/** Runs Node to its end. */
export async function runNode(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  const { child, said } = spawnNode(args, surroundings);
  const [code] = await once(child, "close");
  return { code, output: said.output, errors: said.errors };
}

export type NodeProcess = {
  readonly pid: number;
  /** `kill -9`: at once, without a chance to clean up. */
  kill(): void;
  /** Asks it to stop, as a container's host does. */
  terminate(): void;
  signal(name: NodeJS.Signals): void;
  /** How it ended, once it has. */
  readonly ended: Promise<Ended & { readonly signal: string | null }>;
};
export type AmendsProcess = NodeProcess & {
  readonly url: string;
  /** Log lines so far, as objects. */
  readonly log: () => readonly { readonly msg: string }[];
};

/** Resolves when it is open for business. @throws Error with what it said, when it ends before. */
export async function startAmendsProcess(
  { cli }: Release,
  surroundings: Surroundings,
  flags: readonly string[] = [],
): Promise<AmendsProcess> {
  const started = await startNode(
    [...flags, cli, "start"],
    surroundings,
    (line) => openSchema.safeParse(line).data?.url,
  );
  return {
    ...started,
    url: started.ready,
    log: () => started.lines().flatMap((line) => lineSchema.safeParse(line).data ?? []),
  };
}

const openSchema = z.object({ msg: z.string().startsWith("Amends is open"), url: z.string() });
const lineSchema = z.looseObject({ msg: z.string() });

const endSchema = z.object({
  code: z.int().nullable(),
  signal: z.string().nullable(),
  output: z.string(),
  errors: z.string(),
});

/** Runs Node until one of its lines of JSON is the one that was waited for. */
export async function startNode<Ready>(
  args: readonly string[],
  surroundings: Surroundings,
  isReady: (line: unknown) => Ready | undefined,
): Promise<NodeProcess & { readonly ready: Ready; readonly lines: () => readonly unknown[] }> {
  const { child, said } = spawnNode(args, surroundings);
  const lines = () => said.output.split("\n").flatMap(parsed);
  const ended = once(child, "close").then(([code, signal]) => endSchema.parse({ code, signal, ...said }));
  const ready = await new Promise<Ready>((resolve, reject) => {
    const look = () => {
      const found = lines()
        .map(isReady)
        .find((each) => each !== undefined);
      if (found === undefined) return;
      child.stdout?.off("data", look);
      resolve(found);
    };
    child.stdout?.on("data", look);
    void ended.then(({ code, output, errors }) =>
      reject(new Error(`it ended with ${code} before it was ready: ${errors || output}`)),
    );
  });
  return {
    ready,
    pid: child.pid ?? 0,
    lines,
    kill: () => void child.kill("SIGKILL"),
    terminate: () => void child.kill("SIGTERM"),
    signal: (name) => void child.kill(name),
    ended,
  };
}

function parsed(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const running = new Set<ChildProcess>();

/** For `afterAll`: what a failed test left running. */
export function killWhatIsLeft(): void {
  for (const child of running) child.kill("SIGKILL");
}
process.once("exit", killWhatIsLeft);

function spawnNode(
  args: readonly string[],
  { cwd, environment }: Surroundings,
): { readonly child: ChildProcess; readonly said: { output: string; errors: string } } {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    said.output += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    said.errors += chunk;
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  return { child, said };
}
