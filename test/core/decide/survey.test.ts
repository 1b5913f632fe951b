import { describe, expect, it } from "vitest";
import { after as later } from "../../../src/core/time.ts";
import {
  acknowledge,
  ann,
  answerSurvey,
  apologize,
  at,
  clock,
  close,
  given,
  gus,
  markDelivered,
  millis,
  optOut,
  optsOutElsewhere,
  owned,
  reopen,
  resolve,
  resolved,
  rosa,
  rosaOnTeams,
  rulesOf,
  strikes,
  surveyed,
  takeOwnership,
  timeUp,
  under,
  wait,
} from "../../support/given.ts";

/** When the survey went out, and a minute later. */
const sentAt = later(at("10:06"), millis("2d"));
const soon = later(sentAt, millis("1m"));

describe("the survey", () => {
  it("goes out two days after the resolution, once", () => {
    given(resolved)
      .when(strikes("survey:send"))
      .happened({ type: "survey-sent", remindAt: later(sentAt, millis("3d")), expiresAt: later(sentAt, millis("14d")) })
      .leaves({ survey: { sentAt, answers: {} } });
    given(surveyed)
      .when(timeUp({ timer: "survey:send" }))
      .refused("timer-stale");
  });

  it("reminds once", () => {
    given(surveyed).when(strikes("survey:remind")).happened({ type: "survey-reminded" });
    given(surveyed, strikes("survey:remind"))
      .when(timeUp({ timer: "survey:remind" }))
      .refused("timer-stale");
  });

  it("proves nothing by silence: it ends, and the case stays as it is", () =>
    given(surveyed).when(strikes("survey:expire")).happened({ type: "survey-expired" }).leaves({ status: "resolved" }));

  it.each([
    [5, "recovered"],
    [4, "recovered"],
    [3, "partly-recovered"],
  ] as const)("closes the case at its end by the customer's own word: %i is %s", (overall, outcome) =>
    given(surveyed, markDelivered(), answerSurvey({ answers: { overall } }))
      .when(strikes("survey:expire"))
      .happened({ type: "survey-expired" }, { type: "closed", outcome })
      .leaves({ status: "closed", outcome }),
  );

  it("closes as not recovered where a poor answer doesn't reopen", () =>
    given(
      under(rulesOf({ survey: { reopenAtOrBelow: 0 } })),
      surveyed,
      markDelivered(),
      answerSurvey({ answers: { overall: 1 } }),
    )
      .when(strikes("survey:expire"))
      .leaves({ status: "closed", outcome: "not-recovered" }));

  it("closes nothing while we still owe what we granted", () =>
    given(surveyed, answerSurvey({ answers: { overall: 5 } }))
      .when(strikes("survey:expire"))
      .leaves({ status: "resolved" }));

  it("closes nothing where the overall question was left out", () =>
    given(surveyed, answerSurvey({ answers: { procedural: 5 } }))
      .when(strikes("survey:expire"))
      .leaves({ status: "resolved" }));
});

describe("answering", () => {
  it("keeps the answer and what the customer adds", () =>
    given(surveyed)
      .when(answerSurvey({ answers: { overall: 4 }, comment: "Quick and kind." }))
      .happened({ type: "survey-answered", by: rosa.person, answers: { overall: 4 }, comment: "Quick and kind." })
      .leaves({ survey: { answeredAt: soon, answers: { overall: 4 }, comment: "Quick and kind." } }));

  it("is the customer's, from any account or by the signed link", () => {
    given(surveyed)
      .when(answerSurvey({ by: rosaOnTeams }))
      .leaves({ survey: { answers: { overall: 5 } } });
    given(surveyed)
      .when(answerSurvey({ by: "customer" }))
      .happened({ type: "survey-answered", answers: { overall: 5 } });
    given(surveyed)
      .when(answerSurvey({ by: gus }))
      .refused("not-the-customer");
    given(surveyed)
      .when(answerSurvey({ by: ann }))
      .refused("not-the-customer");
  });

  it("may go on with the other questions, but not change an answer", () => {
    const first = given(surveyed).when(answerSurvey({ answers: { overall: 4 } }));
    first.then(answerSurvey({ answers: { overall: 1 } })).refused("survey-answered");
    first
      .then(answerSurvey({ answers: { overall: 1, procedural: 2 }, comment: "Slow." }))
      .happened({ type: "survey-answered", by: rosa.person, answers: { procedural: 2 }, comment: "Slow." })
      .leaves({
        status: "resolved",
        survey: { answeredAt: soon, answers: { overall: 4, procedural: 2 }, comment: "Slow." },
      });
  });

  it("may add a comment later, and keeps the first", () => {
    const answered = [surveyed, answerSurvey({ answers: { overall: 4 } })];
    given(answered)
      .when(answerSurvey({ answers: {}, comment: "Kind people." }))
      .leaves({ survey: { comment: "Kind people.", answers: { overall: 4 } } });
    given(answered, answerSurvey({ answers: {}, comment: "Kind people." }))
      .when(answerSurvey({ answers: { before: 3 }, comment: "No, rude ones." }))
      .leaves({ survey: { comment: "Kind people.", answers: { overall: 4, before: 3 } } });
  });

  it("needs an answer, to a question that was asked", () => {
    given(surveyed)
      .when(answerSurvey({ answers: {} }))
      .refused("bad-answer");
    given(surveyed)
      .when(answerSurvey({ answers: { weather: 5 } }))
      .refused("bad-answer");
    given(surveyed)
      .when(answerSurvey({ answers: { overall: 6 } }))
      .refused("bad-answer");
    given(surveyed, answerSurvey({ answers: { overall: 5 } }))
      .when(answerSurvey({ answers: { overall: 5, weather: 5 } }))
      .refused("bad-answer");
  });

  it("needs a survey that was sent and has not ended", () => {
    given(resolved).when(answerSurvey()).refused("no-survey");
    given(surveyed, strikes("survey:expire")).when(answerSurvey()).refused("survey-over");
    given(surveyed, wait("14d")).when(answerSurvey()).refused("survey-over");
  });

  it("is welcome on a case that staff have closed meanwhile", () =>
    given(surveyed, markDelivered(), close())
      .when(answerSurvey({ answers: { overall: 5 } }))
      .leaves({ status: "closed" }));
});

