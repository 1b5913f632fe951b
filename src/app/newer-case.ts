import type { CaseId } from "../core/case.ts";

/**
 * A case with something in it that only a newer release knows: one that runs beside this one during an upgrade, or ran before
 * it was taken back. Nothing of it is shown or changed here, and nothing of it is lost.
 */
export class NewerCaseError extends Error {
  override readonly name = "NewerCaseError";
  constructor(caseId: CaseId) {
    super(`case ${caseId} was opened by a newer version`);
  }
}

/** What `work` gives, or `instead` where the case is a newer release's. */
export const unlessNewer = <Result, Instead>(
  work: Promise<Result>,
  instead: () => Instead | Promise<Instead>,
): Promise<Result | Instead> =>
  work.catch((error: unknown) => {
    if (error instanceof NewerCaseError) return instead();
    throw error;
  });
