import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";

/** The files an admin uploads, made ready: the templates of `manifest/` with this installation's own values. */

/** Beside the sources while developing; one folder further up from the built `dist/src`. */
const templates = new URL(
  import.meta.url.includes("/dist/") ? "../../../manifest/" : "../../manifest/",
  import.meta.url,
);
const template = (name: string): Buffer => readFileSync(new URL(name, templates));

const noId = /00000000-0000-0000-0000-000000000000/g;
const noUrl = /https:\/\/YOUR-PUBLIC-URL/g;
const noDomain = /YOUR-PUBLIC-DOMAIN/g;
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Why no manifest could be made, in words for the operator. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
}

/** Without a slash at its end. @throws ManifestError unless it is an https address without a query. */
const publicAddress = (url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "https:" || parsed.search || parsed.hash || parsed.username)
    throw new ManifestError(
      `--url is ${JSON.stringify(url)}, but must be the https address at which Amends is reached (PUBLIC_URL), such as https://amends.acme.example`,
    );
  return parsed.href.replace(/(?<!\/)\/+$/, "");
};

/** `manifest.json` of the app package. @throws ManifestError when the id or the address can't be one. */
export function teamsManifest({ appId, url }: { readonly appId: string; readonly url: string }): string {
  if (!guid.test(appId))
    throw new ManifestError(
      `--app-id is ${JSON.stringify(appId)}, but must be the bot's Microsoft App ID (MicrosoftAppId), such as 11111111-2222-3333-4444-555555555555`,
    );
  const address = publicAddress(url);
  return template("teams/manifest.json")
    .toString("utf8")
    .replace(noId, appId.toLowerCase())
    .replace(noUrl, () => address)
    .replace(noDomain, () => new URL(address).host);
}

/** The zip to upload to Teams: the manifest and both icons at its root. @throws ManifestError */
export function teamsPackage(of: { readonly appId: string; readonly url: string }): Uint8Array {
  return zipSync({
    "manifest.json": strToU8(teamsManifest(of)),
    "color.png": template("teams/color.png"),
    "outline.png": template("teams/outline.png"),
  });
}

/** The YAML to paste at api.slack.com/apps, without the note on what to replace. @throws ManifestError */
export function slackManifest({ url }: { readonly url: string }): string {
  const address = publicAddress(url);
  const text = template("slack.yaml").toString("utf8");
  return text.replace(/^# Before you paste it,[\s\S]*?\n#\n/m, "").replace(noUrl, () => address);
}
