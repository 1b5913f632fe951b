import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import {
  approveClock,
  calendarOf,
  caseClocks,
  deliverClock,
  isQuiet,
  quietUntil,
  startClock,
  updateClock,
} from "../../src/core/clocks.ts";
import { type Length, protocolSchema } from "../../src/core/protocol.ts";
import { duration, type Instant, instant } from "../../src/core/time.ts";

const protocolOf = (file: Record<string, unknown>) => protocolSchema.parse(file);
const at = (local: string, zone = "UTC"): Instant => instant(DateTime.fromISO(local, { zone }).toMillis());
const shown = (moment: Instant, zone = "UTC"): string =>
  DateTime.fromMillis(moment, { zone }).toFormat("ccc yyyy-MM-dd HH:mm");
const len = (text: string): Length => ({ amount: Number.parseInt(text, 10), unit: text.slice(-1) as Length["unit"] }); // as: only written here
const hour = 3_600_000;

const newYork = "America/New_York";
const shop = protocolOf({
  timezone: newYork,
  hours: { "monday-friday": ["09:00-12:30", "13:30-18:00"], holidays: { country: "US", dates: ["2026-12-24"] } },
});
const office = calendarOf(shop);
const add = (start: string, length: string): string =>
  shown(office.addWorking(at(start, newYork), len(length)), newYork);

