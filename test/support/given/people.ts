import type { Clock } from "../../../src/core/case.ts";
import type { Identity } from "../../../src/core/people.ts";
import { type Protocol, type ProtocolFile, protocolSchema } from "../../../src/core/protocol.ts";
import { type Duration, type Instant, instant } from "../../../src/core/time.ts";
import { identityOf, people, protocol } from "../cases.ts";

/** Who takes part in the specifications, and the rules they work by. */

export { at, usd } from "../cases.ts";

const someone = (id: string, name: string, more: Partial<Identity> = {}): Identity => ({
  ...identityOf({ platform: "slack", workspace: "T1", id }, more),
  name,
});

// Staff, managers, directors; the customer, and a guest who is neither.
export const ben = identityOf(people.ben);
export const cleo = identityOf(people.cleo);
export const max = someone("U0MAX", "Max Roth");
export const dora = identityOf(people.dora);
export const dirk = someone("U0DIRK", "Dirk Sand");
export const rosa = identityOf(people.rosa);
export const gus = someone("U0GUS", "Gus Guest", { outsider: true });

const onTeams = (id: string) => ({ platform: "teams" as const, workspace: "tenant", id });
export const ann = identityOf(people.ann, { aliases: [onTeams("ann")] });
/** Ann and Rosa, from their accounts on Teams. */
export const annOnTeams: Identity = { ...ann, person: onTeams("ann"), aliases: [ann.person] };
export const rosaOnTeams: Identity = { ...rosa, person: onTeams("rosa"), aliases: [rosa.person] };

/** The clock never stops here, so that every time in a specification can be worked out in the head. */
export const rulesOf = (file: ProtocolFile = {}): Protocol =>
  protocolSchema.parse({
    organization: protocol.organization,
    hours: "always",
    roles: [
      {
        id: "staff",
        label: "Staff",
        members: ["*"],
        limits: {
          perRemedy: 50,
          perCustomer: { amount: 150, within: "90d" },
          perPerson: { amount: 120, within: "1d" },
        },
      },
      {
        id: "manager",
        label: "Manager",
        members: ["slack:U0ANN", "slack:U0MAX"],
        limits: { perRemedy: 500, perCustomer: { amount: 800, within: "90d" } },
      },
      {
        id: "director",
        label: "Director",
        members: ["slack:U0DORA", "slack:U0DIRK"],
        limits: { perRemedy: 5000 },
        approvals: 2,
      },
    ],
    ...file,
  });

export const rules: Protocol = rulesOf();

/** Everyone is staff, and there is nobody above. */
export const oneRole: Protocol = rulesOf({
  roles: [
    {
      id: "team",
      members: ["*"],
      limits: { perRemedy: 50, perPerson: { amount: 80, within: "1d" }, perCustomer: { amount: 150, within: "90d" } },
    },
  ],
});

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `4h`, `2d` in milliseconds. */
export const millis = (length: string): Duration => {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(length) ?? [];
  const one = unit === "m" || unit === "h" || unit === "d" ? units[unit] : Number.NaN;
  return (Number(amount) * one) as Duration; // a sum in a specification, checked by the clocks it is compared with
};

/** A clock as these rules start it: it warns when a quarter of its time is left. */
export const clock = (startedAt: Instant, length: string): Clock => ({
  startedAt,
  warnAt: instant(startedAt + millis(length) * 0.75),
  dueAt: instant(startedAt + millis(length)),
});
