import { expect, it } from 'vitest';
import { noMemory } from '#assistant/memory.ts';
import { createRespond } from '#assistant/respond.ts';
import type { TurnContent } from '#assistant/turn.ts';
import { handbookIn } from '#compose.ts';
import { placesOn } from '#foundation/delivery/places.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { handbookFolder, loadOffice } from '#knowledge/policy/file/load-office.ts';
import { startTestSteward } from '../support/test-steward.ts';

it('says how each turn was answered, and how long it took', async () => {
  const steward = await startTestSteward();
  const { clock, packages } = steward;
  const measured: { outcome: string; seconds: number }[] = [];
  const office = await loadOffice(undefined);
  const respond = createRespond(
    {
      ...office,
      forms: new Map(),
      roles: noRoles,
      platforms: () => [],
      places: placesOn(() => []),
      packages,
      handbookFolder: undefined,
      handbook: () => Promise.reject(new Error('no handbook')),
      memory: noMemory,
      clock,
      log: silentLog,
    },
    { measure: (outcome, seconds) => measured.push({ outcome, seconds }) },
  );
  const began = performance.now();

  for (const text of ['can I use MIT code?', 'who signs a CLA?']) {
    await respond({ personId: newId(), thread: 'thread', content: { kind: 'text', text } });
  }

  const spent = (performance.now() - began) / 1000;
  await steward.close();
  expect(measured.map(({ outcome }) => outcome)).toEqual(['answered', 'error']);
  for (const { seconds } of measured) {
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(spent);
  }
});

it('lets what was told be looked for after a press and a form, and not after a question', async () => {
  const steward = await startTestSteward();
  const { clock, packages } = steward;
  const looked: string[] = [];
  let now = '';
  const respond = createRespond(
    {
      ...(await loadOffice(undefined)),
      forms: new Map(),
      roles: noRoles,
      platforms: () => [],
      places: placesOn(() => []),
      packages,
      handbookFolder: undefined,
      handbook: handbookIn(handbookFolder(undefined), { clock, log: silentLog }),
      memory: noMemory,
      clock,
      log: silentLog,
    },
    { afterTurn: () => looked.push(now) },
  );
  const contents: readonly TurnContent[] = [
    { kind: 'text', text: 'can I use MIT code?' },
    { kind: 'action', action: 'none of ours' },
    { kind: 'form', form: 'none of ours', context: null, answers: null },
  ];

  for (const content of contents) {
    now = content.kind;
    await respond({ personId: newId(), thread: 'thread', content });
  }

  await steward.close();
  expect(looked).toEqual(['action', 'form']);
});
