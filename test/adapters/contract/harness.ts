/**
 * What a platform must let the contract suite do and see. Everything is in terms of people: who presses what, who reads
 * what. An adapter's own `harness.ts` translates that to the platform's real requests; it asserts nothing itself.
 */

/**
 * `staff` and `otherStaff` have the lowest role, the managers and the director the higher ones (see `organization`).
 * `customer` is from outside and can be written to by the bot. `stranger` is from outside too, but is somewhere where they
 * can see (or forge) a press on the team's cards: a guest in the channel, say.
 */
export const roles = ["staff", "otherStaff", "manager", "otherManager", "director", "customer", "stranger"] as const;
export type Role = (typeof roles)[number];
export const team: readonly Role[] = ["staff", "otherStaff", "manager", "otherManager", "director"];

/** A message that a person wrote. The thread under it is read with `read`. */
export type Said = { readonly ref: unknown };

/** A message (or page) of the bot as one person sees it at the moment. */
export type Seen = {
  /** The harness's own handle, for `press`. */
  readonly ref: unknown;
  /** All words on it, as read: title, facts, body. Line breaks between lines; nothing of the controls. */
  readonly text: string;
  /** Labels of the buttons in a row, in order; those drawn as primary are in `primary` too. */
  readonly buttons: readonly string[];
  readonly primary: readonly string[];
  /** Labels under `More`. */
  readonly more: readonly string[];
  /** Who is notified by name or as part of a group; `everyone` for a whole channel. */
  readonly mentions: readonly (Role | "everyone")[];
  readonly fromAmends: boolean;
  /** Shown to this one person only. */
  readonly onlyYou: boolean;
};

/** Words as typed, an option's label, yes or no, a person, a moment (epoch milliseconds). */
export type Value = string | boolean | { readonly person: Role } | { readonly at: number };
/** By label. `null` empties a field. */
export type Values = Readonly<Record<string, Value | null>>;

export type SeenField = {
  readonly label: string;
  /** What stands in it now: prefilled, or as it was typed. Absent when empty. A choice by its label. */
  readonly value?: Value;
  readonly optional: boolean;
  /** The labels to choose from, where there is a choice. */
  readonly options: readonly string[];
};
export type OpenForm = {
  readonly ref: unknown;
  readonly title: string;
  readonly submit: string;
  /** Words above the fields. */
  readonly text: string;
  readonly fields: readonly SeenField[];
};

/** What the person who pressed, or typed a command, gets at once. `told` is seen by nobody else. */
export type Answer = { readonly form?: OpenForm; readonly told: readonly Seen[] };

/** What became of a submitted form. After errors the form is still open, with what was typed. */
export type Submitted =
  | { readonly shown: "closed"; readonly told: readonly Seen[] }
  | { readonly shown: "errors"; readonly errors: Readonly<Record<string, string>>; readonly form: OpenForm }
  | { readonly shown: "form"; readonly form: OpenForm };

export type Harness = {
  /** Someone writes about a failure: the team in its own channel, the customer wherever a customer can write. */
  complain(who: "customer" | "staff" | "otherStaff", text: string): Promise<Said>;
  /** Flags a message as a complaint, from the message itself. */
  flag(who: Role, message: Said): Promise<Answer>;
  /** The form in front of a person. */
  openForm(who: Role): Promise<OpenForm | undefined>;
  /** Fills in fields by label, leaves the others as they are, and submits. */
  submit(who: Role, form: OpenForm, values: Values): Promise<Submitted>;
  /** Presses a button, also under `More`; a question asked before is answered with yes. `on` may be out of date by now. */
  press(who: Role, on: Seen, label: string): Promise<Answer>;
  /** The words after `/amends`, or after the bot's name. */
  command(who: Role, words: string): Promise<Answer>;

  /** The thread of a message, the message first; empty where the person may not read it. */
  read(message: Said, who: Role): Promise<readonly Seen[]>;
  /** What the bot wrote to the person directly, oldest first. */
  directMessages(who: Role): Promise<readonly Seen[]>;
  /** The person opens their own page. */
  home(who: Role): Promise<Seen>;

  /** Sends everything that is due. */
  settle(): Promise<void>;
  /** Lets so many milliseconds pass, the clock act, and everything be sent. */
  pass(millis: number): Promise<void>;
  now(): number;
  /** The platform delivers the last request (of flag, submit, press or command) once more: both answers as they were sent. */
  retry(): Promise<{ readonly first: unknown; readonly again: unknown }>;
  /** The process stops and starts again. */
  restart(): Promise<void>;
  /** How many cases there are, and how many events in all of them. */
  size(): Promise<{ readonly cases: number; readonly events: number }>;
  /** Ends everything. @throws when a case isn't what its events say (`store.verifyLog`). */
  close(): Promise<void>;
};

/** The protocol that the suite counts on. `cases` is where cases go when outsiders can read the complaint's own channel. */
export const organization = (members: {
  readonly managers: readonly string[];
  readonly directors: readonly string[];
  readonly cases: Readonly<Record<string, string>>;
}): string => `
organization: Acme Travel
timezone: America/New_York
hours: always
quietHours: none
channels: { cases: ${JSON.stringify(members.cases)} }
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50, perCustomer: { amount: 150, within: 90d }, perPerson: { amount: 300, within: 1d } } }
  - { id: manager, label: Manager, members: ${JSON.stringify(members.managers)}, limits: { perRemedy: 500 } }
  - { id: director, label: Director, members: ${JSON.stringify(members.directors)}, limits: { perRemedy: unlimited } }
`;
