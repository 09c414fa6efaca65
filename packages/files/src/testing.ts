export { type FakeProcesses, fakeProcesses } from "./testing/fake-processes.ts";
export { type Fault, type FaultyFiles, faultyFiles } from "./testing/faulty-files.ts";
export { type MemoryFiles, memoryFiles, powerFailures } from "./testing/memory-files.ts";
export { type MortalFiles, mortalFiles } from "./testing/mortal-files.ts";
