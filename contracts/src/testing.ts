// Contracts that behave like those in the field, and two kinds of owner and switch that occur there. For tests only.
export {
  BatchWallet,
  FieldArena,
  FieldModule,
  FieldStakeManager,
  FieldSystemPause,
  SimplePause,
} from "./generated/test-doubles.ts";
