import type { Who } from './people.ts';
import type { Exchange, Sender } from './sender.ts';
import type { TeamsDouble } from './teams-double.ts';

/** How Steward comes to people and teams, and goes. */
export interface Installing {
  /** For somebody, or in the team; everything that Teams tells of it, in order. */
  install(where: Who | 'team'): Promise<readonly Exchange[]>;
  uninstall(where: Who | 'team'): Promise<readonly Exchange[]>;
}

export function createInstalling(double: TeamsDouble, sender: Sender): Installing {
  const { team } = double;
  const inTeam = {
    conversation: { id: team.id, conversationType: 'channel', isGroup: true },
    channelData: { team: { id: team.id, aadGroupId: team.aadGroupId, name: team.name } },
  };

  return {
    async install(where) {
      if (where === 'team') {
        double.restore(team.id);
        double.restore(team.channel);
        const settings = { selectedChannel: { id: team.channel } };
        const channelData = { ...inTeam.channelData, settings };
        return [
          await sender.event('bot-added-team'),
          await sender.event('installation-add', { ...inTeam, channelData }),
        ];
      }
      const id = double.personal(where);
      double.restore(id);
      const channelData = { settings: { selectedChannel: { id } } };
      return [
        await sender.event('bot-added-personal', {}, { who: where }),
        await sender.event('installation-add', { channelData }, { who: where }),
      ];
    },
    async uninstall(where) {
      if (where === 'team') {
        double.remove(team.id);
        double.remove(team.channel);
        return [
          await sender.event('bot-removed-team'),
          await sender.event('installation-remove', inTeam),
        ];
      }
      double.remove(double.personal(where));
      return [await sender.event('installation-remove', {}, { who: where })];
    },
  };
}
