import { base } from "./styles/base.ts";
import { conversation } from "./styles/conversation.ts";
import { frame } from "./styles/frame.ts";

/** The one stylesheet. It lives here as text so that the built program is code alone. */
export const stylesheet = [base, frame, conversation].join("").trim();
