import { join } from "node:path";
import { readSavedState } from "@mvcrs/escalation";
import { type Input, openInbox } from "@mvcrs/service";
import type { ConfigPart } from "./parts/config.ts";
import { inboxPlace, judgingPart } from "./parts/judging.ts";
import type { Service } from "./parts/service.ts";
import type { OpenSources } from "./parts/sources.ts";

interface SourcesOptions {
  readonly config: ConfigPart;
  readonly inputs: readonly Input[];
}

/** This host judges by itself, or, where its log is in a database, with all hosts that share it. */
export async function openSources(service: Service, options: SourcesOptions): Promise<OpenSources> {
  if (service.context.store !== undefined) {
    // Loaded here: most roots keep their log in a file.
    const { openShared } = await import("./open-shared.ts");
    return openShared(service, options);
  }
  const { context, say } = service;
  const { files, paths, disk } = context;
  const saved = await readSavedState(files, paths);
  const inbox = await openInbox({
    files: disk,
    folder: join(paths.stateFolder, "inbox"),
    judged: saved?.inputs?.[inboxPlace] ?? 0,
    notice: (text) => say.warn("sources", text),
  });
  const { config: configured, inputs } = options;
  return {
    part: judgingPart({ ...service, inbox, configured, inputs, recorded: context.recorded }),
    close: () => inbox.close(),
  };
}
