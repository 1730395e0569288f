/** @jest-environment node */
import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { menuPicture } from './menu-picture';

const film = (contentId: string) => ({ en: { contentId } });
const DRAFT: Definition = {
  ...emptyDefinition(),
  nodes: {
    first: { ...kinds.video.create('en'), media: film('old'), exits: { next: 'welcome' } },
    welcome: { ...kinds.video.create('en'), media: film('welcome'), exits: { next: 'say' } },
    say: { ...kinds.message.create('en'), exits: { next: 'menu' } },
    menu: { ...kinds.menu.create('en'), exits: { 'choice:1': 'menu' } },
    other: kinds.menu.create('en'),
  },
};

function seen(draft: Definition, id = 'menu'): string | null {
  return menuPicture(draft, id, 'en', (contentId) => contentId !== 'sound');
}

describe('menuPicture', () => {
  it('is the menu’s own film', () => {
    const menu = { ...kinds.menu.create('en'), media: film('own') };
    expect(seen({ ...DRAFT, nodes: { ...DRAFT.nodes, menu } })).toBe('own');
  });

  it('is the nearest film on the way to it, in a circle too', () => {
    expect(seen(DRAFT)).toBe('welcome');
  });

  it('stays on the screen while a sound plays', () => {
    const menu = { ...kinds.menu.create('en'), media: film('sound') };
    expect(seen({ ...DRAFT, nodes: { ...DRAFT.nodes, menu } })).toBe('welcome');
  });

  it('is nothing where no way leads past a film', () => {
    expect(seen(DRAFT, 'other')).toBeNull();
  });
});
