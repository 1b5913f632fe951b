import { describe, expect, it } from "vitest";
import { personOf } from "../../../../adapters/teams/people/addresses.ts";
import { samePerson } from "../../../../src/core/people.ts";

describe("a person on Teams", () => {
  it("is one human, in whatever case their Entra object id comes", () => {
    const id = "8f3a0c1d-0000-4000-8000-00000000abcd";
    expect(samePerson(personOf("tenant", id.toUpperCase()), personOf("tenant", id))).toBe(true);
  });

  it("without an Entra object id keeps Teams' own id as it is", () =>
    expect(personOf("tenant", "29:1aBc").id).toBe("29:1aBc"));
});
