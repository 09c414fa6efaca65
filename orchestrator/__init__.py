"""The orchestrator's tools under the names that the emergency runbook uses."""
