import type { Evidence } from '#assistant/understand/intent/evidence.ts';

/** "is the exception for readline through yet", "hows my curl contribution thing going": one request, by what it is for. */
export function asksHowOneStands({ text }: Evidence): boolean {
  const said = text.toLowerCase().replace(/[’']/g, '').replace(/[,?!]/g, ' ').replace(/\s+/g, ' ');
  return (
    NAMED.test(said) &&
    (PROGRESS.test(said) || ENDS_OPEN.test(said)) &&
    !GENERAL.test(said) &&
    !RULE.test(said)
  );
}

const MATTER =
  '(?:exception|waiver|approval|request|review|release|contribution|cla|ccla|ticket|submission|application|case|one|thing|sign off|signoff|paperwork|filing|clearance|patch)';
/** "the exception for readline", "my curl contribution", "our release of the parser", "the ffmpeg one I filed". */
const NAMED = new RegExp(
  `\\b(?:my|our|the|that|this|a|her|his|their|\\w+s) (?:\\S+ ){0,3}?${MATTER}\\b(?: (?:for|of|on|about|to|with|from|i|we|that|thing|request)\\b| (?:through|done|going|approved|yet|stuck|still|been|gone|pending|moving|decided|ready|get|got)\\b|\\s*$|\\s[.–—-])`,
);
/** How something under way has come on. */
const PROGRESS =
  /\b(?:through yet|through already|gone through|go through|went through|been (?:approved|decided|signed off|granted|looked at|reviewed|cleared|rejected|denied|answered|processed|picked up)|(?:hows|how is|how are|how did) .*\b(?:going|doing|coming|progressing|along|looking|go)|coming along|any (?:movement|news|progress|word|updates?|luck|decision|response|answer|feedback)|where (?:does|do|did) .*\b(?:hang|stand|sit|land|end up)|where(?:s| is| are)|what(?:s| is) (?:up|going on|happening|holding|taking|the (?:state|status|holdup|hold up|story|deal|latest))|what (?:became|happened|came) (?:of|to|out)|whatever happened|(?:still|already|yet) (?:open|pending|stuck|waiting|hanging|undecided|look|looked|approve|approved|decided|in review|under review|with legal|with security)|status|(?:is|are|did|has|have|was) .*\b(?:yet|already|done|finished|through)\b|who (?:has|is sitting|is on|is handling|picked up|is looking at)|stuck)\b/;
const ENDS_OPEN = /\b(?:approved|decided|signed off|done|through|granted|cleared)\?? ?$/;
/** All of theirs, or any at all. */
const GENERAL =
  /\b(?:my|our|all|any|the|every) (?:open |pending |own )?(?:requests|tickets|submissions|applications|cases|reviews|approvals|exceptions)\b|\b(?:my|our) (?:request|ticket|submission|application|case)\b(?! (?:for|of|on|about|to|with))|\bi (?:have|need) to\b|\bfor me to\b/;
/** What holds for all of them is a matter of the rules. */
const RULE =
  /\b(?:how long|who (?:approves|signs|decides|owns)|do (?:i|we) (?:need|have)|is (?:a|an) |are there|should|must|can (?:i|we)|may (?:i|we)|what is (?:a|an|the difference)|when (?:do|does|is) (?:a|an))\b/;

/** "am i blocking anybody", "next item to vet please", "cases assigned to me": asked by who decides. */
export function asksWhatWaitsForThem({ words }: Evidence): boolean {
  return WAITS.test(words.join(' '));
}

const WAITS = new RegExp(
  [
    'am i (?:blocking|holding up|holding|delaying|the bottleneck|keeping)\\b',
    '(?:is|are|does|do) (?:anyone|anybody|someone|somebody|people|folks|devs|any team|teams) (?:still |currently )?(?:waiting|wait|waits|blocked|stuck|depend|depending) (?:for|on|because of|behind) (?:me|my|us)\\b',
    'who (?:is|are) (?:still )?(?:waiting|blocked|stuck) (?:for|on|by|because of) (?:me|us)\\b',
    'do i owe\\b',
    'owe (?:anyone|anybody|people|someone|somebody) (?:a|an) (?:decision|answer|review|verdict|response)',
    '(?:next|oldest|first|another|one more) (?:item|one|case|thing|request|ticket)?(?: \\S+){0,2} ?to (?:vet|review|approve|decide|sign|check|look at|triage|clear)\\b',
    '(?:cases|requests|tickets|items|things|anything|something|stuff|everything|whatever|what|whats) (?:is |are |thats |that is |still |currently |just )?(?:assigned|routed|sent|escalated|delegated|addressed|landed|parked|waiting|pending|sitting) (?:to|with|on|for|at) (?:me|us|my)\\b',
    'on my (?:table|desk|plate|side|list|docket|radar) (?:today|now|this|as|right|from|for)\\b',
    'whats on my (?:table|desk|plate|docket)\\b',
    '(?:needs?|requires?|awaits?|awaiting|missing|lacks?) my (?:say|vote|ok|okay|approval|decision|sign|signature|verdict|eyes|attention|input|blessing|stamp|review|opinion)\\b',
    '(?:wait|waits|waiting) (?:for|on) my (?:say|vote|ok|okay|approval|decision|sign|verdict|input|blessing|review|opinion|turn)\\b',
    '(?:what|anything|whats|something)(?: has| have|s)? (?:piled|stacked|queued|come|came|landed|built) up? ?(?:for|with|at|in)? ?(?:me|legal|security|us|my)\\b',
    '(?:is it|when is it|what is) my turn\\b',
    'my (?:turn|docket|caseload|workload|review load|pile|reviewer queue|review list|approval list|approvals list)\\b',
    '(?:give|hand|send|pull|get|show) me (?:the|my|a) next\\b',
    'which (?:ones|requests|cases|tickets|items) (?:are|do|should|must|need) (?:\\S+ ){0,3}(?:i|me|my)\\b(?: \\S+){0,3}? (?:review|approve|decide|sign|vet|act|look|judge)',
  ].join('|'),
);

/** An id as trackers give it, `OSR-1182`, beside words of how it stands; a bare number behind "sitting on". */
export function foreignIdIn(text: string): string | undefined {
  const [, written = ''] = /(?:^|[\s("#])([A-Z]{2,6}-\d{1,6})(?=$|[\s)",.?!:;])/.exec(text) ?? [];
  if (written !== '' && !NO_REQUESTS.test(written)) return written;
  return /\b(?:sitting on|working on|handling|looking at|holding up|blocking|assigned to|approved|approve|stuck on|update on|status(?: of| for| on)?|happened (?:to|with)|where does|whats up with|what's up with|progress on|track|pull up|look up|open|re:?)\s(?:number |no\.? |nr\.? |#)?(\d{3,6})\b(?![.\w%]|\s\w+s\b)/i.exec(
    text,
  )?.[1];
}

/** Names of standards, weaknesses and licenses that are written alike. */
const NO_REQUESTS =
  /^(?:CVE|CWE|GHSA|RFC|ISO|IEC|IEEE|PEP|JEP|JSR|JDK|SHA|MD|AES|RSA|UTF|GPL|LGPL|AGPL|GFDL|BSD|MIT|MPL|EPL|EUPL|CDDL|CPL|CC|AFL|OSL|OFL|ZPL|APSL|ECL|CECILL|BSL|SSPL|NPL|COVID|USB|TLS|SSL|HTTP|LTS|PG|GCC)-/;
