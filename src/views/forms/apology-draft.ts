import type { Case } from "../../core/case.ts";
import { defaultProtocol, findFailureType } from "../../core/protocol.ts";
import type { ViewContext } from "../context.ts";
import { failureLabel, knownName } from "../words/case-words.ts";
import { playbookFor } from "../words/playbook.ts";
import { inSentence } from "../words/rich.ts";

/**
 * A good start for an apology: by name, for what exactly went wrong, without an if or a but, and with nothing for the coach
 * to add. Sincerity shows in specifics, so it is a draft to be made one's own. A playbook's template comes first;
 * `{customer}`, `{failure}` and `{organization}` are filled in.
 */
export function apologyDraft(kase: Case, ctx: ViewContext): string {
  const { protocol } = ctx;
  const name = knownName(kase, ctx);
  const template = playbookFor(kase, protocol)?.apology;
  if (template) {
    const fills: Readonly<Record<string, string>> = {
      customer: name ?? "there",
      failure: inSentence(failureLabel(kase, protocol)),
      organization: protocol.organization,
    };
    return template.replace(/\{(\w+)\}/g, (whole, key: string) =>
      Object.hasOwn(fills, key) ? (fills[key] ?? whole) : whole,
    );
  }
  const again = kase.round > 1 ? " And I am sorry that our first answer did not put it right." : "";
  return `Hello ${name ?? "there"},\n\nI am ${kase.severity === "critical" ? "deeply " : ""}sorry ${forWhat(kase, ctx)}. You should not have had to go through this, and it was our fault.${again}\n\n${pledge(kase, ctx)}`;
}

/** The built-in failure types in a sentence; an organization's own are named by their label. */
const phrases: Readonly<Record<string, string>> = {
  late: "that we kept you waiting",
  defective: "that what you got from us was faulty",
  wrong: "that we gave you the wrong thing",
  unavailable: "that what you had counted on was not available",
  billing: "that we made a mistake on your bill",
  discourtesy: "for the way we treated you",
  "no-response": "that we left you without an answer",
  misinformation: "that we gave you wrong information",
  other: "that we let you down",
};

function forWhat(kase: Case, { protocol }: ViewContext): string {
  const { failureType: id } = kase;
  const label = findFailureType(protocol, id)?.label;
  const builtIn = label === findFailureType(defaultProtocol, id)?.label ? phrases[id] : undefined;
  return builtIn ?? (label ? `for the ${inSentence(label)}` : "that we let you down");
}

/** Speed and redress count for outcome failures, being heard for process failures (Smith, Bolton & Wagner 1999). */
const pledge = (kase: Case, { protocol }: ViewContext): string =>
  findFailureType(protocol, kase.failureType)?.kind === "process"
    ? "I take what you told us seriously, am following it up myself, and will tell you what comes of it."
    : "I am working on putting it right and will tell you the next step myself.";
