import { expect, it } from "vitest";
import { targetOf } from "../../src/store/target-session.ts";

const primary = { target_session_attrs: "primary" };

it("takes read-write for the primary, in the address and in the environment, also with several hosts", () => {
  expect(targetOf("postgres://a:1/amends?target_session_attrs=read-write", {})).toEqual(primary);
  expect(targetOf("postgres://a:1,b:2/amends?sslmode=require&target_session_attrs=read-write", {})).toEqual(primary);
  expect(targetOf("postgres://a:1/amends", { PGTARGETSESSIONATTRS: "read-write" })).toEqual(primary);
});

it("leaves any other wish as it is", () => {
  expect(targetOf("postgres://a:1/amends", {})).toEqual({});
  expect(targetOf("postgres://a:1/amends?target_session_attrs=prefer-standby", {})).toEqual({});
});
