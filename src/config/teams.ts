import { defined } from "../core/defined.ts";
import { type ConfigProblem, problem } from "./problem.ts";
import { need, type Reading } from "./reading.ts";
import type { Name } from "./variables.ts";

/** How Teams is connected; the app types are botbuilder's own. `anonymous` trusts any caller: the local emulator only. */
export type TeamsConfig =
  | { readonly mode: "anonymous" }
  | {
      readonly mode: "credentials";
      readonly appType: "MultiTenant";
      readonly appId: string;
      readonly appPassword: string;
      /** The organization's own tenant, where it is told. Every other tenant is an organization by itself. */
      readonly tenantId?: string;
    }
  | {
      readonly mode: "credentials";
      readonly appType: "SingleTenant";
      readonly appId: string;
      readonly appPassword: string;
      readonly tenantId: string;
    }
  | {
      readonly mode: "credentials";
      readonly appType: "UserAssignedMSI";
      readonly appId: string;
      readonly tenantId: string;
    };

type Outcome = { readonly config?: TeamsConfig; readonly problems: readonly ConfigProblem[] };

const credentialNames: readonly Name[] = [
  "MicrosoftAppId",
  "MicrosoftAppPassword",
  "MicrosoftAppType",
  "MicrosoftAppTenantId",
];

export const teamsIsMentioned = ({ isSet }: Reading): boolean =>
  ["TEAMS_ENABLED" as const, ...credentialNames].some(isSet);

export const isLoopback = (host: string): boolean => /^(localhost|::1|127(\.\d{1,3}){3})$/i.test(host);

const anonymous = (reading: Reading, host: string): Outcome => {
  const { values, isSet } = reading;
  const problems = [
    ...(isSet("HOST") && !isLoopback(host)
      ? [problem("HOST", JSON.stringify(host), "127.0.0.1, ::1 or localhost while TEAMS_ENABLED is anonymous")]
      : []),
    ...(values.NODE_ENV === "production"
      ? [problem("TEAMS_ENABLED", '"anonymous" in production', "MicrosoftAppId and MicrosoftAppPassword instead")]
      : []),
    ...(credentialNames.some(isSet)
      ? [
          problem(
            "TEAMS_ENABLED",
            '"anonymous" beside credentials',
            "one way of the two: leave this out, or the Microsoft… variables",
          ),
        ]
      : []),
  ];
  return { config: { mode: "anonymous" }, problems };
};

const multiTenant = (reading: Reading): Outcome => {
  const wanted = need(reading, ["MicrosoftAppId", "MicrosoftAppPassword"], "needed for Teams");
  if ("problems" in wanted) return wanted;
  const { MicrosoftAppId: appId, MicrosoftAppPassword: appPassword } = wanted.has;
  const { MicrosoftAppTenantId: tenantId } = reading.values;
  return {
    config: { mode: "credentials", appType: "MultiTenant", appId, appPassword, ...defined({ tenantId }) },
    problems: [],
  };
};

const singleTenant = (reading: Reading): Outcome => {
  const wanted = need(
    reading,
    ["MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId"],
    "needed for a Teams bot of one tenant (MicrosoftAppType SingleTenant)",
  );
  if ("problems" in wanted) return wanted;
  const { MicrosoftAppId: appId, MicrosoftAppPassword: appPassword, MicrosoftAppTenantId: tenantId } = wanted.has;
  return { config: { mode: "credentials", appType: "SingleTenant", appId, appPassword, tenantId }, problems: [] };
};

const managedIdentity = (reading: Reading): Outcome => {
  const wanted = need(
    reading,
    ["MicrosoftAppId", "MicrosoftAppTenantId"],
    "needed for a Teams bot with a managed identity (MicrosoftAppType UserAssignedMSI)",
  );
  if ("problems" in wanted) return wanted;
  const { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId } = wanted.has;
  return { config: { mode: "credentials", appType: "UserAssignedMSI", appId, tenantId }, problems: [] };
};

const byType = { MultiTenant: multiTenant, SingleTenant: singleTenant, UserAssignedMSI: managedIdentity } as const;

/** Half a configuration is a problem that names the missing half; none at all is no problem. */
export const teamsConfig = (reading: Reading, host: string): Outcome => {
  if (!teamsIsMentioned(reading)) return { problems: [] };
  if (reading.values.TEAMS_ENABLED === "anonymous") return anonymous(reading, host);
  if (!credentialNames.some(reading.isSet)) return { problems: [] }; // TEAMS_ENABLED alone, and unreadable
  const usual = reading.isSet("MicrosoftAppTenantId") ? "SingleTenant" : "MultiTenant";
  return byType[reading.values.MicrosoftAppType ?? usual](reading);
};
