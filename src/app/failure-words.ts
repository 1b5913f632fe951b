import type { Rich } from "../views/elements.ts";
import { trouble } from "../views/words/trouble.ts";
import { DatabaseTroubleError } from "./database-trouble.ts";

/** What a person is told whose press or form failed: "nothing was saved" only where that is sure. */
export function failureWords(error: unknown, reference: string): Rich {
  const perhaps = error instanceof DatabaseTroubleError && error.saved === "perhaps";
  return perhaps ? trouble.perhapsSaved(reference) : trouble.failed(reference);
}
