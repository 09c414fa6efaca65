import { postgresShards } from "@mvcrs/chain-postgres";
import { readStoreFile } from "@mvcrs/escalation";
import type { Input } from "@mvcrs/service";
import { cliErrors } from "../../errors.ts";
import { passwordFrom } from "../../store-password.ts";
import type { OpenSources } from "./open-sources.ts";
import type { ConfigPart } from "./parts/config.ts";
import { mirrorPart } from "./parts/mirror.ts";
import type { Service } from "./parts/service.ts";
import { sharedSourcesPart } from "./parts/shared-sources.ts";
import { workerPart } from "./parts/worker.ts";

/** What of the service is shared with other hosts: signals wait in the database, and every host judges a share of them. */
export async function openShared(
  service: Service,
  { config, inputs }: { readonly config: ConfigPart; readonly inputs: readonly Input[] },
): Promise<OpenSources> {
  const { context } = service;
  const { store, refresh, files, paths } = context;
  const file = await readStoreFile(files, paths);
  if (store === undefined || refresh === undefined || file === null)
    throw cliErrors.create("USAGE", { problem: "the log of this root is kept in its file" });
  const shards = postgresShards({ ...file, ...passwordFrom(context) });
  return {
    part: sharedSourcesPart(service, { shards, inputs }),
    mirror: mirrorPart(service, refresh),
    worker: workerPart(service, { shards, store, configured: config }),
    close: async () => shards[Symbol.asyncDispose](),
  };
}
