import { resolve } from "node:path";
import { isLoopback, type ListenOptions } from "@mvcrs/service";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readText } from "../chain/chain-files.ts";
import type { ServiceArgs } from "./service-options.ts";

/** Where the service listens, and under which names. */
export interface Where {
  readonly listen: ListenOptions;
  readonly names: readonly string[];
}

/**
 * On this machine alone unless told otherwise; and then only with TLS, its own or that of a proxy before it.
 *
 * @throws USAGE, FILE_MISSING, FILE_UNREADABLE
 */
export async function listenOptions(args: ServiceArgs, { io }: Pick<Context, "io">): Promise<Where> {
  const { host, port, tlsCert, tlsKey, behindProxy } = args;
  const usage = (problem: string) => cliErrors.create("USAGE", { problem });
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw usage("--tls-cert and --tls-key go together");
  if (!isLoopback(host) && tlsCert === undefined && !behindProxy)
    throw usage(
      `--host ${host} is reached from other machines: give --tls-cert and --tls-key, or --behind-proxy where a proxy before it speaks TLS`,
    );
  const names = (args.name ?? []).map((name) => name.toLowerCase());
  for (const name of names)
    if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(name)) throw usage(`--name ${name} is not a host name`);
  const read = (file: string) => readText(resolve(io.cwd, file), "Give the path of a PEM file.");
  const tls =
    tlsCert === undefined || tlsKey === undefined
      ? undefined
      : { cert: await read(tlsCert), key: await read(tlsKey) };
  return { listen: { host, port, tls }, names };
}
