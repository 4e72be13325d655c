export const usage = `Steward answers whether you may use a license or a package.

  npx steward start                  the web chat on this machine
  npx steward start --rehearsal      a trial of your rules: every reviewer is you, the clock can be
                                     moved, and nothing of it is real or kept
  npx steward ask "QUESTION"         one answer; --json for scripts
                                     ends with 0 allowed, 1 review or not allowed, 2 no answer
  npx steward batch [--policy P] [--handbook DIR]
                                     one JSON request a line in, one answer a line out
                                     P: balanced, strict or a file
  npx steward init DIR [--policy P] [--size S]
                                     copies the starter office; P: balanced or strict,
                                     S: small (hundreds of people), large (many thousands)
                                     or long (a review board with all its stages)
  npx steward policy check [DIR]     says whether an office folder is right
  npx steward policy diff OLD NEW    says what a change of the policy means, and which requests it
                                     touches; OLD and NEW: files or office folders, --json
  npx steward forms check [DIR]      says whether the forms of an office folder are right
  npx steward routes check [DIR]     says who decides what, and whether somebody always can
  npx steward routes explain FORM NAME=VALUE…
                                     says who would decide such a request, and why;
                                     names: fields of the form, verdict, category, risk, unit
  npx steward manifest slack --url URL
                                     what Slack makes the app from; --socket without an address,
                                     --many for several workspaces, --out FILE
  npx steward manifest teams --app-id ID --domain NAME
                                     what Teams makes the app from; --out FILE.zip for the package,
                                     --schema V, and --website, --privacy, --terms URL for its page
  npx steward doctor                 says what works, what does not, and how to mend it
  npx steward broadcast report BC-12 who got a broadcast and who has confirmed it, as CSV
  npx steward audit-log verify       says whether the audit log is intact
  npx steward help                   this text; so does --help after a command

Settings are in the README.`;
