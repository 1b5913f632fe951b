import type { Identity, PersonRef } from "../../core/people.ts";

/** The platform denies knowing somebody, and it may be a passing word: nothing is decided on it, for them or against them. */
export class UnsurePersonError extends Error {
  override readonly name = "UnsurePersonError";
  constructor({ platform, id }: PersonRef) {
    super(`${platform} doesn't say now who ${id} is`);
  }
}

/** What `work` gives, or `instead` where it can't be told who somebody is. */
export const unlessUnsure = <Result, Instead>(
  work: Promise<Result>,
  instead: () => Instead | Promise<Instead>,
): Promise<Result | Instead> =>
  work.catch((error: unknown) => {
    if (error instanceof UnsurePersonError) return instead();
    throw error;
  });

/** There is nobody by that id: no name, no rights. */
export const unknownPerson = (person: PersonRef): Identity => ({
  person,
  name: "Someone",
  groups: [],
  admin: false,
  outsider: true,
  aliases: [],
  nobody: "missing",
});
