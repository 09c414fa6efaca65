import { addressProblem } from "../address.ts";
import { manifestRule } from "./manifest-rule.ts";

export const addressSanity = manifestRule({
  id: "address-sanity",
  title: "Addresses are plausible",
  severity: "error",
  why: "A mistyped letter in a mixed-case address breaks its EIP-55 checksum, and what is sent to the zero address is gone. These addresses go into calldata.",
  mend: "Copy the address again from where it was deployed.",
  check: ({ addresses }) => ({
    lookedAt: addresses.length === 0 ? [] : [`${addresses.length} addresses`],
    findings: addresses.flatMap(({ pointer, value }) => {
      const problem = addressProblem(value);
      return problem === undefined
        ? []
        : [{ message: `${pointer} ${problem}`, mend: "Copy the address again from its source.", pointer }];
    }),
    incomplete: addresses.length === 0,
  }),
});
