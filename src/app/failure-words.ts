import type { Rich } from "../views/elements.ts";
import { trouble } from "../views/words/trouble.ts";
import { DatabaseTroubleError } from "./database-trouble.ts";

/** What a person is told whose press or form failed: "nothing was saved" only where that is sure. */
export function failureWords(error: unknown, reference: string): Rich {
  if (!(error instanceof DatabaseTroubleError)) return trouble.failed(reference);
  switch (error.saved) {
    case "nothing":
      return trouble.notNow(reference);
    case "perhaps":
      return trouble.perhapsSaved(reference);
  }
}
