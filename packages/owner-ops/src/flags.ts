// Apart from `./command`, so that a command line can list its options without loading what signs and encodes.
export {
  commonFlags,
  type OwnerArgs,
  type OwnerFlag,
  type OwnerVerb,
  ownerVerbs,
} from "./internal/command/flags.ts";
