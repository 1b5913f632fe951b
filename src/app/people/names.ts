import type { Case } from "../../core/case.ts";
import { type PersonRef, type Platform, personKey, personRefSchema } from "../../core/people.ts";
import type { ViewContext } from "../../views/context.ts";
import type { Store } from "../ports.ts";

export type NameOf = NonNullable<ViewContext["nameOf"]>;

/**
 * Names of the people in these cases whom the reader's platform doesn't know: it can mention its own people by itself, a
 * colleague of the other platform only by name. Without a platform, everyone's: for words that can't mention at all.
 */
export async function namesFor(store: Store, cases: Case | readonly Case[], platform?: Platform): Promise<NameOf> {
  const foreign = [cases].flat().flatMap((kase) =>
    peopleIn(kase)
      .filter((person) => person.platform !== platform)
      .map((person) => ({ person, organization: kase.workspace })),
  );
  const unique = new Map(foreign.map((each) => [personKey(each.person), each]));
  const names = new Map(
    await Promise.all(
      [...unique].map(async ([key, { person, organization }]) => {
        const known = await store.identity(person, organization);
        return [key, known?.identity.name] as const;
      }),
    ),
  );
  return (person) => names.get(personKey(person));
}

/** Everyone it names, wherever in it, each once. */
function peopleIn(kase: Case): readonly PersonRef[] {
  const found = new Map<string, PersonRef>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const person = personRefSchema.strict().safeParse(value);
    if (person.success) found.set(personKey(person.data), person.data);
    else Object.values(value).forEach(look);
  };
  look(kase);
  return [...found.values()];
}
