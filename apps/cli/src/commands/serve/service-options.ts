import type { Argv } from "yargs";
import type { GlobalArgs } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

/** What can be switched off, in the order in which it is told of. */
export const switchable = [
  "sources",
  "worker",
  "clock",
  "outbox",
  "archive",
  "checkpoints",
  "tiles",
  "metrics",
  "portal",
] as const;
export type Switchable = (typeof switchable)[number];

/** Adds the options of the whole service. */
export function serviceOptions<Args extends GlobalArgs>(yargs: Argv<Args>) {
  return yargs
    .option("signals", {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A file of signals to follow, - for standard input; repeat it for several",
    })
    .option("store", {
      type: "string",
      requiresArg: true,
      describe: "Keep the log in PostgreSQL with other hosts: postgres://user@host:5432/database",
    })
    .option("without", {
      type: "string",
      array: true,
      requiresArg: true,
      describe: `Leave parts out, with commas between them: ${switchable.join(", ")}`,
    })
    .option("name", {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A host name under which it may be asked, beside its addresses and localhost",
    })
    .option("tls-cert", {
      type: "string",
      requiresArg: true,
      describe: "PEM file of the certificate (chain)",
    })
    .option("tls-key", { type: "string", requiresArg: true, describe: "PEM file of its private key" })
    .option("behind-proxy", {
      type: "boolean",
      default: false,
      describe: "A proxy before it speaks TLS with the world",
    })
    .option("tick-every", {
      type: "number",
      default: 60,
      describe: "Seconds between two looks at the review clock",
    })
    .option("checkpoint-every", {
      type: "number",
      default: 900,
      describe: "Seconds between two checkpoints, where the log has grown",
    })
    .option("tiles-to", {
      type: "string",
      requiresArg: true,
      describe: "Export the log's tiles there too: a folder, or s3://bucket/folder",
    })
    .option("log", {
      choices: ["text", "json"] as const,
      default: "text" as const,
      describe: "How it says on stderr what happens",
    });
}

export interface ServiceArgs {
  readonly host: string;
  readonly port: number;
  readonly verifyEvery: number;
  readonly store: string | undefined;
  readonly without: string[] | undefined;
  readonly name: string[] | undefined;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly behindProxy: boolean;
  readonly tickEvery: number;
  readonly checkpointEvery: number;
  readonly tilesTo: string | undefined;
  readonly log: "text" | "json";
}

const usage = (problem: string) => cliErrors.create("USAGE", { problem });

/** The parts that run. @throws USAGE */
export function partsOf({ without = [] }: Pick<ServiceArgs, "without">): ReadonlySet<Switchable> {
  const off = without.flatMap((text) => text.split(",")).map((name) => name.trim());
  for (const name of off)
    if (!switchable.some((one) => one === name))
      throw usage(`--without ${name}: there is no such part; there are ${switchable.join(", ")}`);
  return new Set(switchable.filter((name) => !off.includes(name)));
}

/** @throws USAGE where one is not a number of seconds from 1 to a day */
export function checkIntervals({
  tickEvery,
  checkpointEvery,
}: Pick<ServiceArgs, "tickEvery" | "checkpointEvery">): void {
  for (const [option, value] of Object.entries({
    "tick-every": tickEvery,
    "checkpoint-every": checkpointEvery,
  }))
    if (!(value >= 1 && value <= 86_400))
      throw usage(`--${option} ${value} is not a number of seconds from 1 to 86400`);
}
