import { expectTypeOf, it } from "vitest";
import type { PersonRef } from "../../src/core/people.ts";
import type { Personal, PersonalFields } from "../../src/core/personal.ts";

/** Every text of an event must be classified: these are checked by the compiler. */

it("asks for a row for each text, wherever it stands, and for no other field", () => {
  type Event = {
    type: "letter-sent";
    at: number;
    by: PersonRef;
    how: "mail" | "hand";
    to: { name: string; email?: string };
    lines: string[];
    parts: { title: string; page: number }[];
    labels: Record<string, string>;
  };
  type Wanted = Record<"to.name" | "to.email" | "lines.*" | "parts.*.title" | "labels.*", Personal>;
  expectTypeOf<Wanted>().toExtend<PersonalFields<Event>>();
  expectTypeOf<Omit<Wanted, "parts.*.title">>().not.toExtend<PersonalFields<Event>>();
  expectTypeOf<Omit<Wanted, "to.email">>().not.toExtend<PersonalFields<Event>>();
});

it("doesn't take a row for a field that isn't there", () => {
  // @ts-expect-error the event has no `words`
  const rows: PersonalFields<{ type: "noted"; text: string }> = { text: "words", words: "words" };
  void rows;
});

it("doesn't compile where a text has no row", () => {
  // @ts-expect-error `text` is missing
  const rows: PersonalFields<{ type: "noted"; text: string }> = {};
  void rows;
});
