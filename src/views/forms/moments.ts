import { type Instant, instant } from "../../core/time.ts";

const quarterMillis = 15 * 60_000;

/** The next full quarter of an hour, in every time zone alike: what people would choose anyway. */
export const nextQuarter = (at: Instant): Instant => instant(Math.ceil(at / quarterMillis) * quarterMillis);
