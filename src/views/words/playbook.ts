import type { Case } from "../../core/case.ts";
import type { Protocol } from "../../core/protocol.ts";

type Playbook = Protocol["playbooks"][number];

const fits = ({ when }: Playbook, kase: Pick<Case, "failureType" | "severity">): boolean =>
  (when.failureType === undefined || when.failureType === kase.failureType) &&
  (when.severity === undefined || when.severity === kase.severity);

const precision = ({ when }: Playbook): number => (when.failureType ? 2 : 0) + (when.severity ? 1 : 0);

/** The playbook that fits most precisely: failure type before severity; among equals, the first in the file. */
export const playbookFor = (kase: Pick<Case, "failureType" | "severity">, protocol: Protocol): Playbook | undefined =>
  protocol.playbooks
    .filter((playbook) => fits(playbook, kase))
    .reduce<Playbook | undefined>(
      (best, playbook) => (!best || precision(playbook) > precision(best) ? playbook : best),
      undefined,
    );
