import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

/** V8's own sampling profile, summed up by whose code it was. */

/** Makes a Node process begin to sample itself at the first SIGUSR2, and write what it found into `folder` at the second. */
export function samplerFlags(folder: string): readonly string[] {
  const code = `
    import { renameSync, writeFileSync } from "node:fs";
    import { Session } from "node:inspector/promises";
    const session = new Session();
    session.connect();
    let sampling = false;
    process.on("SIGUSR2", async () => {
      sampling = !sampling;
      if (sampling) {
        await session.post("Profiler.enable");
        return session.post("Profiler.start");
      }
      const { profile } = await session.post("Profiler.stop");
      writeFileSync(${JSON.stringify(`${folder}/writing`)}, JSON.stringify(profile));
      renameSync(${JSON.stringify(`${folder}/writing`)}, ${JSON.stringify(join(folder, sampled))});
    });`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}
const sampled = "sampled.json";

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
      children: z.array(z.int()).default([]),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});

const ours = /\/dist\/((?:src\/)?(?:core|views|app|store|web|adapters\/slack)|src\/log)/;
const theirs = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/;
/** Express and the small packages it is made of. */
const ofExpress =
  /^(express|router|body-parser|raw-body|finalhandler|send|on-finished|qs|accepts|type-is|path-to-regexp|parseurl|depd|debug|iconv-lite|content-type|mime-\w+|negotiator|encodeurl|etag|fresh|vary|once)$/;

const ownerOf = (url: string): string | undefined => {
  const own = ours.exec(url)?.[1];
  if (own) return `amends ${own.replace("src/", "")}`;
  const name = theirs.exec(url)?.[1];
  return name && (ofExpress.test(name) ? "express" : name);
};

/** Time not spent waiting, in microseconds, most first. What Node itself does counts for whoever called it. */
export async function whereTimeGoes(
  folder: string,
): Promise<readonly { readonly what: string; readonly micros: number }[]> {
  while (!(await readdir(folder)).includes(sampled)) await pause(50);
  const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(await readFile(join(folder, sampled), "utf8")));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const owners = new Map<number, string>();
  const owner = (id: number): string => {
    const known = owners.get(id);
    if (known) return known;
    const { functionName = "", url = "" } = byId.get(id)?.callFrame ?? {};
    const parent = parents.get(id);
    const found =
      ownerOf(url) ?? (/^\(.*\)$/.test(functionName) || parent === undefined ? functionName || "node" : owner(parent));
    const whose = found === "(root)" ? "node's own (sockets, HTTP, timers)" : found;
    owners.set(id, whose);
    return whose;
  };
  const sums = new Map<string, number>();
  for (const [index, id] of samples.entries())
    sums.set(owner(id), (sums.get(owner(id)) ?? 0) + (timeDeltas[index] ?? 0));
  sums.delete("(idle)");
  return [...sums]
    .map(([what, micros]) => ({ what, micros }))
    .sort((a, b) => b.micros - a.micros)
    .slice(0, 22);
}
