import { createHash } from "node:crypto";
import Postgrator from "postgrator";
import { log } from "./001-log.ts";
import { inbox } from "./002-inbox.ts";
import { shards } from "./003-shards.ts";
import { root } from "./004-root.ts";
import { aside } from "./005-aside.ts";

/** In order; forward only. */
const scripts: readonly (readonly [name: string, sql: string])[] = [
  ["log", log],
  ["inbox", inbox],
  ["shards", shards],
  ["root", root],
  ["aside", aside],
];

/** The version of the tables that this program works with. */
export const SCHEMA_VERSION = scripts.length;
export const VERSION_TABLE = "mvcrs.schema_version";

/** Postgrator, with the scripts of this package in place of a folder: a bundle has none. */
export class Migrator extends Postgrator {
  override async getMigrations(): Promise<Postgrator.Migration[]> {
    const migrations = scripts.map(([name, sql], i) => ({
      version: i + 1,
      action: "do" as const,
      filename: name,
      name,
      md5: createHash("md5").update(sql).digest("hex"),
      getSql: () => sql,
    }));
    // Its own methods read this field.
    Object.assign(this, { migrations });
    return migrations;
  }
}
