import type { Case } from "../../core/case.ts";
import { isPersonRef, type PersonRef, type Platform, personKey } from "../../core/people.ts";
import type { ViewContext } from "../../views/context.ts";
import type { Store } from "../ports.ts";

export type NameOf = NonNullable<ViewContext["nameOf"]>;

/**
 * Names of the people in these cases of one organization whom the reader's platform doesn't know: it can mention its own people
 * by itself, a colleague of the other platform only by name. Without a platform, everyone's: for words that can't mention at all.
 */
export async function namesFor(store: Store, cases: Case | readonly Case[], platform?: Platform): Promise<NameOf> {
  const [one] = [cases].flat();
  const departed = new Set(
    [cases].flat().flatMap((kase) => (kase.departed ?? []).map(({ person }) => personKey(person))),
  );
  // Who is gone is named and not mentioned: a platform may know them no more.
  const foreign = peopleIn(cases).filter((person) => person.platform !== platform || departed.has(personKey(person)));
  const names = one && foreign.length > 0 ? await store.names(foreign, one.workspace) : undefined;
  return (person) => names?.get(personKey(person));
}

/** Everyone they name, wherever in them, each once. It looks at every value of every case, so it parses none of them. */
function peopleIn(cases: Case | readonly Case[]): readonly PersonRef[] {
  const found = new Map<string, PersonRef>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isPersonRef(value)) found.set(personKey(value), value);
    else Object.values(value).forEach(look);
  };
  look(cases);
  return [...found.values()];
}
