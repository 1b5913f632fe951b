import { contract } from "../contract.ts";
import { openTeams } from "./harness.ts";

contract("Teams", openTeams);
