/**
 * Whether PostgreSQL's driver reads this address as it was meant. A password with a bare / # or ? ends the part of the address
 * that names the server: then it throws with the whole address in its words, or takes the user for the server. Several servers
 * are separated by commas; without any it is this machine.
 */
export const isDatabaseUrl = (address: string): boolean => {
  const [, authority = "", rest = ""] = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/s.exec(address) ?? [];
  if (!/^postgres(ql)?:\/\/./.test(address)) return false;
  const at = authority.lastIndexOf("@");
  const servers = authority.slice(at + 1).split(",");
  // Of `user:12/34@server` all but `12` looks like a path.
  if (at < 0 && rest.includes("@") && !/^[^@]*\?[\w.]+=/.test(rest)) return false;
  return (
    servers.every((server) => hasPort(server)) &&
    URL.canParse(address.replace(authority.slice(at + 1), servers[0] ?? "")) &&
    canDecode(authority) &&
    canDecode(rest)
  );
};

const hasPort = (server: string): boolean => {
  const port = /:([^:\]]*)$/.exec(server)?.[1];
  return port === undefined || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
};

const canDecode = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};
