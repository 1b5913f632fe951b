import { secretsIn } from "../app/keyring.ts";

/** What `amends check` says of AMENDS_SECRET, without ever showing any of it. */

/** Fewer different characters than a made-up secret of this length has by any chance. */
const fewest = 10;
const longestPeriod = 12;
const repeats = (secret: string): boolean =>
  Array.from({ length: longestPeriod }, (_, index) => index + 1).some(
    (period) => period < secret.length && secret.slice(period) === secret.slice(0, -period),
  );
const wellKnown = /secret|password|passw0rd|change.?me|example|123456|qwerty/i;

/** Why somebody might guess it; nothing where nothing is seen. */
const weakness = (secret: string): string | undefined => {
  if (repeats(secret)) return "repeats itself";
  if (new Set(secret).size < fewest) return `is made of only ${new Set(secret).size} different characters`;
  return wellKnown.test(secret) ? "has a word in it that is guessed first" : undefined;
};

const ordinals = ["first", "second", "third", "fourth", "fifth"];
const named = (index: number, count: number): string =>
  count === 1 ? "It" : `Its ${ordinals[index] ?? `${index + 1}th`} secret`;
const better = "`openssl rand -hex 32` makes a better one.";

/** How it is set, as it stands in the list of variables. */
export const secretCount = (value: string): string => {
  const { length } = secretsIn(value);
  return length === 1 ? "set" : `set: ${length} secrets; the first signs and seals, the others only read`;
};

/** Empty where none is set. */
export const secretWarnings = (value: string): readonly string[] => {
  if (value === "") return [];
  const secrets = secretsIn(value);
  const weak = secrets.flatMap((secret, index) => {
    const why = weakness(secret);
    return why ? [`AMENDS_SECRET: ${named(index, secrets.length)} ${why}. ${better}`] : [];
  });
  const phrase = secrets.length === 1 && /\s/.test(value.trim());
  return [
    ...weak,
    ...(new Set(secrets).size < secrets.length
      ? ["AMENDS_SECRET: It holds the same secret twice. Once is enough."]
      : []),
    ...(phrase
      ? [
          `AMENDS_SECRET: It is taken as one secret, white space and all, since its words are too short to be secrets. ${better} Put it before this one, after it a space, to replace it.`,
        ]
      : []),
  ];
};
