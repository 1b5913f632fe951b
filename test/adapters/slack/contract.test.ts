import { contract } from "../contract.ts";
import { openSlack } from "./harness.ts";

contract("Slack", openSlack);
