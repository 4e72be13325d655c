import { broadcastNotices } from '#office/broadcasts/broadcast.ts';
import { reminderNotice } from '#office/requests/tell.ts';

/**
 * Of what goes to many some always have left, and a broadcast's own card says how many: they are not the OSPO's trouble
 * again with each broadcast and each day of reminders.
 */
export const leftOut: readonly string[] = [
  broadcastNotices.broadcast,
  broadcastNotices.place,
  reminderNotice,
];
