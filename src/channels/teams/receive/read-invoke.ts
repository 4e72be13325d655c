import { z } from 'zod';
import { type TeamsInvoke, teamsUses } from '#channels/teams/manifest.ts';
import { Pressed } from '#channels/teams/pressed.ts';
import { type Activity, placeOf, senderOf } from '#channels/teams/receive/activity.ts';
import type { Asked } from '#channels/teams/receive/heard.ts';
import { wordsInHtml } from '#channels/teams/receive/plain-words.ts';

const Executed = z.object({ action: z.object({ data: z.unknown().optional() }) });
const WithData = z.object({ data: z.unknown().optional() });

const Query = z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).catch([]),
});

const OnMessage = z.object({
  messagePayload: z
    .object({
      body: z.object({
        contentType: z.string().catch('text'),
        content: z.string().max(200_000).catch(''),
      }),
    })
    .optional()
    .catch(undefined),
});

const Consent = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.unknown().optional(),
  uploadInfo: z
    .object({
      uploadUrl: z.string().max(4000),
      contentUrl: z.string().max(4000),
      name: z.string().max(1000),
      uniqueId: z.string().max(300),
      fileType: z.string().max(100),
    })
    .optional()
    .catch(undefined),
});

const { extension } = teamsUses;

/** Each that the manifest or our cards bring. */
const ofName: Readonly<Record<TeamsInvoke, (activity: Activity) => Asked | undefined>> = {
  'adaptiveCard/action': readExecuted,
  'task/fetch': readOpening,
  'task/submit': readInDialog,
  'composeExtension/query': readSearch,
  'composeExtension/fetchTask': readOnMessage,
  'composeExtension/submitAction': readInDialog,
  'fileConsent/invoke': readConsent,
};

/** What is asked in an invoke; undefined for what we do not know. */
export function readInvoke(activity: Activity): Asked | undefined {
  const name = teamsUses.invokes.find((one) => one === activity.name);
  return name && ofName[name](activity);
}

function readExecuted(activity: Activity): Asked | undefined {
  const pressed = Pressed.safeParse(Executed.safeParse(activity.value).data?.action.data).data;
  const on = { ...by(activity), message: activity.replyToId };
  switch (pressed?.steward) {
    case 'press':
      return {
        kind: 'press',
        ...on,
        action: pressed.action,
        isOnHome: pressed.home === true,
        isAside: false,
      };
    case 'refresh':
      return { kind: 'refresh', ...on };
    default:
      return undefined;
  }
}

function readOpening(activity: Activity): Asked | undefined {
  const pressed = Pressed.safeParse(WithData.safeParse(activity.value).data?.data).data;
  if (pressed?.steward !== 'press') return undefined;
  const message = activity.replyToId;
  return { kind: 'open', ...by(activity), message, action: pressed.action };
}

function readInDialog(activity: Activity): Asked | undefined {
  const values = WithData.safeParse(activity.value).data?.data;
  const pressed = Pressed.safeParse(values).data;
  switch (pressed?.steward) {
    case 'press':
      return { kind: 'press-in-dialog', ...by(activity), action: pressed.action };
    case 'page': {
      const { steward: _steward, ...page } = pressed;
      const isAside = activity.name === 'composeExtension/submitAction';
      return { kind: 'page', ...by(activity), ...page, isAside, values };
    }
    default:
      return undefined;
  }
}

function readSearch(activity: Activity): Asked {
  const { parameters } = Query.catch({ parameters: [] }).parse(activity.value);
  const sought = parameters.find(({ name }) => name === extension.search.parameter)?.value;
  return { kind: 'search', ...by(activity), text: typeof sought === 'string' ? sought.trim() : '' };
}

function readOnMessage(activity: Activity): Asked {
  const body = OnMessage.safeParse(activity.value).data?.messagePayload?.body;
  const text = body && (body.contentType === 'html' ? wordsInHtml(body.content) : body.content);
  return { kind: 'ask-about', ...by(activity), text };
}

function readConsent(activity: Activity): Asked | undefined {
  const consent = Consent.safeParse(activity.value).data;
  if (!consent) return undefined;
  const { action, context, uploadInfo } = consent;
  const upload =
    action === 'accept' && uploadInfo
      ? { address: uploadInfo.uploadUrl, ...rest(uploadInfo) }
      : undefined;
  return { kind: 'consent', ...by(activity), message: activity.replyToId, context, upload };
}

function rest({
  contentUrl,
  name,
  uniqueId,
  fileType,
}: NonNullable<z.infer<typeof Consent>['uploadInfo']>) {
  return { contentUrl, name, uniqueId, fileType };
}

function by(activity: Activity) {
  return { from: senderOf(activity), place: placeOf(activity) };
}
