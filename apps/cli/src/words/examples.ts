import type { Examples } from "../program.ts";

/** Two command lines for each command: `0x…`, `3f2a` and names of files stand for the reader's own. */
export const examples: Examples = {
  "culture-rewards": [
    ["mvcrs culture-rewards --total 1000 --top 3", "share 1000 among the three best"],
    ["mvcrs culture-rewards --total 1000 --top 3 --json", "for a script"],
  ],
  init: [
    ["mvcrs init", "mark this folder as a root"],
    ["mvcrs init --root /srv/mvcrs", "mark another one"],
  ],
  run: [
    ["mvcrs run --signals signals.jsonl --dry-run", "what a run would find; nothing is written"],
    [
      "mvcrs run --signals signals.csv --fail-on critical",
      "in a pipeline: exit 1 for a new critical challenge",
    ],
  ],
  backtest: [
    ["mvcrs backtest history.csv --column stake", "what the forecast would have said"],
    ["mvcrs backtest history.csv --column stake --plot stake.svg", "and a picture of it"],
  ],
  witnesses: [
    ["mvcrs witnesses", "how each witness does"],
    ["mvcrs witnesses --faulty", "only those with something to see to"],
  ],
  rebuild: [
    ["mvcrs rebuild --check", "compare every artifact with the log; write nothing"],
    ["mvcrs rebuild", "write them again"],
  ],
  backup: [
    ["mvcrs backup /mnt/backup/2026-11-26", "copy the root while writers write"],
    ["mvcrs backup /mnt/backup/2026-11-26 --json", "for a script"],
  ],
  restore: [
    ["mvcrs restore /mnt/backup/2026-11-26 --check", "would it do? nothing is written"],
    ["mvcrs restore /mnt/backup/2026-11-26 --root /srv/mvcrs", "put it in the place of a root that is gone"],
  ],
  serve: [
    ["mvcrs serve", "sources, review clock, notices, metrics and portal in one"],
    ["mvcrs serve --signals signals.jsonl --port 8080", "follow a file as well"],
  ],
  worker: [
    ["mvcrs worker --root /srv/mvcrs-worker", "beside a service, on a root of its own"],
    ["mvcrs worker --log json", "for a program that collects what it says"],
  ],
  send: [
    ["mvcrs send --signals signals.jsonl --token-file token", "to the service of this root"],
    [
      "mvcrs send --signals - --to https://crs.example.org/ --token-env TOKEN",
      "from standard input, to another machine",
    ],
  ],
  status: [
    ["mvcrs status", "one screen"],
    ["mvcrs status --json", "for a script; exit 1 where something is not well"],
  ],
  drill: [
    ["mvcrs drill", "rehearse every incident"],
    ["mvcrs drill --scenario stolen-key --seed 7", "one of them, the same each time"],
  ],
  "challenges list": [
    ["mvcrs challenges list", "what is open"],
    ["mvcrs challenges list --level critical --overdue", "what waits for a review too long"],
  ],
  "challenges show": [
    ["mvcrs challenges show 3f2a", "who saw what, by the start of its id"],
    ["mvcrs challenges show 3f2a --json", "for a script"],
  ],
  "challenges ack": [
    ['mvcrs challenges ack 3f2a --reason "looking"', "you take it on"],
    ['mvcrs challenges ack 3f2a --reason "looking" --private', "who and why can be deleted later"],
  ],
  "challenges resolve": [
    [
      'mvcrs challenges resolve 3f2a --resolution remediated --reason "stake restored"',
      "it was so, and is mended",
    ],
    ['mvcrs challenges resolve 3f2a --resolution rejected --reason "report was wrong"', "it was not so"],
  ],
  "config check": [
    ["mvcrs config check", "is the configuration of this root valid?"],
    ["mvcrs config check new.json", "is this one?"],
  ],
  "config diff": [
    ["mvcrs config diff new.json --signals signals.jsonl", "which challenges would change level"],
    ["mvcrs config diff new.json --signals history.csv --time-column date", "the same for a CSV file"],
  ],
  "config schema": [
    ["mvcrs config schema", "JSON Schema, for an editor"],
    ["mvcrs config schema --json", "the same as one line"],
  ],
  "escalate tick": [
    ["mvcrs escalate tick", "overdue reviews, ended mutes; for cron"],
    ["mvcrs escalate tick --json", "what was done, for a script"],
  ],
  "metrics accept": [
    ['mvcrs metrics accept arena.stake --value 120 --reason "vote 12"', "this is the new normal"],
    [
      'mvcrs metrics accept arena.stake --value 120 --reason "vote 12" --private',
      "who and why can be deleted later",
    ],
  ],
  "metrics mute": [
    [
      'mvcrs metrics mute arena.stake --owner kim --until 2h --reason "migration"',
      "no notices for two hours",
    ],
    ['mvcrs metrics mute arena.stake --owner kim --until 1d --reason "migration"', "for a day"],
  ],
  "metrics unmute": [
    ['mvcrs metrics unmute arena.stake --reason "done"', "notices again"],
    ['mvcrs metrics unmute arena.stake --reason "done" --actor kim', "said for somebody else"],
  ],
  "trust-lock status": [
    ["mvcrs trust-lock status", "is it on, and who has approved its release?"],
    ["mvcrs trust-lock status --assert-unlocked", "in a script: exit 3 where it is on or not known"],
  ],
  "trust-lock engage": [
    ['mvcrs trust-lock engage --reason "key stolen"', "forbid owner operations"],
    ['mvcrs trust-lock engage --reason "key stolen" --actor kim', "said for somebody else"],
  ],
  "trust-lock approve": [
    ["mvcrs trust-lock approve --key-env COMMITTEE_KEY", "sign with a key"],
    ["mvcrs trust-lock approve --typed-data", "what a wallet is to sign"],
  ],
  "trust-lock release": [
    ['mvcrs trust-lock release --reason "key replaced"', "with the approvals that are in the root"],
    [
      'mvcrs trust-lock release --reason "key replaced" --approval kim.json --approval ada.json',
      "with these",
    ],
  ],
  "trust-lock committee": [
    ['mvcrs trust-lock committee --reason "Ada left"', "put the committee of the configuration in force"],
    ['mvcrs trust-lock committee --reason "Ada left" --actor kim', "said for somebody else"],
  ],
  "fix-branch check": [
    ["mvcrs fix-branch check", "is one due? exit 1 where it is"],
    ["mvcrs fix-branch check --json", "for a script"],
  ],
  "fix-branch open": [
    ['mvcrs fix-branch open --reason "three critical in a row"', "make the branch here"],
    ['mvcrs fix-branch open --repo ../contracts --reason "three critical in a row"', "in another checkout"],
  ],
  "postmortem new": [
    ["mvcrs postmortem new --out stake.md", "of what is open, with proofs"],
    ['mvcrs postmortem new --challenge 3f2a --title "Stake fell" --out stake.md', "of one challenge"],
  ],
  "postmortem check": [
    ["mvcrs postmortem check stake.md", "do its proofs hold?"],
    ["mvcrs postmortem check stake.md --json", "for a script"],
  ],
  "incident archive": [
    ['mvcrs incident archive alert.json --kind alert-payload --reason "evidence"', "keep a file in the log"],
    ['mvcrs incident archive a.json b.json --kind run-receipt --reason "evidence"', "or several"],
  ],
  "outbox list": [
    ["mvcrs outbox list", "notices on their way"],
    ["mvcrs outbox list --dead", "those that were given up"],
  ],
  "outbox deliver": [
    ["mvcrs outbox deliver", "send what is due"],
    ["mvcrs outbox deliver --budget 30", "for 30 seconds at most"],
  ],
  "outbox retry": [
    ["mvcrs outbox retry 3f2a", "try one again"],
    ["mvcrs outbox retry --all", "try all again"],
  ],
  "aside list": [
    ["mvcrs aside list", "which signals nobody has judged, and why"],
    ["mvcrs aside list --json", "for a program"],
  ],
  "aside retry": [
    ["mvcrs aside retry 5f7b", "have one judged"],
    ["mvcrs aside retry --all", "have all judged, with a version that can"],
  ],
  "aside drop": [
    ['mvcrs aside drop 5f7b --reason "not ours"', "decide that one is never judged"],
    ['mvcrs aside drop 5f7b --reason "not ours" --actor kim', "said for somebody else"],
  ],
  "outbox drop": [
    ['mvcrs outbox drop 3f2a --reason "channel is gone"', "give one up"],
    ['mvcrs outbox drop 3f2a --reason "channel is gone" --actor kim', "said for somebody else"],
  ],
  "portal build": [
    ["mvcrs portal build --out public", "the operators' page, for any static host"],
    ["mvcrs portal build --out public --check", "verify the whole log too, and show that"],
  ],
  "telemetry check": [
    ["mvcrs telemetry check", "do rows, log and summary agree?"],
    ["mvcrs telemetry check --json", "for a script"],
  ],
  "telemetry rates": [
    ["mvcrs telemetry rates", "the last day against the four weeks before"],
    ["mvcrs telemetry rates --days 7", "compared with the week before"],
  ],
  "telemetry plot": [
    ["mvcrs telemetry plot --out month.svg", "a picture of the last month"],
    ["mvcrs telemetry plot --out week.svg --days 7", "of the last week"],
  ],
  "chain head": [
    ["mvcrs chain head", "how many entries, and the hash of all"],
    ["mvcrs chain head --json", "for a script"],
  ],
  "chain entries": [
    ["mvcrs chain entries --limit 20", "the newest"],
    ["mvcrs chain entries --type trust_lock.engaged --since 2026-11-01", "of one type, from a day on"],
  ],
  "chain verify": [
    ["mvcrs chain verify", "does every entry still commit to all before it?"],
    ["mvcrs chain verify --checkpoint seen.txt --key log.pub", "and to a checkpoint that you kept"],
  ],
  "chain prove": [
    ["mvcrs chain prove 41", "a proof that entry 41 is in the log"],
    ["mvcrs chain prove 41 --html proof.html", "as a page that checks itself"],
  ],
  "chain verify-proof": [
    ["mvcrs chain verify-proof entry.tlog-proof --key log.pub", "without the log"],
    ["mvcrs chain verify-proof entry.tlog-proof --key log.pub --origin example.org/log", "of this log only"],
  ],
  "chain keygen": [
    ["mvcrs chain keygen", "a key that signs checkpoints"],
    ["mvcrs chain keygen --name example.org/log --out log.key", "with a name, in this file"],
  ],
  "chain rotate-key": [
    ['mvcrs chain rotate-key --reason "yearly"', "replace the key; the old one vouches"],
    ['mvcrs chain rotate-key --lost --yes --reason "disk gone"', "where the old one is gone"],
  ],
  "chain checkpoint": [
    ["mvcrs chain checkpoint", "sign the head"],
    ["mvcrs chain checkpoint --record", "and keep that in the log"],
  ],
  "chain verify-checkpoint": [
    ["mvcrs chain verify-checkpoint seen.txt --key log.pub", "is it of this log?"],
    ["mvcrs chain verify-checkpoint seen.txt --key log.pub --signature-only", "without looking at the log"],
  ],
  "chain consistency": [
    ["mvcrs chain consistency old.txt new.txt --key log.pub", "prove that nothing was changed between"],
    ["mvcrs chain consistency old.txt new.txt --key log.pub --out between.json", "to a file"],
  ],
  "chain verify-consistency": [
    ["mvcrs chain verify-consistency old.txt new.txt between.json --key log.pub", "without the log"],
    [
      "mvcrs chain verify-consistency old.txt new.txt between.json --key log.pub --origin example.org/log",
      "of this log only",
    ],
  ],
  "chain export-tiles": [
    ["mvcrs chain export-tiles public", "for clients of public logs"],
    ["mvcrs chain export-tiles public --all", "check earlier exports too, and mend them"],
  ],
  "chain redact": [
    ['mvcrs chain redact 41 --reason "personal"', "what would be deleted of the vault"],
    ['mvcrs chain redact 41 --reason "personal" --apply', "delete it"],
  ],
  "chain repair": [
    ["mvcrs chain repair", "what is damaged; nothing is changed"],
    ["mvcrs chain repair --apply", "keep what is before the damage, move the rest aside"],
  ],
  "chain rotate": [
    ["mvcrs chain rotate", "close the log, go on in a new part"],
    ["mvcrs chain rotate --min-bytes 100000000", "only where it is that large"],
  ],
  "chain segments": [
    ["mvcrs chain segments", "the closed parts"],
    ["mvcrs chain segments --rebuild", "write their list again"],
  ],
  "chain compress-segments": [
    ["mvcrs chain compress-segments", "compress all closed parts"],
    ["mvcrs chain compress-segments --keep 2", "but the newest two"],
  ],
  "chain move-segments": [
    ["mvcrs chain move-segments /mnt/archive", "to another disk"],
    ["mvcrs chain move-segments /mnt/archive --keep 2", "but the newest two"],
  ],
  "chain migrate": [
    ["mvcrs chain migrate --to postgres://mvcrs@db.example/log", "the log of this root into a database"],
    ["mvcrs chain migrate --to file", "and back"],
  ],
  "orchestrator run": [
    [
      "mvcrs orchestrator run --arena 0x… --stake-manager 0x… --simulate honest=6,lazy=2 --max-slash-per-round 1000 --max-slash-per-day 5000",
      "one round",
    ],
    [
      "mvcrs orchestrator run --arena 0x… --stake-manager 0x… --simulate honest=6 --rounds 10 --every 60 --max-slash-per-round 1000 --max-slash-per-day 5000",
      "ten, a minute apart",
    ],
  ],
  "orchestrator freeze": [
    ['mvcrs orchestrator freeze --reason "odd scores"', "no more rounds"],
    ['mvcrs orchestrator freeze --reason "odd scores" --actor kim', "said for somebody else"],
  ],
  "orchestrator resume": [
    ['mvcrs orchestrator resume --arena 0x… --stake-manager 0x… --reason "looked into"', "go on"],
    [
      'mvcrs orchestrator resume --arena 0x… --stake-manager 0x… --reason "looked into" --actor kim',
      "said for somebody else",
    ],
  ],
  "orchestrator status": [
    ["mvcrs orchestrator status", "where it stands"],
    ["mvcrs orchestrator status --json", "for a script"],
  ],
  "scoreboard show": [
    ["mvcrs scoreboard show", "how agents stand"],
    ["mvcrs scoreboard show --json", "for a script"],
  ],
  "scoreboard reconcile": [
    ["mvcrs scoreboard reconcile --rpc-url http://127.0.0.1:8545", "where it differs from the chain"],
    [
      "mvcrs scoreboard reconcile --rpc-url http://127.0.0.1:8545 --apply",
      "and take over what the chain says",
    ],
  ],
  "owner pause": [
    [
      "mvcrs owner pause --system-pause 0x… --rpc-url http://127.0.0.1:8545 --dry-run",
      "what it would do; nothing is sent",
    ],
    [
      "mvcrs owner pause --system-pause 0x… --rpc-url http://127.0.0.1:8545 --keystore owner.json --yes",
      "do it at once",
    ],
  ],
  "owner unpause": [
    ["mvcrs owner unpause --system-pause 0x… --rpc-url http://127.0.0.1:8545 --dry-run", "what it would do"],
    [
      "mvcrs owner unpause --system-pause 0x… --rpc-url http://127.0.0.1:8545 --safe batch.json --from 0x…",
      "as a batch for a Safe",
    ],
  ],
  "owner set-roles": [
    [
      "mvcrs owner set-roles --arena 0x… --rpc-url http://127.0.0.1:8545 --revoke-orchestrator 0x… --dry-run",
      "what it would do",
    ],
    [
      "mvcrs owner set-roles --arena 0x… --rpc-url http://127.0.0.1:8545 --list-from-block 0",
      "who has a role",
    ],
  ],
  "owner set-params": [
    [
      "mvcrs owner set-params --arena 0x… --rpc-url http://127.0.0.1:8545 --committee-size 5 --dry-run",
      "what it would do",
    ],
    [
      "mvcrs owner set-params --arena 0x… --rpc-url http://127.0.0.1:8545 --committee-size 5 --out plan.json --from 0x…",
      "as a plan to review",
    ],
  ],
  "owner slash": [
    [
      'mvcrs owner slash --arena 0x… --round 7 --validator 0x… --amount 1.5 --reason "two votes" --rpc-url http://127.0.0.1:8545 --dry-run',
      "what it would do",
    ],
    [
      'mvcrs owner slash --arena 0x… --round 7 --validator 0x… --amount 1.5 --reason "two votes" --rpc-url http://127.0.0.1:8545 --out plan.json --from 0x…',
      "as a plan to review",
    ],
  ],
  "owner apply": [
    ["mvcrs owner apply plan.json --rpc-url http://127.0.0.1:8545 --dry-run", "does the plan still hold?"],
    ["mvcrs owner apply plan.json --rpc-url http://127.0.0.1:8545 --keystore owner.json", "carry it out"],
  ],
  "owner give-up": [
    ["mvcrs owner give-up", "operations that were begun and not ended"],
    ["mvcrs owner give-up 3f2a --yes", "end one for good"],
  ],
  "owner watch": [
    [
      "mvcrs owner watch --arena 0x… --rpc-url http://127.0.0.1:8545 --dry-run",
      "owner actions on chain that the log does not have",
    ],
    [
      "mvcrs owner watch --arena 0x… --rpc-url http://127.0.0.1:8545 --from-block 100",
      "from a block on, and record them",
    ],
  ],
  "tokens create": [
    ["mvcrs tokens create --actor sensor-1 --may signals", "for a sender"],
    ["mvcrs tokens create --actor kim --may act", "for a person"],
  ],
  "tokens list": [
    ["mvcrs tokens list", "who may, without the tokens"],
    ["mvcrs tokens list --json", "for a script"],
  ],
  "tokens revoke": [
    ["mvcrs tokens revoke 3f2a", "from now on refused"],
    ["mvcrs tokens revoke 3f2a --json", "for a script"],
  ],
  doctor: [
    ["mvcrs doctor", "would mvcrs work here? nothing is changed"],
    ["mvcrs doctor --rpc-url http://127.0.0.1:8545", "and does this node answer?"],
  ],
  completion: [
    ["mvcrs completion bash >> ~/.bashrc", "for bash"],
    ["mvcrs completion fish > ~/.config/fish/completions/mvcrs.fish", "for fish"],
  ],
  man: [
    ["mvcrs man > mvcrs.1", "the manual as troff"],
    ["mvcrs man --markdown > reference.md", "as a page"],
  ],
};
