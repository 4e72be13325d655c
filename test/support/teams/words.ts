import { isRecord, listOf, type Payload } from './fixtures.ts';

/** The words of an Adaptive Card in their order, folded ones too, a block a line; without those of buttons. */
export function wordsOf(card: unknown): string {
  if (!isRecord(card)) return '';
  return linesOf(card.body).join('\n');
}

/** The titles of all buttons in their order, without those that fold and unfold. */
export function buttonsOf(card: unknown): readonly string[] {
  return actionsOf(card)
    .filter(({ type }) => type !== 'Action.ToggleVisibility')
    .map(({ title }) => String(title));
}

/** All actions that stand on the card: those among its elements, then those below them. */
export function actionsOf(card: unknown): readonly Payload[] {
  if (!isRecord(card)) return [];
  const inBody = elementsIn(card.body)
    .filter(({ type }) => type === 'ActionSet')
    .flatMap(({ actions }) => listOf(actions));
  return [...inBody, ...listOf(card.actions)].filter(isRecord);
}

/** Everything that a person fills in. */
export function inputsOf(card: unknown): readonly Payload[] {
  return isRecord(card)
    ? elementsIn(card.body).filter(({ type }) => String(type).startsWith('Input.'))
    : [];
}

/** Elements in the order of reading, each before those in it. */
function elementsIn(value: unknown): readonly Payload[] {
  return listOf(value)
    .filter(isRecord)
    .flatMap((element) => [element, ...partsOf(element).flatMap(elementsIn)]);
}

function partsOf({ items, columns, rows, cells }: Payload): readonly unknown[] {
  return [items, columns, rows, cells];
}

function linesOf(value: unknown): readonly string[] {
  return elementsIn(value)
    .flatMap(wordsIn)
    .filter((words) => words !== '');
}

function wordsIn(element: Payload): readonly string[] {
  switch (element.type) {
    case 'RichTextBlock':
      return [listOf(element.inlines).map(wordsOfRun).join('')];
    case 'TextBlock':
      return [String(element.text)];
    case 'Input.ChoiceSet': {
      const choices = listOf(element.choices).filter(isRecord);
      return [String(element.label ?? ''), ...choices.map(({ title }) => String(title))];
    }
    case 'Input.Toggle':
      return [String(element.label ?? ''), String(element.title)];
    case 'Input.Text':
    case 'Input.Number':
    case 'Input.Date':
      return [String(element.label ?? '')];
    default:
      return [];
  }
}

function wordsOfRun(run: unknown): string {
  if (typeof run === 'string') return run;
  return isRecord(run) ? String(run.text) : '';
}
