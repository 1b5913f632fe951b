/** As pino has it: what it is about, then a sentence. Ids and codes only; never a token, never what people wrote. */
export type Log = Readonly<Record<"info" | "warn" | "error", (about: object, message: string) => void>>;
