import { z } from "zod";
import { memberSchema } from "./members.ts";
import { type Duration, duration } from "./time.ts";

/**
 * The schema of protocol.yaml: an organization's own rules of recovery. Every key has a default good enough for a small
 * business, so an empty file is a valid protocol. Amounts in the file are in major units of `currency` (`50`, `12.50`).
 */

export const severities = ["critical", "major", "moderate", "minor"] as const;
export type Severity = (typeof severities)[number];

const unitMillis = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;
type Unit = keyof typeof unitMillis;

/** A length as written in the file. On a working clock `d` is one working day, see `clocks.ts`. */
export type Length = { readonly amount: number; readonly unit: Unit };

export const wallMillis = (length: Length): Duration => duration(length.amount * unitMillis[length.unit]);

const lengthSchema = z
  .string()
  .regex(/^\d+[smhdwy]$/, "a duration such as 90s, 15m, 4h, 2d, 1w or 3y")
  .transform((text): Length => ({ amount: Number.parseInt(text, 10), unit: text.slice(-1) as Unit }))
  .describe("A duration: a whole number followed by s, m, h, d, w or y");
const length = (text: string) => lengthSchema.prefault(text);

const clockTime = /([01]\d|2[0-3]):[0-5]\d/.source;
const dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const dayOrRange = new RegExp(`^(${dayNames.join("|")})(-(${dayNames.join("|")}))?$`);
const workRange = z
  .string()
  .regex(new RegExp(`^${clockTime}-(${clockTime}|24:00)$`), 'a range such as "09:00-17:30"')
  .refine((text) => text.slice(0, 5) < text.slice(6), "must end later than it starts");

const hoursSchema = z.union([
  z.literal("always"),
  z
    .object({
      holidays: z
        .object({
          country: z.string().length(2).optional(),
          region: z.string().optional(),
          dates: z.array(z.iso.date()).default([]),
        })
        .strict()
        .optional(),
    })
    .catchall(z.array(workRange))
    .superRefine((hours, context) => {
      for (const key of Object.keys(hours)) {
        if (key !== "holidays" && !dayOrRange.test(key)) {
          context.addIssue({
            code: "custom",
            path: [key],
            message: "a day or a range of days such as monday or monday-friday, or holidays",
          });
        }
      }
      if (!Object.entries(hours).some(([key, ranges]) => key !== "holidays" && Array.isArray(ranges) && ranges.length))
        context.addIssue({ code: "custom", path: [], message: "at least one day with working hours, or `always`" });
    }),
]);

const major = z.number().nonnegative().describe("An amount in major units of the protocol's currency");
const windowLimit = z.object({ amount: major, within: lengthSchema }).strict();
const unlimited = z.literal("unlimited");

const roleSchema = z
  .object({
    id: z.string().min(1),
    label: z.string().min(1).optional(),
    members: z.array(memberSchema).default([]),
    limits: z
      .object({
        perRemedy: z.union([major, unlimited]),
        perCustomer: windowLimit.optional(),
        perPerson: windowLimit.optional(),
      })
      .strict()
      .prefault({ perRemedy: 0 }),
    /** How many people of this role or a higher one must approve what needs this role. */
    approvals: z.int().min(1).max(5).default(1),
  })
  .strict();

const idLabel = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and hyphens"),
  label: z.string().min(1).max(75),
};

const failureTypeSchema = z.object({ ...idLabel, kind: z.enum(["outcome", "process"]) }).strict();
const rootCauseSchema = z.object(idLabel).strict();
const remedySchema = z.object({ ...idLabel, costs: z.boolean() }).strict();

const bySeverity = (defaults: Record<Severity, string>, more: { wall?: boolean } = {}) =>
  z
    .object({
      critical: length(defaults.critical),
      major: length(defaults.major),
      moderate: length(defaults.moderate),
      minor: length(defaults.minor),
      /** true: wall time; false: working time. */
      wall: z.boolean().default(more.wall ?? false),
    })
    .strict()
    .prefault({});

const channelSchema = z.object({
  slack: z.string().optional(),
  teams: z.string().optional(),
  sandbox: z.string().optional(),
});

const unique = (what: string) => (items: readonly { id: string }[], context: z.RefinementCtx) => {
  items.forEach((item, index) => {
    if (items.findIndex((other) => other.id === item.id) !== index)
      context.addIssue({ code: "custom", path: [index, "id"], message: `every ${what} needs its own id` });
  });
};

const knownZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const protocolSchema = z
  .object({
    organization: z.string().min(1).max(80).default("Our team"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "a three-letter ISO 4217 code such as USD")
      .default("USD"),
    timezone: z.string().refine(knownZone, "an IANA time zone such as America/New_York").default("UTC"),
    locale: z.string().min(2).default("en-US"),
    hours: hoursSchema.prefault({ "monday-friday": ["09:00-17:00"] }),
    quietHours: z
      .union([
        z.literal("none"),
        z.string().regex(new RegExp(`^${clockTime}-${clockTime}$`), 'a range such as "20:00-08:00", or none'),
      ])
      .default("20:00-08:00"),
    channels: z
      .object({
        cases: channelSchema.strict().optional(),
        digest: channelSchema.extend({ at: z.string().optional() }).strict().optional(),
      })
      .strict()
      .prefault({}),
    roles: z
      .array(roleSchema)
      .min(1)
      .superRefine(unique("role"))
      .prefault([
        {
          id: "staff",
          label: "Staff",
          members: ["*"],
          limits: {
            perRemedy: 50,
            perCustomer: { amount: 150, within: "90d" },
            perPerson: { amount: 300, within: "1d" },
          },
        },
        { id: "manager", label: "Manager", members: ["admins"], limits: { perRemedy: "unlimited" } },
      ]),
    failureTypes: z
      .array(failureTypeSchema)
      .min(1)
      .max(95)
      .superRefine(unique("failure type"))
      .prefault([
        { id: "late", label: "Late or delayed", kind: "outcome" },
        { id: "defective", label: "Faulty or damaged", kind: "outcome" },
        { id: "wrong", label: "Wrong item or service", kind: "outcome" },
        { id: "unavailable", label: "Not available", kind: "outcome" },
        { id: "billing", label: "Billing error", kind: "outcome" },
        { id: "discourtesy", label: "Discourtesy", kind: "process" },
        { id: "no-response", label: "No response", kind: "process" },
        { id: "misinformation", label: "Wrong information", kind: "process" },
        { id: "other", label: "Something else", kind: "outcome" },
      ]),
    rootCauses: z
      .array(rootCauseSchema)
      .min(1)
      .max(95)
      .superRefine(unique("root cause"))
      .prefault([
        { id: "carrier", label: "Carrier or supplier" },
        { id: "stock", label: "Stock or capacity" },
        { id: "system", label: "System or website" },
        { id: "procedure", label: "Our procedure" },
        { id: "communication", label: "Communication between us" },
        { id: "training", label: "Training" },
        { id: "human-error", label: "Slip or oversight" },
        { id: "expectation", label: "Expectation we set" },
        { id: "unknown", label: "Not yet known" },
      ]),
    remedies: z
      .array(remedySchema)
      .min(1)
      .max(95)
      .superRefine(unique("remedy"))
      .prefault([
        { id: "fix", label: "Put it right", costs: false },
        { id: "replace", label: "Replace", costs: true },
        { id: "refund", label: "Refund", costs: true },
        { id: "credit", label: "Credit", costs: true },
        { id: "gift", label: "Gift or upgrade", costs: true },
      ]),
    clocks: z
      .object({
        acknowledge: bySeverity({ critical: "15m", major: "1h", moderate: "4h", minor: "1d" }),
        resolve: bySeverity({ critical: "4h", major: "1d", moderate: "3d", minor: "5d" }),
        update: bySeverity({ critical: "2h", major: "1d", moderate: "2d", minor: "3d" }),
        approve: length("30m"),
        deliver: length("2d"),
      })
      .strict()
      .prefault({}),
    nudges: z
      .object({
        /** Share of a clock's length before its end at which the warning comes. */
        warnBefore: z
          .string()
          .regex(/^([1-9]|[1-8]\d|90)%$/, "a share from 1% to 90%")
          .transform((text) => Number.parseInt(text, 10) / 100)
          .prefault("25%"),
        repeatEvery: length("1h"),
        escalateAfter: z.int().min(1).max(20).default(2),
        batchWithin: length("2m"),
      })
      .strict()
      .prefault({}),
    survey: z
      .object({
        after: length("2d"),
        remindAfter: length("3d"),
        expireAfter: length("14d"),
        /** An overall answer (1–5) at or below this reopens the case. 0 never does. */
        reopenAtOrBelow: z.int().min(0).max(4).default(2),
      })
      .strict()
      .prefault({}),
    playbooks: z
      .array(
        z
          .object({
            when: z
              .object({ failureType: z.string().optional(), severity: z.enum(severities).optional() })
              .strict()
              .prefault({}),
            checklist: z.array(z.string().min(1).max(300)).max(20).default([]),
            apology: z.string().max(2000).optional(),
            remedies: z.array(z.string()).default([]),
          })
          .strict(),
      )
      .default([]),
    retention: length("3y"),
  })
  .strict()
  .superRefine((protocol, context) => {
    const { remindAfter, expireAfter } = protocol.survey;
    if (wallMillis(remindAfter) >= wallMillis(expireAfter))
      context.addIssue({
        code: "custom",
        path: ["survey", "remindAfter"],
        message: "must be shorter than expireAfter",
      });
    protocol.playbooks.forEach((playbook, index) => {
      const { failureType } = playbook.when;
      if (failureType && !protocol.failureTypes.some((type) => type.id === failureType))
        context.addIssue({
          code: "custom",
          path: ["playbooks", index, "when", "failureType"],
          message: "no such failure type",
        });
      playbook.remedies.forEach((remedy, at) => {
        if (!protocol.remedies.some((known) => known.id === remedy))
          context.addIssue({ code: "custom", path: ["playbooks", index, "remedies", at], message: "no such remedy" });
      });
    });
  });

/** A protocol as the core uses it. Roles are ordered: lowest authority first. */
export type Protocol = z.infer<typeof protocolSchema>;
/** What may be written in protocol.yaml. */
export type ProtocolFile = z.input<typeof protocolSchema>;
export type Role = Protocol["roles"][number];
export type RoleId = string;

export const defaultProtocol: Protocol = protocolSchema.parse({});

export const roleLabel = (role: Role): string => role.label ?? role.id;
export const findRemedyKind = (protocol: Protocol, id: string) => protocol.remedies.find((kind) => kind.id === id);
export const findFailureType = (protocol: Protocol, id: string) => protocol.failureTypes.find((type) => type.id === id);
export const findRootCause = (protocol: Protocol, id: string) => protocol.rootCauses.find((cause) => cause.id === id);
