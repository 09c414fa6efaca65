import { publishing } from "./publishing.ts";

const [url = "", origin = "", folder = ""] = process.argv.slice(2);
process.on("disconnect", () => process.exit());
await publishing({ url, origin }, folder);
