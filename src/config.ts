import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { ConfigError } from "./config/problem.ts";
import { need, type Reading, readVariables } from "./config/reading.ts";
import { type SlackConfig, slackConfig, slackIsMentioned } from "./config/slack.ts";
import { isLoopback, type TeamsConfig, teamsConfig, teamsIsMentioned } from "./config/teams.ts";
import { defined } from "./core/defined.ts";
import type { LogLevel } from "./log.ts";

export { ConfigError, type ConfigProblem } from "./config/problem.ts";
export type { SlackConfig } from "./config/slack.ts";
export type { TeamsConfig } from "./config/teams.ts";
export { variables } from "./config/variables.ts";

/** All that the environment decides, read once at the start. */
export type Config = {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** No PUBLIC_URL, and no sandbox on this machine: a link would lead its reader to a machine of their own. */
  readonly linksLeadNowhere?: true;
  readonly dataDir: string;
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  /** Connections to PostgreSQL at most. */
  readonly databasePool: number;
  readonly protocolPath?: string;
  /** A cron expression, with seconds. */
  readonly tick: string;
  /** Absent only with the embedded database: then one is made at the first start and kept in `dataDir`. */
  readonly secret?: string;
  readonly sandbox: boolean;
  readonly logLevel: LogLevel;
  readonly slack?: SlackConfig;
  readonly teams?: TeamsConfig;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** `.env` of this folder where there is one, under what the process was really given. */
export const environmentOf = (folder: string, given: Environment): Environment => {
  try {
    return { ...parse(readFileSync(join(folder, ".env"))), ...given };
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return given;
    throw cause;
  }
};

/** By default only where no platform is configured, and never in production unless it is said. */
const sandboxIsOn = (reading: Reading): boolean => {
  const { AMENDS_SANDBOX: said, NODE_ENV } = reading.values;
  if (said !== undefined) return said === "on";
  return NODE_ENV !== "production" && !slackIsMentioned(reading) && !teamsIsMentioned(reading);
};

/** The sandbox and the anonymous emulator know no sign-in, so by default only this machine reaches them. */
const hostOf = ({ values }: Reading, sandbox: boolean): string =>
  values.HOST ?? (sandbox || values.TEAMS_ENABLED === "anonymous" ? "127.0.0.1" : "0.0.0.0");

const localAddress = (host: string, port: number): string => {
  const name = isLoopback(host) || host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
};

/** Replicas must share what signs their links, so none of them may make one up. */
const sharedSecretProblems = (reading: Reading) => {
  if (!reading.isSet("DATABASE_URL")) return [];
  const wanted = need(reading, ["AMENDS_SECRET"], "needed with DATABASE_URL, the same for all replicas");
  return "problems" in wanted ? wanted.problems : [];
};

/**
 * Reads the environment; empty variables count as unset.
 * @throws ConfigError with every bad variable, what was found (never a secret's value) and what is allowed.
 */
export const readConfig = (env: Environment): Config => {
  const reading = readVariables(env);
  const { values } = reading;
  const sandbox = sandboxIsOn(reading);
  const host = hostOf(reading, sandbox);
  const port = values.PORT ?? 3000;
  const slack = slackConfig(reading);
  const teams = teamsConfig(reading, host);

  const all = [...reading.problems, ...slack.problems, ...teams.problems, ...sharedSecretProblems(reading)];
  const problems = all.filter(({ variable }, index) => all.findIndex((other) => other.variable === variable) === index);
  if (problems.length > 0) throw new ConfigError(problems);

  return {
    production: values.NODE_ENV === "production",
    port,
    host,
    publicUrl: values.PUBLIC_URL ?? localAddress(host, port),
    dataDir: values.DATA_DIR ?? "./data",
    databasePool: values.DATABASE_POOL ?? 10,
    tick: values.AMENDS_TICK ?? "*/10 * * * * *",
    sandbox,
    logLevel: values.LOG_LEVEL ?? "info",
    ...defined({
      linksLeadNowhere: values.PUBLIC_URL === undefined && !sandbox ? (true as const) : undefined,
      databaseUrl: values.DATABASE_URL,
      protocolPath: values.AMENDS_PROTOCOL,
      secret: values.AMENDS_SECRET,
      slack: slack.config,
      teams: teams.config,
    }),
  };
};
