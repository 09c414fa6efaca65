export { type ChallengeRow, formatTelemetryCsv, telemetryColumns } from "./challenge-row.ts";
