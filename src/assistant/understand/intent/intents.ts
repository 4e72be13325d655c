import { z } from 'zod';

/** What people want of an open source office. */
export const Intent = z.enum([
  'package_question',
  'license_question',
  'compatibility_question',
  'expression_question',
  'policy_question',
  'start_form',
  'my_requests',
  'request_status',
  'review_queue',
  'broadcast',
  'metrics_report',
  'training',
  'sbom_audit',
  'identify_license_text',
  'help',
  'smalltalk',
  'other',
]);
export type Intent = z.infer<typeof Intent>;
