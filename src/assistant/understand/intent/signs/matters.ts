import type { Evidence } from '#assistant/understand/intent/evidence.ts';

/** "let the Berlin office know", "product managers need to hear about it": a group of people is to be told. */
export function tellsAGroup({ words }: Evidence): boolean {
  const said = words.join(' ');
  return (
    TELLS_GROUP.test(said) || NEED_TO_HEAR.test(said) || (SPREADS.test(said) && GROUP.test(said))
  );
}

const GROUPS =
  '(?:office|offices|team|teams|department|departments|division|group|guild|chapter|squad|squads|tribe|org|unit|units|site|sites|managers?|leads?|leaders?|engineers|developers|devs|programmers|architects|testers|designers|lawyers|counsels?|reviewers|champions|contributors|maintainers|owners|staff|people|folks|colleagues|employees|contractors|interns|everyone|everybody|company|community|channel|channels|list|audience|legal|engineering|security|procurement|sales|marketing|hr)';
const GROUP = new RegExp(`\\b${GROUPS}\\b`);
/** Verbs that tell, and somebody else than the writer within a few words. */
const TELLS_GROUP = new RegExp(
  `(?:^|\\b(?:you|u|we|i|to|please|pls|somebody|someone|lets|and|just) )(?:let|tell|notify|ping|inform|remind|alert|email|mail|message|dm|brief|warn|address|reach|update)(?: out)?(?: to)? (?!me\\b|us\\b|my manager\\b)(?:\\S+ ){0,5}?${GROUPS}\\b`,
);
const NEED_TO_HEAR = new RegExp(
  `\\b${GROUPS}(?: \\S+){0,4}? (?:need|needs|have|has|must|should|ought|got) (?:to )?(?:hear|know|be told|be informed|be notified|be warned|be reminded|be aware|learn|read this|get this|see this|find out)\\b`,
);
const SPREADS =
  /(?:^|\b(?:to|please|pls|you|we|i|lets|and|a|an) )(?:spread|send|post|push|announce|circulate|distribute|share|broadcast|blast|publish|forward|schedule|draft|put out|get out|roll out|announcement|message|note|mail|mailing|memo|notice)\b/;

/** "which business unit has the most exceptions": what was, set against each other. */
export function comparesFigures({ words }: Evidence): boolean {
  return COMPARES.test(words.join(' '));
}

const COMPARES =
  /\b(?:which|what|whose|who) (?:\S+ ){0,2}?(?:teams?|units?|departments?|divisions?|groups?|products?|offices?|regions?|reviewers?|forms?|lanes?|licenses?|packages?|components?|libraries|reasons?|stages?|steps?|projects?|rules?|questions?|topics?|months?|quarters?|weeks?) (?:\S+ ){0,6}?(?:most|least|fewest|highest|lowest|longest|slowest|fastest|often|frequently|more|top|best|worst|biggest|busiest)\b|\b(?:the )?(?:most|least) (?:often|frequently|commonly)? ?(?:requested|asked|used|rejected|approved|denied|cited|viewed|read)\b/;

/** "any e-learning on licensing", "is there a class they can attend". */
export function asksForCourse({ words }: Evidence): boolean {
  return COURSE.test(words.join(' '));
}

const COURSE =
  /\b(?:(?:e ?learnings?|tutorials?|primer|webinars?|lecture|lectures|lunch and learn|brown bag|learning (?:session|sessions|content|track|tracks|path|paths|offer|offers|unit|units)|reading material|reading materials|reading list|something to read|slides|study (?:guide|plan)|cheat sheet|video series|videos?) (?:\S+ ){0,4}?(?:on|about|for|to|regarding|around|that|covering|explaining)|(?:any|a|an|the|your|of) (?:module|modules|class|classes|session|sessions|video|videos) (?:\S+ ){0,2}?(?:on|about|for|they|we|i|to|that|regarding|covering)|(?:attend|sit in on|enrol|enroll|sign up|signup) (?:\S+ ){0,4}?(?:class|course|session|training|module|workshop)|get (?:\S+ ){0,3}(?:educated|onboarded)|learn (?:\S+ ){0,4}?(?:basics|ropes|fundamentals|from scratch))\b/;

/** Three packages or more with their versions, or a list that is spoken of: "run all of these". */
export function givesAList({ packages, text }: Evidence): boolean {
  const places = new Set(packages.packages.map(({ start }) => start));
  const pinned = text.match(/[\w@/.-]+(?:===?|~=|>=|@)\s?\d[\w.]*/g)?.length ?? 0;
  return pinned >= 3 || (places.size >= 3 && LISTED.test(text.toLowerCase()));
}

const LISTED =
  /\b(?:all|these|those|each|every one|one by one|the lot|list|whole|following|scan|audit|run|batch|bulk|check|vet)\b/;

/** "audit go.sum", "check my pom dependencies", "the export from our scanner": a list that a tool wrote. */
export function namesListFile({ text }: Evidence): boolean {
  return LIST_FILE.test(text.toLowerCase());
}

