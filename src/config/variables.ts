import { validate as isCron } from "node-cron";
import { z } from "zod";
import { secretsIn, shortestSecret } from "../app/keyring.ts";
import { logLevels } from "../log.ts";
import { isDatabaseUrl } from "./database-url.ts";

/** Every environment variable: one row says how it is read, what it is for, and what is allowed. */

type Row = {
  readonly read: z.ZodType<unknown, string>;
  readonly description: string;
  /** Empty where there is none. */
  readonly default: string;
  readonly allowed: string;
  readonly secret?: true;
};

const text = z.string();
const webAddress = text
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "" && url.username === "";
  })
  .transform((value) => value.replace(/(?<!\/)\/+$/, ""));

const appTypes = ["SingleTenant", "MultiTenant", "UserAssignedMSI"] as const;

export const rows = {
  NODE_ENV: {
    read: text,
    description: "`production` turns off what is only for trying out",
    default: "",
    allowed: "production, or anything else",
  },
  PORT: {
    read: text
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65_535),
    description: "Port of the HTTP server; 0 takes any free one",
    default: "3000",
    allowed: "a whole number from 0 to 65535",
  },
  HOST: {
    read: text.regex(/^[\w.:%-]+$/),
    description: "Address the HTTP server listens on",
    default: "127.0.0.1 while the sandbox is on, else 0.0.0.0",
    allowed: "an IP address or a host name",
  },
  PUBLIC_URL: {
    read: webAddress,
    description: "Where the outside world reaches this server: links to surveys and sign-in start with it",
    default: "http://localhost:PORT",
    allowed: "a web address such as https://amends.example.com",
  },
  DATA_DIR: { read: text, description: "Folder of the embedded database", default: "./data", allowed: "a path" },
  DATABASE_URL: {
    read: text.refine(isDatabaseUrl),
    description: "PostgreSQL 14 or later; without it the embedded database in DATA_DIR is used",
    default: "",
    allowed:
      "an address such as postgres://user:password@host:5432/amends; in a password write / as %2F, # as %23, ? as %3F, % as %25",
    secret: true,
  },
  DATABASE_POOL: {
    read: text
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .refine((size) => size >= 1 && size <= 200),
    description: "Connections to PostgreSQL that each process may open",
    default: "10",
    allowed: "a whole number from 1 to 200",
  },
  AMENDS_PROTOCOL: {
    read: text,
    description: "Path of protocol.yaml, your own rules of recovery",
    default: "the built-in protocol",
    allowed: "a path",
  },
  AMENDS_TICK: {
    read: text.refine((value) => isCron(value)),
    description: "How often due reminders and unsent messages are looked for",
    default: "*/10 * * * * *",
    allowed: "a cron expression such as */10 * * * * * (with seconds)",
  },
  AMENDS_SECRET: {
    read: text.min(shortestSecret).refine((value) => secretsIn(value).every((each) => each.length >= shortestSecret)),
    description:
      "Signs links, encrypts tokens, same on all replicas; several: newest first. Required with DATABASE_URL",
    default: "made at the first start and kept in DATA_DIR",
    allowed: "at least 32 characters, such as the output of `openssl rand -hex 32`",
    secret: true,
  },
  AMENDS_SANDBOX: {
    read: z.enum(["on", "off"]),
    description: "The sandbox in the browser: everything without an account, and without sign-in",
    default: "on where no platform is configured and NODE_ENV isn't production, else off",
    allowed: "on or off",
  },
  LOG_LEVEL: {
    read: z.enum(logLevels),
    description: "Least serious lines to log",
    default: "info",
    allowed: logLevels.join(", "),
  },
  SLACK_BOT_TOKEN: {
    read: text.startsWith("xoxb-"),
    description: "Bot token of your one Slack workspace",
    default: "",
    allowed: "a bot token, which starts with xoxb-",
    secret: true,
  },
  SLACK_SIGNING_SECRET: {
    read: text,
    description: "Proves that a request comes from Slack (HTTP)",
    default: "",
    allowed: "the signing secret from the app's Basic Information page",
    secret: true,
  },
  SLACK_APP_TOKEN: {
    read: text.startsWith("xapp-"),
    description: "Turns on socket mode, which needs no public address",
    default: "",
    allowed: "an app-level token, which starts with xapp-",
    secret: true,
  },
  SLACK_CLIENT_ID: {
    read: text,
    description: "Many Slack workspaces: the app's client id",
    default: "",
    allowed: "the client id from the app's Basic Information page",
  },
  SLACK_CLIENT_SECRET: {
    read: text,
    description: "Many Slack workspaces: the app's client secret",
    default: "",
    allowed: "the client secret from the app's Basic Information page",
    secret: true,
  },
  SLACK_API_URL: {
    read: webAddress,
    description: "Slack's Web API, for GovSlack and proxies",
    default: "https://slack.com/api/",
    allowed: "a web address such as https://slack-gov.com/api/",
  },
  MicrosoftAppId: {
    read: text,
    description: "Teams: the bot's application (client) id",
    default: "",
    allowed: "the application id from the Azure portal",
  },
  MicrosoftAppPassword: {
    read: text,
    description: "Teams: the bot's client secret",
    default: "",
    allowed: "the client secret from the Azure portal",
    secret: true,
  },
  MicrosoftAppType: {
    read: text
      .transform((value) => appTypes.find((type) => type.toLowerCase() === value.toLowerCase()))
      .pipe(z.enum(appTypes)),
    description: "Teams: how the bot is registered",
    default: "SingleTenant where MicrosoftAppTenantId is set, else MultiTenant",
    allowed: appTypes.join(", "),
  },
  MicrosoftAppTenantId: {
    read: text,
    description: "Teams: the tenant's id",
    default: "",
    allowed: "the directory (tenant) id from the Azure portal",
  },
  TEAMS_ENABLED: {
    read: z.literal("anonymous"),
    description: "`anonymous`: Teams without credentials, for the emulator on this machine only",
    default: "",
    allowed: "anonymous, or nothing",
  },
} as const satisfies Record<string, Row>;

export type Name = keyof typeof rows;
export type Values = { readonly [N in Name]?: z.output<(typeof rows)[N]["read"]> };

export const variableOf = (name: Name): Row => rows[name];

/** Also of a variable that we don't know: another's secret may be in our environment. */
export const isSecret = (name: string): boolean =>
  names.some((ours) => ours === name && variableOf(ours).secret) ||
  /secret|token|password|passwd|_key$|^(smtp|redis|mail)_url$|^pgpassword$/i.test(name);

// as: Object.keys forgets the names it was given
export const names = Object.keys(rows) as Name[];

/** For `amends check` and `manifest/operate/README.md`. `default` is empty where there is none. */
export const variables: readonly {
  readonly name: Name;
  readonly description: string;
  readonly default: string;
  readonly secret?: boolean;
}[] = names.map((name) => {
  const { description, default: usual, secret } = variableOf(name);
  return { name, description, default: usual, ...(secret ? { secret } : {}) };
});
