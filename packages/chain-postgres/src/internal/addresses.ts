import { postgresErrors } from "../errors.ts";

const SHAPE = /^(postgres(?:ql)?:\/\/)((?:[^@/?#]*@)?)([^/?#]*)(\/[^?#]*)?(\?[^#]*)?$/;

/** The servers that an address names, one URL each, and what errors may call them: no password. */
export interface Addresses {
  readonly name: string;
  readonly urls: readonly string[];
}

/** Reads an address as libpq does: several hosts, separated by commas, are tried in turn. @throws STORE_URL */
export function parseAddresses(address: string): Addresses {
  const parts = SHAPE.exec(address);
  if (parts === null) throw postgresErrors.create("STORE_URL", { problem: "is not postgres://…" });
  const [, scheme = "", user = "", hosts = "", database = "", query = ""] = parts;
  if (database.length < 2) throw postgresErrors.create("STORE_URL", { problem: "names no database" });
  const urls = hosts.split(",").map((host) => `${scheme}${user}${host}${database}${query}`);
  for (const url of urls)
    if (!URL.canParse(url)) throw postgresErrors.create("STORE_URL", { problem: "cannot be read" });
  return { name: `${scheme}${hosts}${database}`, urls };
}
