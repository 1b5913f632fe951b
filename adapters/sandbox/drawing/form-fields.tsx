import { DateTime } from "luxon";
import type { ComponentChildren } from "preact";
import { instant } from "../../../src/core/time.ts";
import type { Field, FieldKind, Input, Option } from "../../../src/views/elements.ts";
import { localZone, memberOf, members, refOf } from "../world/cast.ts";

/** One row per kind of field: how it is drawn, and how what the browser sends is read back. */

/** What a drawn control needs to be found by its label, its hint and its error. */
export type Drawn = {
  readonly name: string;
  readonly id: string;
  readonly value: Input | undefined;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly focus: boolean;
};

type Row = {
  /** Several controls under one legend instead of one control under a label. */
  readonly grouped: (field: Field) => boolean;
  readonly draw: (field: Field, drawn: Drawn) => ComponentChildren;
  /** `undefined` for what was left empty. */
  readonly read: (text: string, workspace: string) => Input | undefined;
};

const one = () => false;
const typed = (text: string): Input | undefined => (text === "" ? undefined : text);
const textOf = (value: Input | undefined): string => (typeof value === "string" ? value : "");

const common = ({ name, id, invalid, describedBy, focus }: Drawn, { optional }: Field) => ({
  name,
  id,
  "aria-invalid": invalid ? ("true" as const) : undefined,
  "aria-describedby": describedBy,
  "aria-required": optional ? undefined : ("true" as const),
  // The first field, or the first that needs another look: where a dialog's reader expects to be.
  autofocus: focus || undefined,
});

const line = (inputmode?: "decimal" | "email"): Row => ({
  grouped: one,
  draw: (field, drawn) => (
    <input
      {...common(drawn, field)}
      type="text"
      inputmode={inputmode}
      maxlength={field.maxLength}
      value={textOf(drawn.value)}
      dir="auto"
      autocomplete="off"
    />
  ),
  read: typed,
});

/** Few enough to see at a glance. A radio button can't be emptied again, so what may stay empty is a menu. */
const atAGlance = 4;
const isRadio = ({ optional, options = [] }: Field): boolean => !optional && options.length <= atAGlance;

const radios = (options: readonly Option[], chosen: string, field: Field, drawn: Drawn, look: string) => (
  <div class={look}>
    {options.map(({ id, label }, index) => (
      <label key={id}>
        <input
          // What must be chosen is the group's to say, not each button's.
          {...common(drawn, { ...field, optional: true })}
          id={index === 0 ? drawn.id : `${drawn.id}-${index}`}
          autofocus={(drawn.focus && (chosen === "" ? index === 0 : id === chosen)) || undefined}
          type="radio"
          value={id}
          checked={id === chosen}
        />
        <span>{label}</span>
      </label>
    ))}
  </div>
);

const menu = (options: readonly Option[], chosen: string, field: Field, drawn: Drawn) => (
  <select {...common(drawn, field)}>
    <option value="">{field.optional ? "Not chosen" : "Choose…"}</option>
    {options.map(({ id, label }) => (
      <option key={id} value={id} selected={id === chosen}>
        {label}
      </option>
    ))}
  </select>
);

const ratings: readonly Option[] = ["1", "2", "3", "4", "5"].map((id) => ({ id, label: id }));
/** Seconds only where there are some: most browsers show a field with seconds otherwise. */
const localFormat = (at: DateTime): string =>
  at.toFormat(at.second === 0 ? "yyyy-LL-dd'T'HH:mm" : "yyyy-LL-dd'T'HH:mm:ss");

export const fieldRows: Readonly<Record<FieldKind, Row>> = {
  text: line(),
  money: line("decimal"),
  // Not type="email": what is no address should be told by the form, in its own words, like everything else.
  email: line("email"),
  longText: {
    grouped: one,
    draw: (field, drawn) => (
      <textarea {...common(drawn, field)} rows={5} maxlength={field.maxLength} dir="auto">
        {textOf(drawn.value)}
      </textarea>
    ),
    // Browsers may send line breaks as two characters.
    read: (text) => typed(text.replaceAll("\r\n", "\n")),
  },
  person: {
    grouped: one,
    draw: (field, drawn) => {
      const { value } = drawn;
      const chosen = typeof value === "object" && "platform" in value ? value.id : "";
      const options = members.map(({ id, name, title }) => ({ id, label: `${name} (${title})` }));
      return (
        <select {...common(drawn, field)}>
          <option value="">{field.optional ? "Nobody" : "Choose a person…"}</option>
          {options.map(({ id, label }) => (
            <option key={id} value={id} selected={id === chosen}>
              {label}
            </option>
          ))}
        </select>
      );
    },
    read: (text, workspace) => {
      const member = memberOf(text);
      return member && refOf(member, workspace);
    },
  },
  choice: {
    grouped: isRadio,
    draw: (field, drawn) => {
      const { options = [] } = field;
      const chosen = textOf(drawn.value);
      return isRadio(field) ? radios(options, chosen, field, drawn, "radios") : menu(options, chosen, field, drawn);
    },
    read: typed,
  },
  dateTime: {
    grouped: one,
    draw: (field, drawn) => {
      const { value } = drawn;
      const at = typeof value === "object" && "at" in value ? value.at : undefined;
      const local = at === undefined ? "" : localFormat(DateTime.fromMillis(at, { zone: localZone() }));
      return <input {...common(drawn, field)} type="datetime-local" value={local} />;
    },
    read: (text) => {
      const at = DateTime.fromISO(text, { zone: localZone() });
      return at.isValid ? { at: instant(at.toMillis()) } : undefined;
    },
  },
  yesNo: {
    grouped: () => true,
    draw: (field, drawn) => {
      const chosen = drawn.value === true ? "yes" : drawn.value === false ? "no" : "";
      const options = [
        { id: "yes", label: "Yes" },
        { id: "no", label: "No" },
      ];
      return radios(options, chosen, field, drawn, "radios row");
    },
    read: (text) => (text === "yes" ? true : text === "no" ? false : undefined),
  },
  rating: {
    grouped: () => true,
    draw: (field, drawn) => radios(field.options ?? ratings, textOf(drawn.value), field, drawn, "scale"),
    read: typed,
  },
};
