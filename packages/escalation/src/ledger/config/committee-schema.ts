import { z } from "zod";

/** A committee as the log and the root's mark name it: who can release a lock, and how many of them have to. */
export const committeeSchema = z.strictObject({
  members: z.array(z.string().regex(/^0x[0-9a-fA-F]{40}$/)).max(100),
  threshold: z.int().min(1).max(100),
});
export type Committee = z.infer<typeof committeeSchema>;

/** The committee where none is configured: nobody can release a lock. */
export const nobody: Committee = { members: [], threshold: 1 };

/** Whether both name the same members and threshold; order and case of the addresses do not matter. */
export function isSameCommittee(a: Committee, b: Committee): boolean {
  const key = ({ members, threshold }: Committee) =>
    `${threshold}:${members
      .map((member) => member.toLowerCase())
      .sort()
      .join()}`;
  return key(a) === key(b);
}
