import { differences, vanished } from "../protocol-file/difference.ts";
import { type InForce, writtenIn } from "../protocol-file/in-force.ts";

/** `amends check --against-running`: what would change, in words. */
export const againstRunning = (running: InForce | undefined, text: string): string => {
  if (!running)
    return "Against what runs\n  Nothing is known to be in force: no Amends has run with this DATA_DIR yet.";
  const [before, written] = [writtenIn(running.text), writtenIn(text)];
  const lines = differences(before, written);
  const rules = vanished(before, written);
  return [
    `Against what the last Amends with this DATA_DIR has had in force since ${new Date(running.since).toISOString()}`,
    ...(lines.length === 0 ? ["  No rule differs."] : lines.map((line) => `  ${line}`)),
    ...(rules.length === 0
      ? []
      : [`  A running Amends doesn't drop ${rules.join(", ")}: to apply this file as it is, restart it.`]),
  ].join("\n");
};
