/**
 * Given what was asked before, when someone asks this, then that happened: the vocabulary of the core's specifications.
 *
 *     given(awaitingApproval).when(approve({ by: ann })).then(approve({ by: max })).refused("already-decided")
 *
 * Cases are made by asking, never by hand. The first step happens at 10:00 on Tuesday 10 March 2026, each next one a
 * minute later, unless `wait` says more.
 */

export * from "./given/commands.ts";
export * from "./given/outcome.ts";
export * from "./given/people.ts";
export * from "./given/stories.ts";
export {
  fact,
  knownElsewhere,
  optsOutElsewhere,
  othersKnownBy,
  type Step,
  type Story,
  spent,
  strikes,
  toldOf,
  under,
  wait,
} from "./given/world.ts";
