import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultProtocol } from "../src/core/protocol.ts";
import { allowedWords, knownKeys } from "../src/protocol-file/allowed.ts";
import { createProtocolSource, ProtocolError, parseProtocol, protocolJsonSchema } from "../src/protocol-file.ts";

const complaints = (text: string): string[] => {
  const parsed = parseProtocol(text, "protocol.yaml");
  return "problems" in parsed ? parsed.problems.map(({ message }) => message) : [];
};
const accepted = (text: string) => {
  const parsed = parseProtocol(text, "protocol.yaml");
  if ("problems" in parsed) throw new ProtocolError(parsed.problems);
  return parsed.protocol;
};

const example = `organization: Acme Travel
currency: USD
timezone: America/New_York
hours:
  monday-friday: ["09:00-12:30", "13:30-18:00"]
  holidays: { country: US, dates: ["2026-12-24"] }
quietHours: "20:00-08:00"
channels:
  cases:  { slack: C0CASES, teams: "19:abc@thread.tacv2" }
  digest: { slack: C0LEADS, at: "0 9 * * MON" }
roles:
  - { id: staff,   members: ["*"], limits: { perRemedy: 50, perCustomer: { amount: 150, within: 90d } } }
  - { id: manager, members: ["slack:U0MGR", "ann@acme.example"], limits: { perRemedy: 500 } }
  - { id: director, members: ["slack:U0DIR"], limits: { perRemedy: unlimited }, approvals: 1 }
clocks:
  acknowledge: { critical: 15m, major: 1h, moderate: 4h, minor: 1d }
survey: { after: 2d, remindAfter: 3d, expireAfter: 14d, reopenAtOrBelow: 2 }
playbooks: []
`;

describe("a good protocol file", () => {
  it("is read with everything it leaves out filled in", () => {
    const protocol = accepted(example);
    expect(protocol.organization).toBe("Acme Travel");
    expect(protocol.roles.map(({ id, limits }) => [id, limits.perRemedy])).toEqual([
      ["staff", 50],
      ["manager", 500],
      ["director", "unlimited"],
    ]);
    expect(protocol.clocks.approve).toEqual({ amount: 30, unit: "m" });
  });

  it("may be empty, or only comments: the built-in protocol", () => {
    expect(accepted("")).toEqual(defaultProtocol);
    expect(accepted("# later\n")).toEqual(defaultProtocol);
  });

  it("may share parts by anchors", () => {
    const protocol = accepted("clocks:\n  acknowledge: &fast { critical: 5m }\n  update: *fast\n");
    expect(protocol.clocks.update.critical).toEqual({ amount: 5, unit: "m" });
  });
});

