import type { Noun } from "../../command.ts";
import { checkpointCommand } from "./checkpoint.ts";
import { compressSegmentsCommand } from "./compress-segments.ts";
import { consistencyCommand } from "./consistency.ts";
import { entriesCommand } from "./entries.ts";
import { exportTilesCommand } from "./export-tiles.ts";
import { headCommand } from "./head.ts";
import { keygenCommand } from "./keygen.ts";
import { migrateCommand } from "./migrate.ts";
import { moveSegmentsCommand } from "./move-segments.ts";
import { proveCommand } from "./prove.ts";
import { redactCommand } from "./redact.ts";
import { repairCommand } from "./repair.ts";
import { rotateCommand } from "./rotate.ts";
import { rotateKeyCommand } from "./rotate-key.ts";
import { segmentsCommand } from "./segments.ts";
import { verifyCommand } from "./verify.ts";
import { verifyCheckpointCommand } from "./verify-checkpoint.ts";
import { verifyConsistencyCommand } from "./verify-consistency.ts";
import { verifyProofCommand } from "./verify-proof.ts";

/** `mvcrs chain …`, its verbs in the order in which help shows them. */
export const chainNoun: Noun = {
  name: "chain",
  describe: "The tamper-evident log",
  verbs: [
    headCommand,
    entriesCommand,
    verifyCommand,
    proveCommand,
    verifyProofCommand,
    keygenCommand,
    rotateKeyCommand,
    checkpointCommand,
    verifyCheckpointCommand,
    consistencyCommand,
    verifyConsistencyCommand,
    exportTilesCommand,
    redactCommand,
    repairCommand,
    rotateCommand,
    segmentsCommand,
    compressSegmentsCommand,
    moveSegmentsCommand,
    migrateCommand,
  ],
};
