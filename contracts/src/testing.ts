// Contracts that behave like those in the field. For tests only.
export {
  FieldArena,
  FieldModule,
  FieldStakeManager,
  FieldSystemPause,
  SimplePause,
} from "./generated/test-doubles.ts";