describe("a wrong value", () => {
  it("is named with its line, its key, what was found and what is allowed", () => {
    const text = example.replace("perRemedy: 500", "perRemedy: lots");
    expect(complaints(text)).toEqual([
      'protocol.yaml:13: roles[1].limits.perRemedy: found "lots"; allowed: an amount such as 50, or unlimited',
    ]);
    const parsed = parseProtocol(text, "protocol.yaml");
    expect("problems" in parsed && parsed.problems[0]).toMatchObject({
      line: 13,
      column: (text.split("\n")[12] ?? "").indexOf("lots") + 1,
      key: "roles[1].limits.perRemedy",
      found: '"lots"',
      allowed: "an amount such as 50, or unlimited",
    });
  });

  it.each([
    [
      "currency: dollars",
      'protocol.yaml:1: currency: found "dollars"; allowed: a three-letter ISO 4217 code such as USD',
    ],
    [
      "timezone: Mars/Olympus",
      'protocol.yaml:1: timezone: found "Mars/Olympus"; allowed: an IANA time zone such as America/New_York',
    ],
    ["locale: en_US", 'protocol.yaml:1: locale: found "en_US"; allowed: a language tag such as en-US'],
    [
      "clocks:\n  approve: 30",
      "protocol.yaml:2: clocks.approve: found 30; allowed: a duration such as 30m (a whole number and s, m, h, d, w or y)",
    ],
    ["quietHours: 20-8", 'protocol.yaml:1: quietHours: found "20-8"; allowed: a range such as "20:00-08:00", or none'],
    [
      "hours: sometimes",
      'protocol.yaml:1: hours: found "sometimes"; allowed: always, or at least one day with its ranges, such as monday-friday: ["09:00-17:30"]',
    ],
    [
      "hours:\n  monday: always",
      'protocol.yaml:2: hours.monday: found "always"; allowed: a list of ranges such as ["09:00-12:30", "13:30-18:00"], or [] for a day off',
    ],
    [
      "hours:\n  monday:\n    - 17:00-09:00",
      'protocol.yaml:3: hours.monday[0]: found "17:00-09:00"; allowed: a range such as "09:00-17:30" that ends later than it starts',
    ],
    [
      "hours: { sunday: [] }",
      'protocol.yaml:1: hours: found the keys sunday; allowed: always, or at least one day with its ranges, such as monday-friday: ["09:00-17:30"]',
    ],
    [
      "hours: { monday: ['09:00-10:00'], holidays: { country: XX } }",
      'protocol.yaml:1: hours.holidays.country: found "XX"; allowed: a two-letter country code with known public holidays, such as US',
    ],
    [
      "hours: { monday: ['09:00-10:00'], holidays: { country: AU, region: TEX } }",
      'protocol.yaml:1: hours.holidays.region: found "TEX"; allowed: ACT, NSW, NT, QLD, SA, TAS, VIC, WA',
    ],
    [
      "channels:\n  digest: { slack: C1, at: mondays }",
      'protocol.yaml:2: channels.digest.at: found "mondays"; allowed: a cron expression such as "0 9 * * MON"',
    ],
    [
      "survey: { remindAfter: 20d }",
      'protocol.yaml:1: survey.remindAfter: found "20d"; allowed: a duration such as 3d (a whole number and s, m, h, d, w or y), shorter than expireAfter',
    ],
    [
      "nudges: { repeatEvery: 0s }",
      'protocol.yaml:1: nudges.repeatEvery: found "0s"; allowed: a duration such as 1h (a whole number and s, m, h, d, w or y), at least 1m',
    ],
    ["retention: 99999y", 'protocol.yaml:1: retention: found "99999y"; allowed: a duration of at most 100y'],
    [
      "roles:\n  - { id: a, limits: { perRemedy: 1e300 } }",
      "protocol.yaml:2: roles[0].limits.perRemedy: found 1e+300; allowed: an amount such as 50, or unlimited",
    ],
    [
      "roles: []",
      "protocol.yaml:1: roles: found an empty list; allowed: a list of at least one role, lowest authority first",
    ],
    [
      "roles:\n  - { id: a }\n  - { id: a }",
      'protocol.yaml:3: roles[1].id: found "a"; allowed: text that no other role has as its id',
    ],
    [
      "playbooks:\n  - when: { failureType: lost }",
      'protocol.yaml:2: playbooks[0].when.failureType: found "lost"; allowed: the id of one of the failureTypes',
    ],
    [
      "- organization",
      "protocol.yaml:1: found a list of 1; allowed: the keys organization, currency, timezone, locale, hours, quietHours, channels, roles, failureTypes, rootCauses, remedies, clocks, nudges, survey, playbooks, retention",
    ],
  ])("%j is explained", (text, message) => {
    expect(complaints(text)).toEqual([message]);
  });

  it("that is missing is looked for where it should stand", () => {
    expect(complaints("organization: A\nroles:\n  - label: Staff\n")).toEqual([
      "protocol.yaml:3: roles[0].id: found nothing; allowed: text that no other role has as its id",
    ]);
    expect(complaints("roles:\n")).toEqual([
      "protocol.yaml:1: roles: found nothing; allowed: a list of at least one role, lowest authority first",
    ]);
  });

  it("behind an alias is found where the alias stands", () => {
    expect(complaints("clocks:\n  acknowledge: { critical: &x soon }\n  update:\n    critical: *x\n")).toEqual([
      expect.stringMatching(/^protocol\.yaml:2: clocks\.acknowledge\.critical: found "soon"/),
      expect.stringMatching(/^protocol\.yaml:4: clocks\.update\.critical: found "soon"/),
    ]);
  });

  it("does not hide the others: all are listed, in the order of the file", () => {
    expect(
      complaints("currency: dollars\nlocale: x\nretention: long\n").map((line) =>
        line.split(": ").slice(0, 2).join(": "),
      ),
    ).toEqual(["protocol.yaml:1: currency", "protocol.yaml:2: locale", "protocol.yaml:3: retention"]);
  });
});

