#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { secretCount, secretWarnings } from "../config/secret-advice.ts";
import { secretValues } from "../config/secret-values.ts";
import { ConfigError, environmentOf, readConfig, variables } from "../config.ts";
import { type Instant, instant } from "../core/time.ts";
import { createLog } from "../log.ts";
import { createProtocolSource, lastInForce, ProtocolError, protocolJsonSchema, writtenIn } from "../protocol-file.ts";
import { release } from "../release.ts";
import { DataDirError, obtainSecret } from "../secret.ts";
import { DataDirInUseError } from "../store/data-dir-lock.ts";
import { DatabaseUnreachableError } from "../store/database-unreachable.ts";
import { type OpenedStore, openStore } from "../store/store.ts";
import { againstRunning } from "./against-running.ts";
import { auditText, findingText, headsText } from "./audit-words.ts";
import { decisionsText, protocolsText } from "./decision-words.ts";
import { failedJobsText, retriedText, whichJobs } from "./failed-jobs.ts";
import { forTerminal, lastWords } from "./last-words.ts";
import { ManifestError, slackManifest, teamsPackage } from "./manifests.ts";
import { membersAsked } from "./members-asked.ts";
import { cannotSettle, olderAmountsText, settledText, whichDecimals, whichInstant } from "./older-amounts.ts";
import { describeProtocol } from "./protocol-words.ts";

/** `amends <command>`: what an operator does from a terminal. */

const environment = () => environmentOf(process.cwd(), process.env);
const config = () => readConfig(environment());
/** A .env that can't be read is said where it is read; its secrets aren't known then. */
const secrets = (): readonly string[] => {
  try {
    return secretValues(environment());
  } catch {
    return secretValues(process.env);
  }
};
const complain = (words: string): void => console.error(forTerminal(words, secrets()));
const quiet = {
  info: () => {},
  warn: (_facts: object, words: string) => complain(words),
  error: (_facts: object, words: string) => complain(words),
};

/** What an operator can mend is said in words; anything else is a defect, shown with its stack. */
const mendable = [ConfigError, ProtocolError, DataDirError, DataDirInUseError, DatabaseUnreachableError, ManifestError];
const giveUp = (error: unknown): never => {
  console.error(lastWords(error, (known) => mendable.some((kind) => known instanceof kind), secrets()));
  process.exit(1);
};
process.on("uncaughtException", giveUp).on("unhandledRejection", giveUp);

const program = new Command("amends")
  .description("Service recovery where the complaint landed")
  .showHelpAfterError()
  .configureOutput({ writeErr: (words) => process.stderr.write(forTerminal(words, secrets())) });

program
  .command("start")
  .description("open for business")
  .action(async () => {
    const settings = config();
    const log = createLog({ level: settings.logLevel, secrets: secrets() });
    // Only here: the platforms' libraries take seconds to load, and no other command needs them.
    const { startAmends } = await import("../main.ts");
    // A broken database connection can reject where nobody waits (postgres.js 3.4); each request has its own error anyway.
    process.off("unhandledRejection", giveUp);
    process.on("unhandledRejection", (error) => log.error({ err: error }, "something failed that nobody waited for"));
    const amends = await startAmends(settings, { log });
    let stopping = false;
    const stop = (signal: NodeJS.Signals) => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, "stopping: what is in hand is finished first");
      amends.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stopped with an error");
          process.exit(1);
        },
      );
    };
    process.once("SIGTERM", stop).once("SIGINT", stop);
    // Said last: whoever waits for it may stop us the next moment.
    log.info({ url: amends.url }, `Amends is open: ${amends.url}`);
  });

program
  .command("migrate")
  .description("bring the database's tables up to date, then stop (start does this too)")
  .action(async () => {
    await (await open()).close();
    console.log("The tables are up to date.");
  });

program
  .command("check")
  .description("check the environment and the protocol file, and say in plain words what they mean")
  .option("--against-running", "also say what differs from what the running Amends has in force")
  .action(async ({ againstRunning: asked = false }: { againstRunning?: boolean }) => {
    const settings = config();
    const source = createProtocolSource({ log: quiet, ...(settings.protocolPath && { path: settings.protocolPath }) });
    const written = settings.protocolPath === undefined ? undefined : writtenIn(source.text());
    console.log(describeProtocol(source.current(), written));
    const members = await membersAsked(settings, source.current());
    if (members.length > 0) console.log(`\nWho is there\n${members.map((line) => `  ${line}`).join("\n")}`);
    if (asked) console.log(`\n${againstRunning(await lastInForce(settings.dataDir), source.text())}`);
    console.log("\nEnvironment\n");
    const found = environment();
    for (const { name, description, secret, default: usual } of variables) {
      const given = found[name];
      const unset = usual ? `not set: ${usual}` : "not set";
      const set = (value: string): string => (name === "AMENDS_SECRET" ? secretCount(value) : "set");
      const shown = given === undefined || given === "" ? unset : secret ? set(given) : forTerminal(given, secrets());
      console.log(`  ${name} (${shown})\n      ${description}`);
    }
    const doubts = [
      ...(settings.linksLeadNowhere
        ? [
            "No PUBLIC_URL: a customer who can't be reached by direct message gets no page and no survey. Set it to the address at which customers reach Amends.",
          ]
        : []),
      ...secretWarnings(settings.secret ?? ""),
    ];
    if (doubts.length > 0) console.log(`\nWorth a second look\n${doubts.map((words) => `  ${words}`).join("\n")}`);
    console.log("\nAll of it is valid.");
  });

