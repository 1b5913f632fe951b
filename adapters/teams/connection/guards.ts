import type { RequestHandler } from "express";
import { activitySchema } from "../payloads.ts";
import type { Log } from "./log.ts";

/** Who is heard at all, before and beside the signature. */

/** What isn't an activity is answered here: the SDK throws on it outside its own try. */
export const onlyActivities: RequestHandler = (request, response, next) => {
  if (activitySchema.safeParse(request.body).success) next();
  else response.status(400).end();
};

const loopbackAddress = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;
/** A tunnel or a proxy on this machine speaks for others, and says so in one of these. */
const passedOn = /^(forwarded|via|x-forwarded-.+|x-real-ip|x-original-.+|cf-connecting-ip|true-client-ip)$/;

const fromLoopback = (origin: string | undefined): boolean =>
  origin === undefined || (URL.canParse(origin) && loopbackHost.test(new URL(origin).hostname));

/** Without credentials anyone would be believed, so only this machine may speak, for itself and to itself. */
export const onlyThisMachine: RequestHandler = (request, response, next) => {
  const { headers, socket, hostname } = request;
  const isOurs =
    loopbackAddress.test(socket.remoteAddress ?? "") &&
    loopbackHost.test(hostname ?? "") &&
    fromLoopback(headers.origin) &&
    !Object.keys(headers).some((name) => passedOn.test(name));
  if (isOurs) next();
  else response.status(403).end();
};

/** `trafficmanager.net` itself is open to every customer of Azure: of it only this name is Teams'. */
const teamsHost = "smba.trafficmanager.net";
const microsoftDomains = [
  "botframework.azure.cn",
  "botframework.azure.us",
  "botframework.com",
  "microsoft.com",
  "microsoft.us",
  "microsoftonline.cn",
  "skype.com",
];

/** Where our token may be sent: to Microsoft, or to a host that the installation itself names. */
export const isTrustedService = (serviceUrl: string, others: readonly string[]): boolean => {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  if (others.includes(hostname)) return true;
  const isMicrosoft = hostname === teamsHost || microsoftDomains.some((domain) => hostname.endsWith(`.${domain}`));
  return protocol === "https:" && isMicrosoft && username === "" && password === "";
};

/**
 * A bot may be opened to other channels of the Bot Framework, such as Web Chat, where anyone may call themselves anybody. Its
 * signature says that Microsoft passed the words on, not that they were said in Teams.
 */
export const onlyTeams =
  (trustedHosts: readonly string[], log: Log): RequestHandler =>
  (request, response, next) => {
    const { data } = activitySchema.safeParse(request.body);
    if (data?.channelId === "msteams" && isTrustedService(data.serviceUrl, trustedHosts)) return next();
    log.warn(
      { channel: data?.channelId, service: data?.serviceUrl },
      "an activity that doesn't come from Teams was refused",
    );
    response.status(403).end();
  };