describe("an unknown key", () => {
  it.each([
    [
      "orgnization: Acme",
      "protocol.yaml:1: orgnization: found an unknown key (did you mean organization?); allowed: organization, ",
    ],
    [
      "roles:\n  - id: a\n    limits:\n      perRemedy: 5\n      percustomer: { amount: 1, within: 1d }",
      "protocol.yaml:5: roles[0].limits.percustomer: found an unknown key (did you mean perCustomer?); allowed: perRemedy, perCustomer, perPerson",
    ],
    [
      "hours:\n  mnday: ['09:00-10:00']\n  tuesday: ['09:00-10:00']",
      "protocol.yaml:2: hours.mnday: found an unknown key (did you mean monday?); allowed: monday-friday, ",
    ],
    [
      "hours: { monday: ['09:00-10:00'], holidays: { contry: US } }",
      "protocol.yaml:1: hours.holidays.contry: found an unknown key (did you mean country?); allowed: country, region, dates",
    ],
    [
      "clocks:\n  acknowledge: { criticl: 5m }",
      "protocol.yaml:2: clocks.acknowledge.criticl: found an unknown key (did you mean critical?); allowed: critical, major, moderate, minor, wall",
    ],
    ["slackToken: x", "protocol.yaml:1: slackToken: found an unknown key; allowed: organization, "],
  ])("%j is named, with the nearest known one", (text, start) => {
    expect(complaints(text)).toEqual([expect.stringContaining(start)]);
  });
});

describe("a member who is nobody", () => {
  const allowed = '"*", "admins", an email address, or an id such as "slack:U0ANN" or "teams:<Entra object id>"';

  it("is named with its line and its place in the list", () => {
    expect(complaints('roles:\n  - id: manager\n    members:\n      - "slack:U0MGR"\n      - Ann\n')).toEqual([
      `protocol.yaml:5: roles[0].members[1]: found "Ann"; allowed: ${allowed}`,
    ]);
  });

  it.each([
    ["U0ANN", "slack:U0ANN"],
    ["slack:u0ann", "slack:U0ANN"],
    ["Slack:U0ANN", "slack:U0ANN"],
    ["slak:U0ANN", "slack:U0ANN"],
    ["8F3A0C1D-0000-4000-8000-00000000ABCD", "teams:8f3a0c1d-0000-4000-8000-00000000abcd"],
    ["entra:8f3a0c1d-0000-4000-8000-00000000abcd", "teams:8f3a0c1d-0000-4000-8000-00000000abcd"],
    ["mailto:ann@acme.example", "ann@acme.example"],
    ["slack:ann@acme.example", "ann@acme.example"],
    ["sandbx:ann", "sandbox:ann"],
    ["admin", "admins"],
    ["Admins", "admins"],
    ["everyone", '"*"'],
  ])("%s is told %s was probably meant", (written, meant) => {
    expect(complaints(`roles:\n  - { id: manager, members: ["${written}"] }`)).toEqual([
      `protocol.yaml:2: roles[0].members[0]: found "${written}" (did you mean ${meant}?); allowed: ${allowed}`,
    ]);
  });

  it.each(["Ann", "", "ann@", "discord:123", "slack:C0CASES", "slack:"])("%j is told without a guess", (written) => {
    expect(complaints(`roles:\n  - { id: manager, members: ["${written}"] }`)).toEqual([
      expect.stringMatching(/^protocol\.yaml:2: roles\[0\]\.members\[0\]: found ((?!did you mean).)*; allowed: "\*"/),
    ]);
  });
});

