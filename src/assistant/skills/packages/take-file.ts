import { type Answered, type Asking, say } from '#assistant/answering.ts';
import { askList, listSubject } from '#assistant/skills/packages/ask-list.ts';
import { fileElsewhereCard, unreadableManifestCard } from '#assistant/views/help/help-card.ts';
import { contactFor, type Topic } from '#foundation/people/contacts.ts';
import { readPackageList } from '#knowledge/packages/lists/read-list.ts';

/** A file that was handed over: a list of packages is answered, anything else goes to who handles it. */
export async function takeFile(
  name: string,
  text: string | undefined,
  asking: Asking,
): Promise<Answered> {
  const reading = text === undefined ? undefined : readPackageList(text);
  const topic = reading?.kind === 'component-list' ? 'component-lists' : topicOf(name);
  if (topic === undefined && reading?.kind === 'list') {
    return askList(listSubject(reading.list, name), {}, asking);
  }
  if (text !== undefined && topic === undefined && name.toLowerCase() === 'package.json') {
    return say(unreadableManifestCard());
  }
  const { office } = asking;
  const contact = topic === undefined ? office.contact : contactFor(office, topic);
  return say(fileElsewhereCard(name, topic, contact));
}

const topics: readonly (readonly [RegExp, Topic])[] = [
  [
    /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|cargo\.(?:toml|lock)|go\.(?:mod|sum)|pom\.xml|build\.gradle(?:\.kts)?|requirements[\w.-]{0,40}\.txt|pyproject\.toml|poetry\.lock|uv\.lock|pipfile(?:\.lock)?|gemfile(?:\.lock)?|composer\.(?:json|lock)|packages\.config)$/,
    'component-lists',
  ],
  [/\.(?:spdx|cdx|csproj)(?:\.json|\.xml)?$|\bs?bom\b/, 'component-lists'],
  [/^(?:licen[sc]e|copying|notice|copyright|eula)\b/, 'license-texts'],
];

/** Files that are known by their names, whatever is in them. */
function topicOf(name: string): Topic | undefined {
  const plain = name.slice(-200).toLowerCase();
  return topics.find(([pattern]) => pattern.test(plain))?.[1];
}