describe("working time", () => {
  it("is inside the ranges of the day, from their first moment and not at their last", () => {
    const working = (local: string) => office.isWorking(at(local, newYork));
    expect(["09:00", "12:29", "13:30", "17:59"].map((time) => working(`2026-01-05T${time}`))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["08:59", "12:30", "13:29", "18:00"].map((time) => working(`2026-01-05T${time}`))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(working("2026-01-04T10:00")).toBe(false);
  });

  it("starts next when work next starts", () => {
    const next = (local: string) => shown(office.nextWorking(at(local, newYork)), newYork);
    expect(next("2026-01-05T10:15")).toBe("Mon 2026-01-05 10:15");
    expect(next("2026-01-05T12:30")).toBe("Mon 2026-01-05 13:30");
    expect(next("2026-01-09T18:00")).toBe("Mon 2026-01-12 09:00");
  });

  it("is summed across the lunch break, the night and the weekend", () => {
    expect(add("2026-01-05T12:00", "1h")).toBe("Mon 2026-01-05 14:00");
    expect(add("2026-01-05T17:30", "45m")).toBe("Tue 2026-01-06 09:15");
    expect(add("2026-01-09T17:00", "90m")).toBe("Mon 2026-01-12 09:30");
    expect(add("2026-01-05T09:00", "8h")).toBe("Mon 2026-01-05 18:00");
    expect(add("2026-01-10T03:00", "30s")).toBe("Mon 2026-01-12 09:00");
  });

  it("passes over public holidays and the organization's own days", () => {
    expect(add("2026-12-23T17:30", "1h")).toBe("Mon 2026-12-28 09:30"); // the 24th is ours, the 25th is Christmas
    expect(add("2026-07-02T17:30", "1h")).toBe("Mon 2026-07-06 09:30"); // Independence Day on a Saturday is kept on the Friday
    expect(add("2026-02-13T10:00", "1d")).toBe("Tue 2026-02-17 10:00"); // Presidents' Day
    expect(add("2026-02-11T10:00", "1d")).toBe("Thu 2026-02-12 10:00"); // Lincoln's birthday is not a day off everywhere
  });

  it("knows a state's own holidays, and a feast of several days", () => {
    const bavaria = calendarOf(
      protocolOf({
        timezone: "Europe/Berlin",
        hours: { "monday-friday": ["09:00-17:00"], holidays: { country: "DE", region: "BY" } },
      }),
    );
    const prussia = calendarOf(
      protocolOf({
        timezone: "Europe/Berlin",
        hours: { "monday-friday": ["09:00-17:00"], holidays: { country: "DE", region: "DE-BE" } },
      }),
    );
    const epiphany = at("2026-01-06T10:00", "Europe/Berlin");
    expect(bavaria.isWorking(epiphany)).toBe(false);
    expect(prussia.isWorking(epiphany)).toBe(true);
    const seoul = calendarOf(
      protocolOf({ timezone: "Asia/Seoul", hours: { "monday-friday": ["09:00-18:00"], holidays: { country: "KR" } } }),
    );
    const lunarNewYear = ["16", "17", "18", "19", "20"].map((day) =>
      seoul.isWorking(at(`2026-02-${day}T10:00`, "Asia/Seoul")),
    );
    expect(lunarNewYear).toEqual([true, false, false, false, true]);
  });

  it("goes round the clock when hours are `always`", () => {
    const always = calendarOf(protocolOf({ hours: "always" }));
    expect(shown(always.addWorking(at("2026-01-10T23:30"), len("4h")))).toBe("Sun 2026-01-11 03:30");
    expect(shown(always.addWorking(at("2026-01-10T23:30"), len("2d")))).toBe("Mon 2026-01-12 23:30");
    expect(always.workingBetween(at("2026-01-10T23:30"), at("2026-01-12T00:00"))).toBe(24.5 * hour);
  });

  it("works until midnight where a range ends at 24:00", () => {
    const bar = calendarOf(protocolOf({ hours: { friday: ["18:00-24:00"], saturday: ["00:00-02:00"] } }));
    expect(shown(bar.addWorking(at("2026-01-09T23:00"), len("2h")))).toBe("Sat 2026-01-10 01:00");
    expect(shown(bar.addWorking(at("2026-01-09T22:00"), len("2h")))).toBe("Sat 2026-01-10 00:00");
  });

  it("lets a day named alone replace what a range of days says of it", () => {
    const week = calendarOf(
      protocolOf({ hours: { "monday-friday": ["09:00-17:00"], friday: ["09:00-12:00"], wednesday: [] } }),
    );
    expect(shown(week.nextWorking(at("2026-01-09T12:00")))).toBe("Mon 2026-01-12 09:00");
    expect(shown(week.nextWorking(at("2026-01-06T17:00")))).toBe("Thu 2026-01-08 09:00");
  });

  it("reads a range of days round the end of the week, and overlapping ranges as one", () => {
    const weekend = calendarOf(protocolOf({ hours: { "saturday-monday": ["10:00-14:00", "12:00-16:00"] } }));
    expect(weekend.workingBetween(at("2026-01-09T00:00"), at("2026-01-14T00:00"))).toBe(18 * hour);
  });

  it("counts nothing backward", () => {
    expect(office.workingBetween(at("2026-01-06T10:00"), at("2026-01-05T10:00"))).toBe(0);
  });
});

describe("working days and weeks", () => {
  it("end at the same local time on the n-th following working day", () => {
    expect(add("2026-01-05T11:20", "1d")).toBe("Tue 2026-01-06 11:20");
    expect(add("2026-01-08T11:20", "3d")).toBe("Tue 2026-01-13 11:20");
  });

  it("count from the next working moment when nobody was at work", () => {
    expect(add("2026-01-10T22:00", "1d")).toBe("Tue 2026-01-13 09:00");
    expect(add("2026-01-05T13:00", "1d")).toBe("Tue 2026-01-06 13:30");
  });

  it("move forward where that time isn't worked on that day", () => {
    const week = calendarOf(protocolOf({ hours: { "monday-thursday": ["09:00-17:00"], friday: ["09:00-13:00"] } }));
    expect(shown(week.addWorking(at("2026-01-08T15:00"), len("1d")))).toBe("Mon 2026-01-12 09:00");
  });

  it("keep the local time over weeks, moved forward to working time", () => {
    expect(add("2026-01-05T11:20", "2w")).toBe("Tue 2026-01-20 09:00"); // the 19th is Martin Luther King Jr. Day
    expect(add("2026-01-06T11:20", "2w")).toBe("Tue 2026-01-20 11:20");
    expect(add("2026-01-10T11:20", "1w")).toBe("Tue 2026-01-20 09:00");
  });

  it("are plain years when counted in years", () => {
    expect(add("2024-02-29T11:20", "1y")).toBe("Fri 2025-02-28 11:20");
  });
});

describe("daylight saving", () => {
  const night = calendarOf(protocolOf({ timezone: newYork, hours: "always" }));

  it("keeps the local time of a day across both changes", () => {
    expect(add("2026-03-06T10:00", "1d")).toBe("Mon 2026-03-09 10:00");
    expect(add("2026-10-30T10:00", "1w")).toBe("Fri 2026-11-06 10:00");
  });

  it("counts hours that really pass", () => {
    expect(shown(night.addWorking(at("2026-03-08T01:00", newYork), len("2h")), newYork)).toBe("Sun 2026-03-08 04:00");
    expect(shown(night.addWorking(at("2026-11-01T00:30", newYork), len("3h")), newYork)).toBe("Sun 2026-11-01 02:30");
    expect(night.workingBetween(at("2026-03-08", newYork), at("2026-03-09", newYork))).toBe(23 * hour);
    expect(night.workingBetween(at("2026-11-01", newYork), at("2026-11-02", newYork))).toBe(25 * hour);
  });

  it("works no shift that lies inside the skipped hour, and shortens one that begins in it", () => {
    const early = calendarOf(protocolOf({ timezone: newYork, hours: { sunday: ["02:10-02:50", "02:55-04:00"] } }));
    expect(early.workingBetween(at("2026-03-08", newYork), at("2026-03-09", newYork))).toBe(hour);
    expect(early.workingBetween(at("2026-03-15", newYork), at("2026-03-16", newYork))).toBe(40 * 60_000 + 65 * 60_000);
  });

  it("lands on the moment of the change when the local time is skipped that day", () => {
    expect(shown(night.addWorking(at("2026-03-07T02:30", newYork), len("1d")), newYork)).toBe("Sun 2026-03-08 03:00");
  });
});

describe("far-away zones", () => {
  it("counts in Kathmandu, three quarters of an hour off", () => {
    const zone = "Asia/Kathmandu";
    const nepal = calendarOf(protocolOf({ timezone: zone, hours: { "sunday-friday": ["10:00-17:00"] } }));
    expect(nepal.nextWorking(at("2026-01-10T12:00", zone))).toBe(instant(Date.UTC(2026, 0, 11, 4, 15)));
    expect(shown(nepal.addWorking(at("2026-01-09T16:30", zone), len("1h")), zone)).toBe("Sun 2026-01-11 10:30");
  });

  it("counts in Kiritimati, where the day begins first of all", () => {
    const zone = "Pacific/Kiritimati";
    const atoll = calendarOf(protocolOf({ timezone: zone, hours: { "monday-friday": ["09:00-17:00"] } }));
    expect(atoll.nextWorking(at("2026-01-11T12:00", zone))).toBe(instant(Date.UTC(2026, 0, 11, 19, 0)));
    expect(shown(atoll.addWorking(at("2026-01-09T16:00", zone), len("2d")), zone)).toBe("Tue 2026-01-13 16:00");
  });

  it("counts over the day that Samoa never had", () => {
    const zone = "Pacific/Apia";
    const samoa = calendarOf(protocolOf({ timezone: zone, hours: "always" }));
    expect(samoa.workingBetween(at("2011-12-29T00:00", zone), at("2012-01-01T00:00", zone))).toBe(48 * hour);
  });
});

describe("for any start and length", () => {
  const file = (timezone: string, hours: unknown) => calendarOf(protocolOf({ timezone, hours }));
  const calendars = [
    office,
    file("Europe/London", {
      "monday-saturday": ["08:00-12:00", "13:00-17:00"],
      holidays: { country: "GB", region: "ENG" },
    }),
    file("Asia/Kathmandu", { "sunday-friday": ["10:00-17:00"], holidays: { country: "NP" } }),
    file("Pacific/Kiritimati", { monday: ["00:00-24:00"], "tuesday-thursday": ["22:00-24:00"] }),
    file("America/Havana", { sunday: ["00:00-02:00"], "friday-saturday": ["23:00-24:00"] }),
    file("Australia/Lord_Howe", "always"),
  ];
  const anyCalendar = fc.constantFrom(...calendars);
  const anyStart = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) }).map(instant);
  const anyTime = fc.integer({ min: 0, max: 80 * hour }).map(duration);
  const anyLength = fc.record({
    amount: fc.integer({ min: 0, max: 40 }),
    unit: fc.constantFrom("s", "m", "h", "d", "w"),
  }) as fc.Arbitrary<Length>; // as: constantFrom widens the letters

  it("adding twice is adding the sum", () => {
    fc.assert(
      fc.property(anyCalendar, anyStart, anyTime, anyTime, (calendar, start, a, b) => {
        const twice = calendar.addWorkingTime(calendar.addWorkingTime(start, a), b);
        expect(twice).toBe(calendar.addWorkingTime(start, duration(a + b)));
      }),
    );
  });

  it("what was added is what lies between", () => {
    fc.assert(
      fc.property(anyCalendar, anyStart, anyTime, (calendar, start, time) => {
        expect(calendar.workingBetween(start, calendar.addWorkingTime(start, time))).toBe(time);
      }),
    );
  });

  it("working time between is the sum of its parts", () => {
    fc.assert(
      fc.property(anyCalendar, anyStart, anyTime, anyTime, (calendar, start, a, b) => {
        const [middle, end] = [instant(start + a), instant(start + a + b)];
        const parts = calendar.workingBetween(start, middle) + calendar.workingBetween(middle, end);
        expect(parts).toBe(calendar.workingBetween(start, end));
      }),
    );
  });

  it("a later start never ends earlier, nor a longer time", () => {
    fc.assert(
      fc.property(anyCalendar, anyStart, anyTime, anyLength, (calendar, start, later, length) => {
        const end = calendar.addWorking(start, length);
        expect(calendar.addWorking(instant(start + later), length)).toBeGreaterThanOrEqual(end);
        expect(calendar.addWorking(start, { ...length, amount: length.amount + 1 })).toBeGreaterThanOrEqual(end);
        expect(end).toBeGreaterThanOrEqual(start);
      }),
    );
  });

  it("never ends outside working time", () => {
    fc.assert(
      fc.property(anyCalendar, anyStart, anyLength, (calendar, start, length) => {
        const end = calendar.addWorking(start, length);
        // The last moment of a range is a fair due time: "by closing time".
        expect(calendar.isWorking(end) || calendar.isWorking(instant(end - 1))).toBe(true);
      }),
    );
  });

  it("a clock warns between its start and its end", () => {
    fc.assert(
      fc.property(anyStart, anyLength, fc.boolean(), (start, length, wall) => {
        const clock = startClock(shop, start, length, wall);
        expect(clock.startedAt).toBe(start);
        expect(clock.warnAt).toBeGreaterThanOrEqual(clock.startedAt);
        expect(clock.dueAt).toBeGreaterThanOrEqual(clock.warnAt);
      }),
    );
  });

  it("ends, whatever is asked", () => {
    const never = calendarOf(
      protocolOf({
        timezone: newYork,
        // A shift that exists only inside the hour skipped once a year, on a day that is always a holiday.
        hours: {
          sunday: ["02:10-02:50"],
          holidays: {
            dates: Array.from({ length: 600 }, (_, week) =>
              shown(instant(Date.UTC(2026, 0, 4) + week * 604_800_000)).slice(4, 14),
            ),
          },
        },
      }),
    );
    const start = at("2026-01-05T10:00");
    for (const unit of ["s", "m", "h", "d", "w", "y"] as const) {
      expect(Number.isSafeInteger(office.addWorking(start, { amount: 1e20, unit }))).toBe(true);
      expect(never.addWorking(start, { amount: 1e20, unit })).toBeGreaterThan(start);
    }
  });
});

