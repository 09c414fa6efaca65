import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "../../command.ts";
import { deploymentOption } from "../../deployment-options.ts";
import { cliErrors } from "../../errors.ts";

const text = (name: keyof typeof deploymentOption) =>
  ({ type: "string", requiresArg: true, describe: deploymentOption[name] }) as const;

/** Adds the options that name a deployment. */
export const deploymentOptions = (yargs: Argv<GlobalArgs>) =>
  yargs
    .option("arena", { ...text("arena"), demandOption: true })
    .option("stake-manager", { ...text("stake-manager"), demandOption: true })
    .option("system-pause", text("system-pause"))
    .option("rpc-url", text("rpc-url"));

/** The orchestrator's key, from a file or from ORCHESTRATOR_PRIVATE_KEY; never from the command line, which others see. */
export function orchestratorKey(file: string | undefined, { io }: Context): string {
  const text =
    file === undefined ? io.env["ORCHESTRATOR_PRIVATE_KEY"] : readFileSync(resolve(io.cwd, file), "utf8");
  const key = text?.trim() ?? "";
  if (!/^(?:0x)?[0-9a-fA-F]{64}$/.test(key))
    throw cliErrors.create("USAGE", {
      problem: `${file ?? "ORCHESTRATOR_PRIVATE_KEY"} holds no private key (64 hexadecimal digits)`,
    });
  return key.startsWith("0x") ? key : `0x${key}`;
}

/** An amount in the token's smallest unit, as written on the command line. */
export function amountOf(option: string, text: string): bigint {
  if (!/^(?:0|[1-9]\d{0,77})$/.test(text))
    throw cliErrors.create("USAGE", {
      problem: `${option} ${text} is not a whole number of the token's smallest unit`,
    });
  return BigInt(text);
}

/** A block number as written on the command line. */
export function blockOf(option: string, text: string): number {
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text))
    throw cliErrors.create("USAGE", { problem: `${option} ${text} is not a block number` });
  return Number(text);
}
