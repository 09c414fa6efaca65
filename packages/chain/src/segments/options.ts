import { setTimeout } from "node:timers/promises";
import { type FileLayer, nodeFiles } from "@mvcrs/files";
import { nodeProcesses, type Processes } from "@mvcrs/files/lock";
import { pathsOf } from "../internal/paths.ts";
import type { SegmentPlace } from "../internal/segments/change-list.ts";
import type { Segment } from "./segment.ts";

export interface SegmentsOptions {
  /** The log file. */
  readonly path: string;
  readonly files?: FileLayer;
  readonly processes?: Processes;
  readonly clock?: () => number;
  /** For the lock of the list of segments. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

export interface ChosenSegmentsOptions extends SegmentsOptions {
  /** Which segments are meant; default: all. */
  readonly choose?: (segment: Segment) => boolean;
}

export async function segmentPlace({
  path,
  files = nodeFiles,
  processes = nodeProcesses(),
  clock = Date.now,
  wait = setTimeout,
}: SegmentsOptions): Promise<SegmentPlace> {
  return { files, processes, clock, wait, paths: await pathsOf(files, { path }) };
}
