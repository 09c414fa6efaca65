import fc from "fast-check";
import { expect, it } from "vitest";
import { BlockPacker, BlockUnpacker, type ScannedBlock } from "../../src/scan.ts";
import type { Signal, Witness } from "../../src/signal.ts";

const name = fc.constantFrom("a", "b", "c", "d", "e");
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const witness: fc.Arbitrary<Witness> = fc.record(
  {
    source: name,
    value: number,
    weight: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    ...{ operator: name, key: name, host: name, advisory: fc.boolean(), observedAt: name },
  },
  { requiredKeys: ["source", "value"] },
);
const plainWitness: fc.Arbitrary<Witness> = fc.record(
  { source: name, value: number, weight: fc.constantFrom(1, 2) },
  { requiredKeys: ["source", "value"] },
);
const signal: fc.Arbitrary<Signal> = fc.record(
  {
    metric: name,
    source: name,
    value: number,
    observedAt: name,
    time: fc.integer(),
    unit: name,
    witnesses: fc.oneof(fc.array(plainWitness, { maxLength: 4 }), fc.array(witness, { maxLength: 4 })),
    labels: fc.dictionary(name, name, { maxKeys: 2 }),
  },
  { requiredKeys: ["metric", "source", "value", "observedAt", "time"] },
);
const block: fc.Arbitrary<ScannedBlock> = fc.record({
  afterTooLong: fc.boolean(),
  read: fc.nat(),
  signals: fc.array(signal, { maxLength: 20 }),
  odd: fc.array(fc.record({ before: fc.nat(20), lines: fc.nat(5), bytes: fc.uint8Array({ maxLength: 5 }) }), {
    maxLength: 3,
  }),
});

it("gives back every block as it was, whatever is in it, from thread to thread", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
      // So few characters are remembered that it begins anew all the time.
      const packer = new BlockPacker(100);
      const unpacker = new BlockUnpacker();
      for (const each of blocks) {
        const packed = packer.pack(each);
        const sent = structuredClone(packed, { transfer: [packed.numbers.buffer, packed.odd.bytes.buffer] });
        expect(unpacker.unpack(sent)).toEqual(each);
      }
    }),
  );
});

it("refuses a block that does not follow from those before it", () => {
  const packer = new BlockPacker();
  const signals: Signal[] = [{ metric: "a", source: "s", value: 1, observedAt: "t", time: 0 }];
  const pack = () => packer.pack({ afterTooLong: false, read: 0, signals, odd: [] });
  pack();
  expect(() => new BlockUnpacker().unpack(pack())).toThrow("names what was never sent");
});
