import { toChecksumAddress } from "../address.ts";
import { manifestRule } from "./manifest-rule.ts";

export const addressSanity = manifestRule({
  id: "address-sanity",
  title: "Addresses are plausible",
  severity: "warning",
  why: "A mistyped letter in a mixed-case address breaks its EIP-55 checksum; the zero address owns nothing.",
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

function addressProblem(value: string): string | undefined {
  if (!/^0x[0-9a-fA-F]{40}$/.test(value)) return undefined;
  if (/^0x0{40}$/.test(value)) return "is the zero address";
  const digits = value.slice(2);
  const oneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  return oneCase || toChecksumAddress(value) === value ? undefined : "has a wrong EIP-55 checksum";
}