describe("a clock", () => {
  it("warns when a quarter of its working time is left", () => {
    const clock = startClock(shop, at("2026-01-09T16:00", newYork), len("4h"), false);
    expect(shown(clock.dueAt, newYork)).toBe("Mon 2026-01-12 11:00");
    expect(shown(clock.warnAt, newYork)).toBe("Mon 2026-01-12 10:00");
  });

  it("measures a day's warning in the working hours it has", () => {
    const clock = startClock(shop, at("2026-01-05T09:00", newYork), len("1d"), false);
    expect(shown(clock.warnAt, newYork)).toBe("Mon 2026-01-05 16:00"); // 6 of 8 working hours
  });

  it("runs on through the night when it is a wall clock", () => {
    const clock = startClock(shop, at("2026-01-09T17:00", newYork), len("4h"), true);
    expect(shown(clock.dueAt, newYork)).toBe("Fri 2026-01-09 21:00");
    expect(shown(clock.warnAt, newYork)).toBe("Fri 2026-01-09 20:00");
  });

  it("starts with the case, by severity", () => {
    const clocks = caseClocks(shop, "critical", at("2026-01-05T09:00", newYork));
    expect(shown(clocks.acknowledge.dueAt, newYork)).toBe("Mon 2026-01-05 09:15");
    expect(shown(clocks.resolve.dueAt, newYork)).toBe("Mon 2026-01-05 14:00");
    expect(shown(clocks.update.dueAt, newYork)).toBe("Mon 2026-01-05 11:00");
  });

  it("follows the protocol's word on wall time", () => {
    const protocol = protocolOf({ timezone: newYork, clocks: { update: { critical: "2h", wall: true } } });
    const start = at("2026-01-05T22:00", newYork);
    expect(shown(updateClock(protocol, "critical", start).dueAt, newYork)).toBe("Tue 2026-01-06 00:00");
    expect(shown(caseClocks(protocol, "critical", start).acknowledge.dueAt, newYork)).toBe("Tue 2026-01-06 09:15");
  });

  it("gives approvers and deliveries working time", () => {
    const start = at("2026-01-09T17:45", newYork);
    expect(shown(approveClock(shop, start).dueAt, newYork)).toBe("Mon 2026-01-12 09:15");
    expect(shown(deliverClock(shop, start).dueAt, newYork)).toBe("Tue 2026-01-13 17:45");
  });
});

