import { createHash } from 'node:crypto';
import { teamsApp } from './teams-app.ts';

export interface TeamsPerson {
  /** As Teams names them to this bot. */
  readonly id: string;
  /** As Entra names them to everybody. */
  readonly aadObjectId: string;
  readonly name: string;
  readonly email: string;
  readonly userPrincipalName: string;
  /** Of the conversation that they speak in. */
  readonly tenantId: string;
  readonly userRole: 'user' | 'guest';
}

/** Whom Teams has. The guest is invited; the stranger belongs to another organisation. */
export interface TeamsPeople {
  readonly developer: TeamsPerson;
  readonly legal: TeamsPerson;
  readonly ospo: TeamsPerson;
  readonly guest: TeamsPerson;
  readonly stranger: TeamsPerson;
}

export type Who = keyof TeamsPeople;

/** What a person is from now on, such as another address. */
export type PersonChange = Partial<Omit<TeamsPerson, 'id' | 'aadObjectId'>>;

export const teamsPeople: TeamsPeople = {
  developer: member('Dana Developer', 'dana@example.com'),
  legal: member('Lee Legal', 'lee@example.com'),
  ospo: member('Omar Ospo', 'omar@example.com'),
  guest: {
    ...member('Gwen Guest', 'gwen@agency.example'),
    userPrincipalName: 'gwen_agency.example#EXT#@example.onmicrosoft.com',
    userRole: 'guest',
  },
  stranger: {
    ...member('Sam Stranger', 'sam@elsewhere.example'),
    tenantId: teamsApp.otherTenantId,
  },
};

/** The conversation between somebody and the bot. */
export function personalConversation({ aadObjectId }: TeamsPerson): string {
  return `a:1${lookOf(`personal ${aadObjectId}`, 100)}`;
}

/** As the connector tells of somebody. */
export function teamsAccount(person: TeamsPerson): Readonly<Record<string, unknown>> {
  const [givenName = '', surname = ''] = person.name.split(' ');
  const { id, aadObjectId, name, email, userPrincipalName, tenantId, userRole } = person;
  return {
    id,
    name,
    objectId: aadObjectId,
    aadObjectId,
    givenName,
    surname,
    email,
    userPrincipalName,
    tenantId,
    userRole,
  };
}

function member(name: string, email: string): TeamsPerson {
  return {
    id: `29:1${lookOf(`pairwise ${email}`, 84)}`,
    aadObjectId: guidOf(email),
    name,
    email,
    userPrincipalName: email,
    tenantId: teamsApp.tenantId,
    userRole: 'user',
  };
}

function lookOf(seed: string, length: number): string {
  const bytes = createHash('sha512').update(seed).digest();
  return Buffer.concat([bytes, bytes]).toString('base64url').slice(0, length);
}

function guidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
