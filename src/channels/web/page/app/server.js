// What the page asks of its server, and the ways in which that can fail.

/** The server answered no; its words are for the person. */
export class Refusal extends Error {
  constructor({ message, reference, readOnly }, status) {
    super(message);
    this.reference = reference;
    this.readOnly = readOnly === true;
    this.status = status;
  }
}

/** Nobody answered: the server is away, or the connection broke. */
export class Away extends Error {}

/** No answer within the time that a person waits for one. */
export class TooSlow extends Error {}

const QUICK = 15_000;
/** An answer may need a registry that is slow. */
const PATIENT = 60_000;

export function getConversation(persona, before) {
  const query = new URLSearchParams({ persona });
  if (before !== undefined) query.set('before', before);
  return call(`/conversation?${query}`, {}, QUICK);
}

export function postTurn(turn) {
  return call('/turn', jsonOf(turn), PATIENT);
}

export function postForm(form) {
  return call('/form', jsonOf(form), PATIENT);
}

export function postDraft(draft) {
  return call('/draft', jsonOf(draft), QUICK);
}

export function postRead(persona, change) {
  return call('/read', jsonOf({ persona, change }), QUICK);
}

/** What time it is in a rehearsal. */
export function getClock() {
  return call('/rehearsal/clock', {}, QUICK);
}

export function postClock(minutes) {
  return call('/rehearsal/clock', jsonOf({ minutes }), QUICK);
}

export function postFile({ persona, id, name, blob }) {
  const query = new URLSearchParams({ persona, id, name });
  const body = {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: blob,
  };
  return call(`/file?${query}`, body, PATIENT);
}

function jsonOf(body) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function call(path, init, patience) {
  let response;
  let answer;
  try {
    response = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) });
    answer = response.status === 204 ? undefined : await response.json();
  } catch (error) {
    throw error.name === 'TimeoutError' ? new TooSlow() : new Away();
  }
  if (!response.ok) throw new Refusal(answer?.error ?? { message: UNSAID }, response.status);
  return answer;
}

const UNSAID = 'Steward could not do that, and did not say why.';
