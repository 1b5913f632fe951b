import { readFileSync } from "node:fs";
import { z } from "zod";

/** The version of this Amends, from `package.json`, which is one folder farther away for what was built into `dist`. */
export const release: string = z
  .object({ version: z.string() })
  .parse(
    JSON.parse(
      readFileSync(
        new URL(import.meta.url.includes("/dist/") ? "../../package.json" : "../package.json", import.meta.url),
        "utf8",
      ),
    ),
  ).version;
