import { z } from "zod";
import { protocolSchema } from "../core/protocol.ts";

/** The JSON Schema of protocol.yaml for editors: completion and red lines while it is written. */
export const protocolJsonSchema = () => ({
  ...z.toJSONSchema(protocolSchema, { io: "input" }),
  title: "Amends protocol",
  description: "An organization's own rules of service recovery (protocol.yaml). Every key may be left out.",
});
