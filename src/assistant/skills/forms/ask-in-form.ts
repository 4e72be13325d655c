import { type Answered, answered, type SentForm, type Steward } from '#assistant/answering.ts';
import { grantWords, type Recall } from '#assistant/skills/grant-wish.ts';
import { askForm } from '#assistant/views/forms/ask-form.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';

/** Opens the form for a question, where there is no field to type it into. */
export function openAsk(): Answered {
  return answered({ kind: 'form', form: askForm, context: null });
}

/** Answers what was asked in the form. */
export async function takeAsk(sent: SentForm, recall: Recall, steward: Steward): Promise<Answered> {
  const checked = checkAnswers(askForm, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({ kind: 'form', form: askForm, context: null, kept, errors });
  }
  return grantWords(String(checked.values.question), recall, steward);
}
