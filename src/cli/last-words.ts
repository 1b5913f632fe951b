import { describeError, type LoggedError, mask, withoutSecrets } from "../log.ts";

/** What a terminal may be told: nothing is printed but through the log's masks, and never a secret of this environment. */
export const forTerminal = (words: string, secrets: readonly string[]): string => withoutSecrets(mask(words), secrets);

const lines = ({ name, message, stack, cause }: LoggedError): string[] => [
  `${name}: ${message}`,
  ...(stack ? [stack] : []),
  ...(cause ? lines(cause).map((line, index) => (index === 0 ? `caused by ${line}` : line)) : []),
];

/** Of what an operator can mend the words; of a defect also where it happened, for whoever mends that. */
export const lastWords = (error: unknown, isMendable: (error: Error) => boolean, secrets: readonly string[]): string =>
  forTerminal(
    error instanceof Error && isMendable(error) ? error.message : lines(describeError(error)).join("\n"),
    secrets,
  );