program
  .command("schema")
  .description("print the JSON Schema of protocol.yaml, for editors")
  .action(() => console.log(JSON.stringify(protocolJsonSchema(), null, 2)));

const manifest = program.command("manifest").description("write what an admin uploads to a platform");
manifest
  .command("slack")
  .description("print the app manifest to paste at api.slack.com/apps")
  .requiredOption("--url <address>", "the https address at which Amends is reached")
  .action(({ url }: { url: string }) => console.log(slackManifest({ url }).trimEnd()));
manifest
  .command("teams")
  .description("write the app package (a zip) to upload in Teams")
  .requiredOption("--app-id <id>", "the bot's Microsoft App ID")
  .requiredOption("--url <address>", "the https address at which Amends is reached")
  .option("--out <file>", "where to write it", "amends-teams.zip")
  .action(({ appId, url, out }: { appId: string; url: string; out: string }) => {
    const zip = teamsPackage({ appId, url });
    try {
      writeFileSync(out, zip);
    } catch (cause) {
      throw new ManifestError(`--out is ${JSON.stringify(out)}, but no file can be written there`, { cause });
    }
    console.log(`Wrote ${out}. Upload it in Teams under Apps, Manage your apps, Upload an app.`);
  });

program
  .command("audit")
  .description("prove that the log of every case is whole and was not altered")
  .option(
    "--heads",
    "print each case's newest hash instead, to be kept elsewhere; also those that words moved out of the log replaced",
  )
  .option("--decisions", "print each decision on a remedy instead, and the rules it was made under")
  .action(({ heads, decisions }: { heads?: true; decisions?: true }) =>
    withStore(async (store) => {
      if (heads) return console.log(headsText(await store.caseHeads()));
      if (decisions) return console.log(decisionsText(await store.decisions(), await store.protocolVersions()));
      const check = await store.verifyLog();
      for (const finding of check.findings) console.error(findingText(finding));
      console.log(auditText(check));
      for (const line of protocolsText(await store.protocolVersions(), await store.decisions())) console.log(line);
      if (check.findings.length > 0) process.exitCode = 1;
    }),
  );

const jobs = program
  .command("jobs")
  .description("list the messages that were given up, and why")
  .action(() => withStore(async (store) => console.log(failedJobsText(await store.failedJobs()))));
jobs
  .command("retry")
  .description("have messages that were given up sent again")
  .argument("<id|all>", "one of the numbers that `amends jobs` lists, or all", (words) => {
    const which = whichJobs(words);
    if (which === undefined) throw new InvalidArgumentError("Give a number that `amends jobs` lists, or all.");
    return which;
  })
  .action((which: number | "all") =>
    withStore(async (store) => {
      const count = await store.retryFailed(which, instant(Date.now()));
      if (count > 0 || which === "all") console.log(retriedText(count));
      else {
        console.error(`No message ${which} was given up. See: amends jobs`);
        process.exitCode = 1;
      }
    }),
  );

const amounts = program
  .command("amounts")
  .description("list amounts whose decimals depended on the Node that an older release ran on")
  .action(() => withStore(async (store) => console.log(olderAmountsText(await store.olderAmounts()))));
amounts
  .command("settle")
  .description("say with how many decimals an older release wrote a currency; shows what would change, --yes does it")
  .argument("<currency>", "a currency that `amends amounts` lists", (words) => words.toUpperCase())
  .argument("<decimals>", "with how many decimals it was written, such as 0", (words) => {
    const decimals = whichDecimals(words);
    if (decimals === undefined) throw new InvalidArgumentError("Give a number of decimals such as 0 or 2.");
    return decimals;
  })
  .option("--before <date>", "only what was written before it, such as 2026-11-20 or 2026-11-20T10:00Z", (words) => {
    const before = whichInstant(words);
    if (before === undefined) throw new InvalidArgumentError("Give a date such as 2026-11-20, or 2026-11-20T10:00Z.");
    return before;
  })
  .option("--yes", "do it")
  .action((currency: string, decimals: number, { before, yes = false }: { before?: Instant; yes?: boolean }) =>
    withStore(async (store) => {
      const asked = { currency, decimals, before };
      const older = await store.olderAmounts();
      const why = cannotSettle(older, asked);
      if (why !== undefined) {
        console.error(why);
        process.exitCode = 1;
        return;
      }
      if (yes) await store.settleDecimals({ ...asked, now: instant(Date.now()) });
      console.log(settledText(older, asked, yes));
    }),
  );

async function withStore(work: (store: OpenedStore) => Promise<void>): Promise<void> {
  const store = await open();
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

async function open() {
  const settings = config();
  const secret = await obtainSecret(settings);
  const { dataDir, databaseUrl } = settings;
  const log = databaseUrl ? { log: complain } : {};
  return openStore({ dataDir, secret, urgency: "operator", ...log, ...(databaseUrl && { databaseUrl }) });
}

program.version(release);

await program.parseAsync().catch(giveUp);
