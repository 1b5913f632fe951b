import { isSecret } from "./variables.ts";

/** Too short for a secret, or a word such as `postgres`: it would be found in every other line, and tells nobody anything. */
const isAWord = (value: string): boolean => value.length < 8 || /^[a-z]{1,11}$/i.test(value);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What stands between the user and the last @, as it was written; also where the address can't be read because of it. */
const passwordIn = (address: string): string | undefined => /^[a-z][\w+.-]*:\/\/[^:@/]*:(.+)@/is.exec(address)?.[1];

/**
 * The secrets that this environment holds, as they may turn up in what is printed: whole, the password of an address alone, each
 * of several in one variable. The longest first, so that none is replaced in part.
 */
export const secretValues = (environment: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const values = Object.entries(environment).flatMap(([name, value]) => {
    if (!value || !isSecret(name)) return [];
    const password = passwordIn(value);
    return [value.trim(), ...value.trim().split(/\s+/), ...(password ? [password, decoded(password)] : [])];
  });
  return [...new Set(values)].filter((value) => !isAWord(value)).sort((a, b) => b.length - a.length);
};
