/**
 * Which of several servers is connected to. postgres.js 3.4.9 takes `read-write` for "transactions aren't read-only by
 * default" and is content with a standby, where no write goes through: the primary is meant.
 */
export function targetOf(url: string, env: NodeJS.ProcessEnv = process.env): { target_session_attrs?: "primary" } {
  const asked = URL.canParse(url)
    ? new URL(url).searchParams.get("target_session_attrs")
    : /target_session_attrs=([\w-]+)/.exec(url)?.[1];
  return (asked || env.PGTARGETSESSIONATTRS) === "read-write" ? { target_session_attrs: "primary" } : {};
}
