/** What the application needs of a logger; pino fits. Facts first, then words. Never a customer's words, never a secret. */
export type Log = {
  info(facts: object, words: string): void;
  warn(facts: object, words: string): void;
  error(facts: object, words: string): void;
};
