import { DateTime } from "luxon";
import { localZone } from "../../../adapters/sandbox/world/cast.ts";
import type { OpenForm, Role, SeenField, Value, Values } from "../contract.ts";
import { all, type Element, first, hasClass, isTag, textOf } from "./html.ts";
import { linesOf } from "./window.ts";

/** A dialog's form: what stands in it, and what the browser would send of it. */

export type Control = {
  readonly name: string;
  readonly kind: "words" | "person" | "choice" | "yesNo" | "moment";
  /** What each choice sends, by its label. */
  readonly choices: ReadonlyMap<string, string>;
  /** What is sent as it stands. */
  readonly sends: string;
};

export type Dialog = {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly controls: ReadonlyMap<string, Control>;
  readonly errors: Readonly<Record<string, string>>;
};

const labelOf = (field: Element): string => {
  const label = first(field, isTag("label", "legend"));
  const optional = label && first(label, hasClass("optional"));
  const words = label ? textOf(label) : "";
  return optional ? words.slice(0, -textOf(optional).length) : words;
};

function controlOf(field: Element): Control {
  const select = first(field, isTag("select"));
  const radios = all(field, (each) => each.tag === "input" && each.attributes.type === "radio");
  const input = first(field, isTag("input", "textarea"));
  if (select) {
    const options = all(select, isTag("option"));
    const chosen = options.find(({ attributes }) => attributes.selected !== undefined) ?? options[0];
    const choices = options.filter(({ attributes }) => attributes.value !== "");
    return {
      name: select.attributes.name ?? "",
      kind: choices.some((option) => textOf(option).endsWith("(Customer)")) ? "person" : "choice",
      choices: new Map(choices.map((option) => [textOf(option), option.attributes.value ?? ""])),
      sends: chosen?.attributes.value ?? "",
    };
  }
  if (radios.length > 0) {
    const labels = all(field, isTag("label"));
    const choices = labels.map(
      (label) => [textOf(label), first(label, isTag("input"))?.attributes.value ?? ""] as const,
    );
    return {
      name: radios[0]?.attributes.name ?? "",
      kind: choices.map(([label]) => label).join() === "Yes,No" ? "yesNo" : "choice",
      choices: new Map(choices),
      sends: radios.find(({ attributes }) => attributes.checked !== undefined)?.attributes.value ?? "",
    };
  }
  if (!input) throw new Error("a field without a control");
  return {
    name: input.attributes.name ?? "",
    kind: input.attributes.type === "datetime-local" ? "moment" : "words",
    choices: new Map(),
    sends: input.tag === "textarea" ? textOf(input) : (input.attributes.value ?? ""),
  };
}

function standsIn(control: Control, roleOf: (id: string) => Role | undefined): Value | undefined {
  const { kind, sends, choices } = control;
  if (sends === "") return undefined;
  switch (kind) {
    case "words":
      return sends;
    case "person": {
      const person = roleOf(sends);
      return person && { person };
    }
    case "moment":
      return { at: DateTime.fromISO(sends, { zone: localZone() }).toMillis() };
    case "yesNo":
      return sends === "yes";
    case "choice":
      return [...choices].find(([, value]) => value === sends)?.[0];
  }
}

/** The form of a dialog; undefined where a dialog only says something or asks for a yes. */
export function readDialog(
  dialog: Element,
  roleOf: (id: string) => Role | undefined,
): { form: OpenForm; dialog: Dialog } | undefined {
  const form = first(dialog, (each) => each.attributes["hx-post"]?.endsWith("/submit") ?? false);
  if (!form) return undefined;
  const fields = all(form, hasClass("field"));
  const controls = new Map(fields.map((field) => [labelOf(field), controlOf(field)]));
  const errors = fields.flatMap((field) => {
    const error = first(field, hasClass("error"));
    return error ? [[labelOf(field), textOf(error)] as const] : [];
  });
  const title = first(dialog, isTag("h2"));
  const submit = first(form, (each) => each.tag === "button" && each.attributes.type === "submit");
  const intro = first(form, hasClass("intro"));
  const read: Dialog = {
    action: form.attributes["hx-post"] ?? "",
    hidden: hiddenIn(form),
    controls,
    errors: Object.fromEntries(errors),
  };
  const seen = fields.map((field): SeenField => {
    const control = controls.get(labelOf(field));
    const value = control && standsIn(control, roleOf);
    return {
      label: labelOf(field),
      optional: first(field, hasClass("optional")) !== undefined,
      options: [...(control?.choices.keys() ?? [])],
      ...(value === undefined ? {} : { value }),
    };
  });
  return {
    dialog: read,
    form: {
      ref: read,
      title: title ? textOf(title) : "",
      submit: submit ? textOf(submit) : "",
      text: intro ? linesOf(intro).join("\n") : "",
      fields: seen,
    },
  };
}

export const hiddenIn = (form: Element): Record<string, string> =>
  Object.fromEntries(
    all(form, (each) => each.tag === "input" && each.attributes.type === "hidden").map(({ attributes }) => [
      attributes.name ?? "",
      attributes.value ?? "",
    ]),
  );

/** What the browser sends once these are filled in. @throws for a field or a choice that isn't there. */
export function fill(dialog: Dialog, values: Values, idOf: (role: Role) => string): Record<string, string> {
  const typed = Object.entries(values).map(([label, value]) => {
    const control = dialog.controls.get(label);
    if (!control) throw new Error(`no field ${label}`);
    return [control.name, sent(control, value, idOf)] as const;
  });
  const standing = [...dialog.controls.values()].map(({ name, sends }) => [name, sends] as const);
  return { ...dialog.hidden, ...Object.fromEntries(standing), ...Object.fromEntries(typed) };
}

function sent(control: Control, value: Value | null, idOf: (role: Role) => string): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object")
    return "person" in value
      ? idOf(value.person)
      : DateTime.fromMillis(value.at, { zone: localZone() }).toFormat("yyyy-LL-dd'T'HH:mm:ss");
  if (control.kind === "words") return value;
  const chosen = control.choices.get(value);
  if (chosen === undefined) throw new Error(`no choice ${value} in ${control.name}`);
  return chosen;
}
