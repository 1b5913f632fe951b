import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds of processor time: unlike throughput it hardly depends on what else the machine does. Linux only. */

/** Ticks a second in /proc, on every Linux that Node runs on. */
const tick = 100;

const fieldsOf = (pid: number): readonly string[] => {
  // The name is in parentheses and may hold spaces: count from behind it.
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
};

/** @returns NaN where there is no /proc. */
export function cpuMillis(pids: readonly number[]): number {
  try {
    const ticks = pids.map(fieldsOf).map((fields) => Number(fields[11]) + Number(fields[12]));
    return (ticks.reduce((sum, each) => sum + each, 0) / tick) * 1000;
  } catch {
    return Number.NaN;
  }
}

/** The server process of this backend, and all its children. */
export function familyOf(backend: number): readonly number[] {
  try {
    const parent = Number(fieldsOf(backend)[1]);
    const pids = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
    return [parent, ...pids.filter((pid) => isChild(pid, parent))];
  } catch {
    return [];
  }
}

function isChild(pid: number, parent: number): boolean {
  try {
    return Number(fieldsOf(pid)[1]) === parent;
  } catch {
    return false; // it has ended
  }
}