describe("quiet hours", () => {
  const protocol = protocolOf({ timezone: newYork, quietHours: "20:00-08:00" });
  const until = (local: string, zone: string) => shown(quietUntil(protocol, zone, at(local, zone)), zone);

  it("are the recipient's own, across midnight", () => {
    const evening = at("2026-01-05T15:00", newYork); // 21:00 in Paris
    expect(isQuiet(protocol, newYork, evening)).toBe(false);
    expect(isQuiet(protocol, "Europe/Paris", evening)).toBe(true);
    expect(until("2026-01-05T21:00", "Europe/Paris")).toBe("Tue 2026-01-06 08:00");
    expect(until("2026-01-06T03:00", "Asia/Kathmandu")).toBe("Tue 2026-01-06 08:00");
  });

  it("begin with their first minute and are over at their last", () => {
    expect(isQuiet(protocol, "Pacific/Kiritimati", at("2026-01-05T20:00", "Pacific/Kiritimati"))).toBe(true);
    expect(isQuiet(protocol, "Pacific/Kiritimati", at("2026-01-05T08:00", "Pacific/Kiritimati"))).toBe(false);
    expect(quietUntil(protocol, newYork, at("2026-01-05T12:00", newYork))).toBe(at("2026-01-05T12:00", newYork));
  });

  it("end at the same local time when clocks change in the night", () => {
    expect(until("2026-03-07T22:00", newYork)).toBe("Sun 2026-03-08 08:00");
    expect(until("2026-10-31T22:00", newYork)).toBe("Sun 2026-11-01 08:00");
  });

  it("end when the clock jumps over their end", () => {
    const short = protocolOf({ timezone: newYork, quietHours: "22:00-02:30" });
    expect(shown(quietUntil(short, newYork, at("2026-03-08T01:00", newYork)), newYork)).toBe("Sun 2026-03-08 03:00");
  });

  it("run on where the clock skips the pause between two nights", () => {
    const zone = "Australia/Lord_Howe"; // 02:00 becomes 02:30 on October 4
    const long = protocolOf({ quietHours: "02:30-02:00" });
    expect(shown(quietUntil(long, zone, at("2026-10-04T01:00", zone)), zone)).toBe("Mon 2026-10-05 02:00");
  });

  it("use the protocol's zone for someone whose zone is missing or unknown", () => {
    const night = at("2026-01-05T22:00", newYork);
    expect([undefined, "", "Mars/Olympus"].map((zone) => shown(quietUntil(protocol, zone, night), newYork))).toEqual(
      Array(3).fill("Tue 2026-01-06 08:00"),
    );
  });

  it("can lie within a day, be none, or be empty", () => {
    const noon = at("2026-01-05T12:30");
    expect(shown(quietUntil(protocolOf({ quietHours: "12:00-13:00" }), "UTC", noon))).toBe("Mon 2026-01-05 13:00");
    expect(isQuiet(protocolOf({ quietHours: "none" }), "UTC", noon)).toBe(false);
    expect(isQuiet(protocolOf({ quietHours: "12:30-12:30" }), "UTC", noon)).toBe(false);
  });

  it("are never still quiet when they are said to be over", () => {
    const range = fc.constantFrom("20:00-08:00", "23:30-00:30", "00:00-23:59", "01:15-01:45", "02:30-02:00");
    const zone = fc.constantFrom(
      newYork,
      "Australia/Lord_Howe",
      "America/Havana",
      "Asia/Kathmandu",
      "Pacific/Kiritimati",
    );
    const moment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) }).map(instant);
    fc.assert(
      fc.property(range, zone, moment, (quietHours, name, when) => {
        const quiet = protocolOf({ quietHours });
        const over = quietUntil(quiet, name, when);
        expect(over).toBeGreaterThanOrEqual(when);
        expect(isQuiet(quiet, name, over)).toBe(false);
      }),
    );
  });
});
