/** protocol.yaml: read, checked with line numbers, kept fresh while the bot runs. */
export { follow } from "./protocol-file/followed.ts";
export { lastInForce, writtenIn } from "./protocol-file/in-force.ts";
export { parseProtocol } from "./protocol-file/parse.ts";
export { ProtocolError, type ProtocolProblem } from "./protocol-file/problem.ts";
export { protocolJsonSchema } from "./protocol-file/schema.ts";
export { createProtocolSource, type ProtocolLog, type ProtocolSource } from "./protocol-file/source.ts";
