import { DateTime } from "luxon";
import { z } from "zod";
import { readCard } from "./reading.ts";

/** The inputs of a dialog, and what a person's client sends of what they put in them. */

type Fields = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const choicesIn = (input: Fields) =>
  z.array(z.object({ title: z.string(), value: z.string() })).safeParse(input.choices).data ?? [];
const fieldId = (input: Fields): string => text(input.id).replace(/\.(date|time)$/, "");
export const labelOf = (input: Fields): string => text(input.label).replace(/: (date|time)$/, "");

/** The inputs of one field stand together: a moment has two. */
export const fieldsIn = (card: unknown): Fields[][] => {
  const byField = new Map<string, Fields[]>();
  for (const input of readCard(card).elements.filter(({ type }) => text(type).startsWith("Input.")))
    byField.set(fieldId(input), [...(byField.get(fieldId(input)) ?? []), input]);
  return [...byField.values()];
};

/** A choice by its words, a person by their Entra object id, a moment in the zone of whoever types it. */
export type Typed = string | boolean | { readonly person: string } | { readonly at: number; readonly zone: string };

/** What is sent of one field. `undefined` leaves it as it stands, `null` empties it. */
export const sentOf = (inputs: readonly Fields[], value: Typed | null | undefined): [string, string][] =>
  inputs.flatMap((input): [string, string][] => {
    const id = text(input.id);
    const kept = text(input.value);
    if (value === undefined) return kept ? [[id, kept]] : [];
    if (value === null) return [];
    if (typeof value === "boolean") return [[id, String(value)]];
    if (typeof value === "string") return [[id, choicesIn(input).find(({ title }) => title === value)?.value ?? value]];
    if ("person" in value) return [[id, value.person]];
    const local = DateTime.fromMillis(value.at, { zone: value.zone });
    const seconds = local.second === 0 ? "HH:mm" : "HH:mm:ss";
    return [[id, local.toFormat(input.type === "Input.Date" ? "yyyy-MM-dd" : seconds)]];
  });
