import { postgresShards } from "@mvcrs/chain-postgres";
import { readStoreFile } from "@mvcrs/escalation";
import type { Input } from "@mvcrs/service";
import { cliErrors } from "../../errors.ts";
import { passwordFrom } from "../../store-password.ts";
import type { ConfigPart } from "./parts/config.ts";
import { mirrorPart } from "./parts/mirror.ts";
import type { Service } from "./parts/service.ts";
import { sharedSourcesPart } from "./parts/shared-sources.ts";
import type { OpenSources } from "./parts/sources.ts";
import { workerPart } from "./parts/worker.ts";

/** What of the service is shared with other hosts: signals wait in the database, and every host judges a share of them. */
export async function openShared(
  service: Service,
  { config, inputs }: { readonly config: ConfigPart; readonly inputs: readonly Input[] },
): Promise<OpenSources> {
  const { context } = service;
  const { refresh, files, paths } = context;
  const file = await readStoreFile(files, paths);
  if (refresh === undefined || file === null) throw cliErrors.create("LOG_NOT_SHARED", { root: paths.root });
  const shards = postgresShards({ ...file, ...passwordFrom(context) });
  return {
    part: sharedSourcesPart(service, { shards, inputs }),
    mirror: mirrorPart(service, refresh),
    worker: workerPart(service, { shards, configured: config }),
    close: async () => shards[Symbol.asyncDispose](),
  };
}