describe("broken YAML", () => {
  it.each([
    [
      "organization: A\nclocks:\n\tapprove: 30m",
      "protocol.yaml:3: found a tab at the start of a line; allowed: spaces",
    ],
    [
      "organization: A\norganization: B",
      "protocol.yaml:2: organization: found this key a second time; allowed: each key once",
    ],
    [
      "roles:\n  - id: a\n    limits: { perRemedy: 1, perRemedy: 2 }",
      "protocol.yaml:3: roles[0].limits.perRemedy: found this key a second time; allowed: each key once",
    ],
    [
      "organization: A\n---\norganization: B",
      "protocol.yaml:2: found a second document after ---; allowed: one document",
    ],
    [
      "organization: *acme",
      'protocol.yaml:1: found a bare *, which YAML reads as an alias; allowed: text in quotes such as "*", or an alias of an anchor (&name) above it',
    ],
    [
      "roles:\n  - { id: a, members: [*] }",
      'protocol.yaml:2: found a bare *, which YAML reads as an alias; allowed: text in quotes such as "*", or an alias of an anchor (&name) above it',
    ],
  ])("%j is reported with its line", (text, message) => {
    expect(complaints(text)).toContain(message);
  });

  it.each(["organization: 'Acme", "roles: [", "a: b: c", "organization: [A\ncurrency: USD", "@"])(
    "%j is reported too",
    (text) => {
      expect(complaints(text)[0]).toMatch(/^protocol\.yaml:\d+: .*found .+; allowed: /);
    },
  );

  it("with aliases that multiply without end is refused, not expanded", () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef"].map((pair) => [...pair]))
      lines.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(", ")}]`);
    expect(complaints(lines.join("\n"))).toEqual([
      "protocol.yaml:1: found too many aliases (*name); allowed: at most 100",
    ]);
  });
});

describe("the words on what is allowed", () => {
  type Node = {
    properties?: Record<string, Node>;
    items?: Node;
    anyOf?: Node[];
    additionalProperties?: Node | boolean;
  };
  const patterns = (node: Node, key: string): string[] => [
    ...(node.properties ? [] : [key]),
    ...(node.anyOf ?? []).flatMap((kind) => patterns(kind, key)),
    ...Object.entries(node.properties ?? {}).flatMap(([name, inner]) =>
      patterns(inner, key === "" ? name : `${key}.${name}`),
    ),
    ...(node.items ? patterns(node.items, `${key}[]`) : []),
    ...(typeof node.additionalProperties === "object" ? patterns(node.additionalProperties, `${key}.*`) : []),
  ];

  it("exist for every value the schema knows, and for none that it doesn't", () => {
    const objects = new Set(["roles[]", "failureTypes[]", "rootCauses[]", "remedies[]", "playbooks[]"]);
    const inSchema = patterns(protocolJsonSchema() as Node, "").filter((key) => !objects.has(key)); // as: JSON Schema's own shape
    expect(Object.keys(allowedWords).sort()).toEqual([...new Set(inSchema)].sort());
  });

  it("know the keys at the top", () => {
    expect(knownKeys([])).toEqual(Object.keys(protocolJsonSchema().properties ?? {}));
  });
});

describe("the protocol in force", () => {
  let folder: string;
  let path: string;
  let told: string[];
  const log = {
    info: (_: object, words: string) => told.push(`info ${words}`),
    error: (_: object, words: string) => told.push(`error ${words}`),
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "amends-protocol-"));
    path = join(folder, "protocol.yaml");
    told = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the built-in one without a file", async () => {
    const source = createProtocolSource({ log });
    expect(source.current()).toBe(defaultProtocol);
    expect(await source.reload()).toBe("unchanged");
  });

  it("stops the start when the file is bad, with every problem's line", () => {
    writeFileSync(path, "currency: dollars\nretention: long\n");
    expect(() => createProtocolSource({ path, log })).toThrow(
      /protocol\.yaml:1: currency.*\nprotocol\.yaml:2: retention/,
    );
    expect(() => createProtocolSource({ path, log })).toThrow(ProtocolError);
  });

  it("stops the start when there is no such file, and says where it looked", () => {
    expect(() => createProtocolSource({ path, log })).toThrow(
      `${path}: found no such file; allowed: a readable YAML file`,
    );
  });

  it("stays the same object while the file is the same", async () => {
    writeFileSync(path, "organization: One\n");
    const source = createProtocolSource({ path, log });
    const before = source.current();
    writeFileSync(path, "organization: One\n");
    expect(await source.reload()).toBe("unchanged");
    expect(source.current()).toBe(before);
    expect(told).toEqual([]);
  });

  it("follows a changed file once two looks saw the same bytes", async () => {
    writeFileSync(path, "organization: One\n");
    const source = createProtocolSource({ path, log });
    writeFileSync(path, "organization: Two\n");
    expect(await source.reload()).toBe("unchanged");
    writeFileSync(path, "organization: Three\n");
    expect(await source.reload()).toBe("unchanged");
    expect(source.current().organization).toBe("One");
    expect(await source.reload()).toBe("reloaded");
    expect(source.current().organization).toBe("Three");
    expect(told).toEqual(["info protocol.yaml has changed and is in force."]);
  });

  /** Looks until the file as it is was judged. */
  const settled = async (source: ReturnType<typeof createProtocolSource>) => {
    expect(await source.reload()).toBe("unchanged");
    return source.reload();
  };

  it("stays the last good one while the file is bad, and says so once", async () => {
    writeFileSync(path, "organization: One\n");
    const source = createProtocolSource({ path, log });
    writeFileSync(path, "organization: Two\ncurrency: dollars\n");
    expect(await settled(source)).toBe("kept-last-good");
    expect(await source.reload()).toBe("unchanged");
    expect(source.current().organization).toBe("One");
    expect(source.problems().map(({ line, key }) => [line, key])).toEqual([[2, "currency"]]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("protocol.yaml:2: currency");

    writeFileSync(path, "organization: Two\n");
    expect(await settled(source)).toBe("reloaded");
    expect(source.problems()).toEqual([]);
  });

  it("outlives a file that is gone, or empty because it is just being written", async () => {
    writeFileSync(path, "organization: One\n");
    const source = createProtocolSource({ path, log });
    writeFileSync(path, "");
    expect(await settled(source)).toBe("kept-last-good");
    rmSync(path);
    expect(await settled(source)).toBe("kept-last-good");
    expect(await source.reload()).toBe("unchanged");
    expect(source.current().organization).toBe("One");
    writeFileSync(path, "organization: One\n");
    expect(await settled(source)).toBe("reloaded");
  });

  it("loses no role, limit or channel to a file that was cut anywhere", async () => {
    writeFileSync(path, example);
    const whole = accepted(example);
    for (let length = 1; length < example.length; length += 7) {
      const source = createProtocolSource({ path, log });
      writeFileSync(path, example.slice(0, length));
      await source.reload();
      await source.reload();
      const { roles, channels } = source.current();
      expect({ length, roles, channels }).toEqual({ length, roles: whole.roles, channels: whole.channels });
      writeFileSync(path, example);
    }
  });

  it.each([
    ["all roles", example.replace(/roles:\n(.*\n){3}/, ""), "no roles any more"],
    ["a role", example.replace(/ {2}- \{ id: manager.*\n/, ""), "no roles.manager any more"],
    [
      "a limit",
      example.replace(", perCustomer: { amount: 150, within: 90d }", ""),
      "no roles.staff.limits.perCustomer any more",
    ],
    ["a channel", example.replace("slack: C0CASES, ", ""), "no channels.cases.slack any more"],
  ])("that loses %s stays in force while it runs, and says how to apply it", async (_what, text, words) => {
    writeFileSync(path, example);
    const source = createProtocolSource({ path, log });
    expect(text).not.toBe(example);
    writeFileSync(path, text);
    expect(await settled(source)).toBe("kept-last-good");
    expect(source.current()).toEqual(accepted(example));
    expect(told.join()).toContain(words);
    expect(told.join()).toContain("to apply it as it is, restart Amends");
    // A restart takes it.
    expect(createProtocolSource({ path, log }).current()).toEqual(accepted(text));
  });

  it("changes a limit, adds a role and moves a channel at once", async () => {
    writeFileSync(path, example);
    const source = createProtocolSource({ path, log });
    const text = example.replace("perRemedy: 50,", "perRemedy: 40,").replace("C0CASES", "C0OTHER");
    writeFileSync(path, text);
    expect(await settled(source)).toBe("reloaded");
    expect(source.current()).toEqual(accepted(text));
  });

  it("is refused where it is a pipe, a device or a folder, without waiting for anything", async () => {
    execFileSync("mkfifo", [path]);
    expect(() => createProtocolSource({ path, log })).toThrow("found a pipe, a socket or a device");
    expect(() => createProtocolSource({ path: "/dev/zero", log })).toThrow("found a pipe, a socket or a device");
    expect(() => createProtocolSource({ path: folder, log })).toThrow("found a folder");
    rmSync(path);
    writeFileSync(path, "organization: One\n");
    const source = createProtocolSource({ path, log });
    rmSync(path);
    execFileSync("mkfifo", [path]);
    expect(await settled(source)).toBe("kept-last-good");
    expect(source.current().organization).toBe("One");
  });
});
