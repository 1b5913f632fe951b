import { createHmac, timingSafeEqual } from "node:crypto";
import { personKey } from "../../core/people.ts";
import { after, duration, type Instant, instant } from "../../core/time.ts";
import type { About, Form } from "../../views/elements.ts";
import { createKeyring, type Key } from "../keyring.ts";
import type { Caller, Clock } from "../ports.ts";

/**
 * A form travels through a client and back, so what it is about comes back as the client says. It is signed for the one person
 * it was opened for: nobody can aim a form at another case or another place, nor send what a colleague was given.
 */
export type FormSignatures = {
  sign(form: Form, opener: Opener): Form;
  /** `expired`: it is what we gave this very person, but long ago. `foreign`: it isn't, or an older release gave it unsigned. */
  check(form: { readonly id: string; readonly about: About }, opener: Opener): "ours" | "expired" | "foreign";
};

/** A person's id means something only in their organization, so both are signed. */
export type Opener = Pick<Caller, "organization" | "person">;

const hour = 3_600_000;
/** Somebody may go home with a form open, and send it the next day. */
const lifetime = duration(36 * hour);
/** By the hour, so that a form which is asked for again is answered with the very same. */
const hourOf = (at: Instant): Instant => instant(Math.floor(at / hour) * hour);

/** `secret` is what AMENDS_SECRET holds. */
export function createFormSignatures({ secret, clock }: { secret: string; clock: Clock }): FormSignatures {
  const keys = createKeyring(secret, "form v1");

  const signature = (id: string, about: About, opener: Opener, at: Instant, key: Key): Buffer =>
    createHmac("sha256", key.bytes)
      .update(JSON.stringify([id, ...signed(about), ...signedOf(opener), at]))
      .digest();

  return {
    sign: (form, opener) => {
      const [at, key] = [hourOf(clock.now()), keys.newest];
      const made = signature(form.id, form.about, opener, at, key).toString("base64url");
      return { ...form, about: { ...form.about, signature: [key.id, at.toString(36), made].join(".") } };
    },
    check: ({ id, about }, opener) => {
      const [keyId, written = "", made = ""] = about.signature?.split(".") ?? [];
      const at = instant(Number.parseInt(written, 36));
      const given = Buffer.from(made, "base64url");
      const isSigned = keys.candidates(keyId).some((key) => {
        const right = signature(id, about, opener, at, key);
        return given.length === right.length && timingSafeEqual(given, right);
      });
      if (!isSigned) return "foreign";
      return clock.now() < after(at, lifetime) ? "ours" : "expired";
    },
  };
}

/** In one order, whatever order a platform gives the keys back in; what is absent counts as null. */
const signed = ({ case: kase, of, place }: About): readonly unknown[] => [
  kase,
  of,
  ...(place ? [place.platform, place.workspace, place.channel, place.thread, place.link] : []),
];

/**
 * A Slack id is one person's everywhere, and on Enterprise Grid payloads name now the workspace, now the organization beside it.
 * Elsewhere the workspace is part of who someone is.
 */
const signedOf = ({ organization, person }: Opener): readonly unknown[] => [
  organization,
  person.platform === "slack" ? `slack:${person.id}` : personKey(person),
];
