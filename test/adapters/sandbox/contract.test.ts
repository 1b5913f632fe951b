import { contract } from "../contract.ts";
import { openSandboxHarness } from "./harness.ts";

contract("the sandbox", openSandboxHarness);
