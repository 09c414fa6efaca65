import { config } from "zod";

// The page's Content-Security-Policy forbids eval; zod would try it before it falls back. Imported before any schema is.
config({ jitless: true });