describe("a poor answer", () => {
  const poor = answerSurvey({ answers: { overall: 2 } });

  it("reopens the case for a more senior owner", () =>
    given(surveyed)
      .when(poor)
      .happened(
        { type: "survey-answered", by: rosa.person, answers: { overall: 2 } },
        {
          type: "reopened",
          reason: "The customer's answer to the survey",
          because: "survey",
          role: "manager",
          clocks: { acknowledge: clock(soon, "1h"), resolve: clock(soon, "1d"), update: clock(soon, "1d") },
        },
      )
      .leaves({ status: "open", round: 2, seniorRole: "manager", survey: { answers: { overall: 2 } } }));

  it("reopens a closed case too", () =>
    given(surveyed, markDelivered(), close()).when(poor).leaves({ status: "open", round: 2 }));

  it("reopens once: the second press changes nothing, and more words stay words", () => {
    given(surveyed)
      .when(poor)
      .then(answerSurvey({ answers: { overall: 1 } }))
      .refused("survey-answered");
    given(surveyed)
      .when(poor)
      .then(answerSurvey({ answers: { procedural: 1 } }))
      .happened({ type: "survey-answered", by: rosa.person, answers: { procedural: 1 } })
      .leaves({ status: "open", round: 2 });
  });

  it("doesn't reopen the next resolution when only more is said about the first", () =>
    given(surveyed, poor, secondRecovery())
      .when(answerSurvey({ answers: { interactional: 1 } }))
      .happened({ type: "survey-answered", by: rosa.person, answers: { interactional: 1 } }));

  it("is overall: one kind of justice alone reopens nothing", () =>
    given(surveyed)
      .when(answerSurvey({ answers: { procedural: 1 } }))
      .leaves({ status: "resolved" }));

  it("is what the protocol says", () => {
    const tolerant = rulesOf({ survey: { reopenAtOrBelow: 1 } });
    given(under(tolerant), surveyed).when(poor).leaves({ status: "resolved" });
    given(under(tolerant), surveyed)
      .when(answerSurvey({ answers: { overall: 1 } }))
      .leaves({ status: "open" });
  });

  it("is followed by a survey of its own after the second resolution", () => {
    const again = given(surveyed, poor, secondRecovery());
    expect(Object.keys(again.timers)).toContain("survey:send");
    again
      .when([strikes("survey:send"), answerSurvey({ answers: { overall: 4 } })])
      .leaves({ survey: { answers: { overall: 4 } } });
  });
});

function secondRecovery() {
  return [takeOwnership({ by: ann }), acknowledge({ by: ann }), apologize({ by: ann }), resolve({ by: ann })];
}

describe("opting out", () => {
  it("ends reminders for this customer", () => {
    given(surveyed)
      .when(optOut())
      .happened({ type: "survey-opted-out", by: rosa.person })
      .leaves({ surveyOptOut: soon });
    given(surveyed)
      .when(optOut({ by: "customer" }))
      .happened({ type: "survey-opted-out" });
    given(surveyed, optOut(), wait("4d"))
      .when(timeUp({ timer: "survey:remind" }))
      .refused("timer-stale");
  });

  it("before the survey keeps it from going out", () =>
    given(resolved, optOut(), wait("2d"))
      .when(timeUp({ timer: "survey:send" }))
      .refused("timer-stale"));

  it("in another case holds in this one: the clock notes it, for nobody touched this one, and asks nothing", () => {
    given(resolved, optsOutElsewhere)
      .when(strikes("survey:send"))
      .happened({ type: "survey-opted-out" })
      .leaves({ surveyOptOut: expect.any(Number) });
    given(surveyed, optsOutElsewhere).when(strikes("survey:remind")).happened({ type: "survey-opted-out" });
    expect(Object.keys(given(resolved, optsOutElsewhere, strikes("survey:send")).timers)).not.toContain("survey:send");
    given(surveyed, optsOutElsewhere).when(strikes("survey:expire")).happened({ type: "survey-expired" });
  });

  it("happens once", () => given(surveyed, optOut()).when(optOut()).refused("already-opted-out"));

  it("is possible at any time, and leaves the door open for an answer", () => {
    given(owned).when(optOut()).leaves({ status: "open" });
    given(surveyed, markDelivered(), close()).when(optOut()).leaves({ status: "closed" });
    given(surveyed, optOut())
      .when(answerSurvey())
      .leaves({ survey: { answers: { overall: 5 } } });
  });
});

describe("a survey left behind by a reopening", () => {
  const second = [surveyed, reopen(), secondRecovery()];

  it("is not reminded of, the next one comes instead", () => {
    given(second, wait("1d"))
      .when(timeUp({ timer: "survey:remind" }))
      .refused("timer-stale");
    expect(Object.keys(given(second).timers)).toEqual(expect.arrayContaining(["survey:send"]));
    expect(Object.keys(given(second).timers)).not.toContain("survey:remind");
  });

  it("closes nothing at its end", () =>
    given(second, wait("15d"))
      .when(timeUp({ timer: "survey:expire" }))
      .refused("timer-stale"));
});