const LIST_FILE =
  /\b(?:go\.(?:sum|mod)|pom(?:\.xml)?|requirements(?:\.txt| file)|(?:yarn|cargo|poetry|composer|gemfile|pipfile|mix|uv|bun|podfile)\.lock|package(?:-lock)?\.json|pnpm-lock(?:\.yaml)?|cargo\.toml|build\.gradle(?:\.kts)?|gemfile|pipfile|csproj|packages\.(?:lock\.json|config)|conda env|environment\.ya?ml|(?:export|output|report|results?|findings|dump) (?:of|from) (?:our |the |my |a )?(?:\w+ )?(?:scanner|scan|scancode|ort|syft|trivy|fossa|black duck|dependency.?track|snyk|tooling|sca tool)|vendor(?:ed)? (?:dir|directory|folder)|node_modules|dependency (?:tree|graph|dump|export)|third[- ]party (?:list|inventory)|dependabot (?:list|export))(?![\w/])/;

/** "there's some legalese at the top of this file, which license is it": a text is spoken of, and its name sought. */
export function seeksNameOfText({ text }: Evidence): boolean {
  const said = text.toLowerCase().replace(/[’']/g, '');
  return (
    TEXT.test(said) &&
    SEEKS.test(said) &&
    !/\b(?:do i|do we|must|should|where|have to)\b/.test(said)
  );
}

const TEXT =
  /\b(?:legalese|wording|header|headers|copying|license\.(?:txt|md)|licen[cs]e (?:file|text|header|blurb|block|paragraph|notice|snippet|in this|in that|from this|below|attached|i found)|copyright (?:block|notice|header|blurb)|boilerplate|blurb|paragraphs?|snippet|text|preamble|notice|this tarball|(?:top|head|start|bottom) of (?:this|the|a|each|every) (?:\S+ )?file)\b/;
const SEEKS =
  /\b(?:(?:what|which|whose) (?:\S+ ){0,3}?(?:licen[cs]e|one|template|family|variant)|match (?:it|this|that|them|these|against)|compare (?:it|this|that|them) (?:to|with|against)|identify|recogni[sz]e|figure out|detect|determine|classify|tell me what|(?:whats|what is) (?:the licen[cs]e in|this|that|it)|looks? like (?:mit|bsd|apache|gpl|isc|mpl)|name (?:of|for) (?:it|this|that)|known ones|which it is|what it is|is (?:this|that|it) (?:really |actually |just |the |a )?(?:mit|bsd|apache|gpl|isc|mpl|zlib))\b/;

/** "can you get that going", "set it up please", "where do I begin": the wish that something begins. */
export function asksToBeginIt({ words }: Evidence): boolean {
  return BEGIN_IT.test(words.join(' '));
}

const BEGIN_IT =
  /\b(?:(?:get|set|kick|start|put|bring) (?:it|that|this|things|the ball|everything|whatever) (?:going|started|up|off|rolling|in motion|moving|underway)|(?:start|begin|open|initiate|trigger|arrange|prepare|submit|file|handle) (?:it|that|this|whatever is needed|whatever is necessary|what is needed|the paperwork|the process|the needful|everything needed|a new one)|get (?:the|a|that|my) (?:paperwork|process|approval|go ahead|green light|clearance|request|ball)|need (?:the|a|an|your|legals?|formal|official) ?(?:go ahead|green light|blessing|clearance|sign off|signoff|waiver|approval|permission|formal ok)|where do (?:i|we) (?:begin|start|file|submit|apply|enter|put in)|how do (?:i|we) (?:kick (?:this|it|that) off|get (?:this|it|that) (?:started|going|approved|cleared)|begin|file)|take me (?:there|to the form)|fill (?:it|one|that) (?:in|out))\b/;

/** "what sort of things can I ask", "show me the options": what Steward itself can do. */
export function asksWhatItDoes({ words }: Evidence): boolean {
  return WHAT_IT_DOES.test(words.join(' ')) && words.length <= 16;
}

const WHAT_IT_DOES =
  /\b(?:(?:what|which) (?:\S+ ){0,4}?(?:can|could|should|may|do) (?:i|we|one|people|someone) (?:\S+ )?(?:ask|type|say|write|do here|use you|tell you|throw at you)\b(?! legal| the ospo| them| for)|(?:what|how) (?:\S+ ){0,2}?(?:can|could|do|are|would) (?:you|u|steward|this bot|the bot|this thing) (?:\S+ ){0,2}?(?:do|help|for|offer|know|able|handle|support|good|capable|work|cover|answer|useful)\b(?! (?:legal|with|about|on) )|(?:show|list|give|tell|see) (?:me |us )?(?:the |your |all |some |all the )?(?:options|menu|commands|features|capabilities|choices|functions|possibilities|examples|sample questions|example questions|ropes)$|(?:walk|talk|run|guide) me through what you|what you (?:can|could) do|what (?:else )?are you (?:for|about)\b|how to (?:use|talk to|work with) (?:you|this|steward|the bot))/;
