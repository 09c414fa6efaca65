import { join } from "node:path";
import { readSavedState } from "@mvcrs/escalation";
import { type Input, openInbox, type Part } from "@mvcrs/service";
import type { ConfigPart } from "./parts/config.ts";
import { inboxPlace, judgingPart } from "./parts/judging.ts";
import type { Service } from "./parts/service.ts";
import type { SourcesPart } from "./parts/sources.ts";

/** Where signals come in, and what works on them. */
export interface OpenSources {
  readonly part: SourcesPart;
  /** Where the log is in a database: keeps this host's copy fresh, and judges this host's share. */
  readonly mirror?: Part;
  readonly worker?: Part;
  close(): Promise<void>;
}

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
