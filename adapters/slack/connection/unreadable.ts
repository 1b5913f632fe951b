import { HTTPModuleFunctions, type ReceiverProcessEventErrorHandlerArgs } from "@slack/bolt";
import { isReadable } from "../payloads.ts";

const words = "Amends can't read this request, so nothing was changed. It isn't as Slack sends it.";

/**
 * Answers a request that failed before its ack. Signed, but not as Slack writes them (a proxy, another version, a mistake): that
 * is the sender's to mend and no retry helps, so it is told from a fault of ours, which Slack may send again.
 */
export async function answerFailed(args: ReceiverProcessEventErrorHandlerArgs): Promise<boolean> {
  const { request, response } = args;
  if (response.headersSent || !("body" in request) || isReadable(request.body))
    return HTTPModuleFunctions.defaultProcessEventErrorHandler(args);
  response.writeHead(400, { "content-type": "text/plain; charset=utf-8" }).end(words);
  return false;
}
